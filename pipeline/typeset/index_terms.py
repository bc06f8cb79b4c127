"""Terms of an index: the people, hashtags and sites that a thread speaks of, with the posts that do.

A term is known by its id, which is told from the words of a thread as well as from the elements of its chapter: so
print knows the page that each stands on, wherever a long post goes on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct

from pipeline.model import Author, Post, Quote, Span, Thread
from pipeline.text.web_addresses import host_of
from pipeline.typeset import furniture, plain_posts
from pipeline.typeset.theme import Theme
from pipeline.unroll.merge.identity import is_same

Kind = Literal["people", "hashtags", "sites"]
WHOLE = 0
"""In the place of a post's number: the thread as a whole."""
_PROFILE = re.compile(r"/(?:@|users/)([\w.-]+)/?", re.IGNORECASE)
"""Path of a person's page on a server of the Fediverse."""


class Term(Struct, frozen=True):
    """A term, as it was typed somewhere."""

    kind: Kind
    id: str
    """The same for all spellings, and for nothing else."""
    text: str
    """A hashtag with its sign, a site's host, a person's handle without the @, or ""."""
    name: str = ""
    """A person's display name, or ""."""


def occurrences(thread: Thread, theme: Theme) -> Iterator[tuple[Term, int]]:
    """The terms of a thread, each with the number of a post that has it, from 1, or `WHOLE` for its author."""
    if author := person(thread.author):
        yield author, WHOLE
    for term in _quoted(thread.answered) if thread.answered else ():
        yield term, 1
    for number, post in enumerate(furniture.shown(thread, theme), 1):
        for term in _of_post(post, thread.author):
            yield term, number


def person(author: Author) -> Term | None:
    """A person; None for one of whom nothing is known."""
    name = " ".join(plain_posts.line(author.name).split())
    if author.handle:
        return Term("people", _id("people", f"@{author.handle}"), author.handle, name)
    return Term("people", _id("people", name), "", name) if name else None


def mentioned(text: str, url: str) -> Term:
    """The person whom a post mentions. text: as it does, "@ida", or by name; url: where that leads."""
    handle = "".join(_bare(text))
    if not handle.startswith(("@", "＠")):
        return Term("people", _id("people", text), "", text)
    handle = handle[1:]
    if "@" not in handle and (found := _PROFILE.fullmatch(_path(url))) and found[1].casefold() == handle.casefold():
        handle = f"{handle}@{host_of(url)}"
    return Term("people", _id("people", f"@{handle}"), handle)


def hashtag(text: str) -> Term:
    """A hashtag. text: as typed, with its sign."""
    tag = text.strip().lstrip("#＃")
    return Term("hashtags", _id("hashtags", tag), f"#{tag}")


def site(url: str) -> Term | None:
    """The site that a link leads to; None for what is none, as an address of e-mail."""
    host = host_of(url).removeprefix("www.")
    return Term("sites", _id("sites", host), host) if host else None


def _of_post(post: Post, author: Author) -> Iterator[Term]:
    if post.author and not is_same(post.author, author) and (guest := person(post.author)):
        yield guest
    yield from _in_text(post.text, post.spans)
    for quote in post.quotes:
        yield from _quoted(quote)
    yield from filter(None, (site(card.url) for card in post.link_cards))


def _quoted(quote: Quote) -> Iterator[Term]:
    if quote.author and (author := person(quote.author)):
        yield author
    yield from _in_text(quote.text, quote.spans)


def _in_text(text: str, spans: Sequence[Span]) -> Iterator[Term]:
    for span in spans:
        words = text[span.start : span.end]
        if span.kind == "mention":
            yield mentioned(words, span.target)
        elif span.kind == "hashtag":
            yield hashtag(words)
        elif span.kind == "link" and (found := site(span.target)):
            yield found


def _id(kind: Kind, text: str) -> str:
    return f"{kind}:{unicodedata.normalize('NFKC', ''.join(_bare(text))).casefold()}"


def _bare(text: str) -> Iterator[str]:
    """The signs of a text that can be seen."""
    return (sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc", "Co", "Zs"))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:  # a bracket that promises an IPv6 address
        return ""
