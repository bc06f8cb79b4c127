"""Authors of whom a source has nothing but the id of their account, named by other sources that have both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import is_

from msgspec.structs import replace

from pipeline.model import Author, Capture, Post
from pipeline.text.x_addresses import NOBODY, account_id_in, post_url


def identified(captures: Iterable[Capture]) -> list[Capture]:
    """The captures, with the authors that any of them names in the place of mere ids, whatever order they come in."""
    everyone = list(captures)
    named = sorted((account for capture in everyone for account in capture.accounts), key=_by_name)
    known = dict(named)
    return [_identified(capture, known) for capture in everyone] if known else everyone


def _by_name(account: tuple[str, Author]) -> tuple[bool, str, str]:
    """Sort key of accounts: those that are best named last."""
    author = account[1]
    return bool(author.name), author.handle, author.name


def _identified(capture: Capture, known: Mapping[str, Author]) -> Capture:
    whose = known.get(account_id_in(capture.author.url), capture.author)
    posts = tuple(_post(post, whose, known) for post in capture.posts)
    is_same = whose is capture.author and all(map(is_, posts, capture.posts))
    return capture if is_same else replace(capture, author=whose, posts=posts)


def _post(post: Post, whose: Author, known: Mapping[str, Author]) -> Post:
    """The post with its author and the one that it answers named. whose: author of the posts that name nobody."""
    author = known.get(account_id_in(post.author.url), post.author) if post.author else None
    answered = known.get(post.reply_to_author)
    url = post.url
    if url and url == post_url(NOBODY, post.id):
        url = post_url((author or whose).handle, post.id) or url
    if author is post.author and not answered and url == post.url:
        return post
    whom = answered.handle if answered else post.reply_to_author
    return replace(post, author=author, reply_to_author=whom, url=url)
