"""Identity of posts and authors: keys to match them by."""

from __future__ import annotations

from pipeline.model import Author, Post, Source
from pipeline.sources.x import snowflake
from pipeline.text.x_addresses import account_id_in
from pipeline.unroll.merge.words import folded

_SHORTEST_NUMBER = len(str(snowflake.LAST_COUNTED))
"""Least digits of an id that is X's beyond doubt: as many as the ids have that carry their moment."""


def network_id(post: Post) -> str:
    """The id that a post has on its network, the same in every capture of it; "" where it has none.

    It is an address, a number such as X gives, or the end of the post's own address. "1", "2", "3" in a file that
    someone wrote by hand are no such ids: they mean something in that file alone.
    """
    post_id = post.id
    certain = (
        "://" in post_id
        or (len(post_id) >= _SHORTEST_NUMBER and post_id.isascii() and post_id.isdecimal())
        or (post_id and post.url.endswith(f"/{post_id}"))
    )
    return post_id if certain else ""


def key(post: Post, source: Source) -> str:
    """Key of a post in a whole run: its network id, or the id that its file gave it; "" where it has neither."""
    return network_id(post) or (within(post.id, source) if post.id else "")


def within(post_id: str, source: Source) -> str:
    """Key of an id that means something in one file alone."""
    return f"{source.name}\n{source.sha256}\n{post_id}"


def owner(author: Author) -> str:
    """Key of an author: the handle, else the account's id, else the name, casefolded."""
    return (author.handle or account_id_in(author.url) or author.name).casefold()


def may_be(one: Author, two: Author) -> bool:
    """Whether two authors are the same as far as is known: by their handles, else by their names."""
    if one.handle and two.handle:
        return one.handle.casefold() == two.handle.casefold()
    return not one.name or not two.name or folded(one.name) == folded(two.name)


def is_same(one: Author, two: Author) -> bool:
    """Whether two authors are known to be the same. An author of whom nothing is known counts as the other one."""
    if one.handle and two.handle:
        return one.handle.casefold() == two.handle.casefold()
    return not owner(one) or bool(one.name and folded(one.name) == folded(two.name))
