"""Pointers: teasers of other threads as templates see them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from pipeline.model import Date, Teaser, Thread
from pipeline.typeset import typography
from pipeline.typeset.links import Index, Target
from pipeline.typeset.theme import Theme
from pipeline.unroll.title import derive


class Pointer(Struct, frozen=True, kw_only=True):
    """A teaser of another thread, as a template sees it."""

    title: str
    card: Teaser
    thread: Target | None
    """The thread itself, where it is in this run."""


def pointer(teaser: Teaser, target: Target | None, conventions: str) -> Pointer:
    """The teaser as a template sees it. conventions: language (BCP 47) by whose conventions its words are set."""
    title = target.title if target else typography.line(derive(teaser.posts[0] if teaser.posts else ""), conventions)
    return Pointer(title=title, card=teaser, thread=target)


def elsewhere(threads: Iterable[Thread], index: Index, theme: Theme) -> tuple[Pointer, ...]:
    """The teasers of these threads that lead to none of the index, each once, by date, those without a date last."""
    found: dict[str, Pointer] = {}
    for thread in threads:
        for teaser, target in zip(thread.cards, index.links(thread).cards, strict=True):
            if target is None:
                made = pointer(teaser, None, theme.conventions(thread.language))
                found.setdefault(teaser.id or teaser.url or made.title, made)
    return tuple(sorted(found.values(), key=_moment))


def _moment(known: Pointer) -> tuple[bool, tuple[int, int, int, float], str]:
    date = known.card.date or Date()
    return date.year is None, date.order, known.title
