"""Openers: what the page shows that opens a part of a book; an author's part is opened by the author's page."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pipeline.assets import BadPictureError
from pipeline.errors import Notice
from pipeline.model import Asset, Book, BookPart, Date, Picture, Thread
from pipeline.sources.reading.files import as_text
from pipeline.typeset.links import Index
from pipeline.typeset.pointers import Pointer, elsewhere
from pipeline.typeset.theme import Theme
from pipeline.wording import Wording

_HINT = "Replace the file with a sound JPEG or PNG of at most 50 million pixels."


class Opener(Struct, frozen=True, kw_only=True):
    """The opener of a part, as a template sees it."""

    part: BookPart
    places: range
    """Places of its threads in the book, from 0."""
    threads: tuple[Thread, ...]
    years: str = ""
    """Of an author: the years of the threads, as far as they are known."""
    bio: tuple[str, ...] = ()
    """Of an author: the lines in which they say who they are."""
    portrait: Picture | None = None
    pointers: tuple[Pointer, ...] = ()
    """Of an author: threads that are known, and not in the book."""
    notices: tuple[Notice, ...] = ()


def openers(book: Book, theme: Theme) -> list[Opener]:
    """The openers of a book's parts, in order; none where it has no parts."""
    threads = [chapter.thread for chapter in book.chapters]
    index = Index(threads) if any(part.author for part in book.parts) else Index(())
    return [
        _opener(part, places, tuple(threads[place] for place in places), index, theme)
        for part, places in book.sections
        if part
    ]


def _opener(part: BookPart, places: range, threads: tuple[Thread, ...], index: Index, theme: Theme) -> Opener:
    if not part.author:
        return Opener(part=part, places=places, threads=threads)
    profile = part.profile
    notices: list[Notice] = []
    portrait = _portrait(profile.portrait, part.title, notices) if profile and profile.portrait else None
    return Opener(
        part=part,
        places=places,
        threads=threads,
        years=_years(threads, theme.words),
        bio=tuple(_lines(profile.bio)) if profile else (),
        portrait=portrait,
        pointers=elsewhere(threads, index, theme),
        notices=tuple(notices),
    )


def _portrait(asset: Asset, author: str, notices: list[Notice]) -> Picture | None:
    """The picture; None where it cannot be shown, for which a notice is added."""
    from pipeline.typeset import pictures  # here: few books have parts, and fewer portraits

    try:
        return pictures.prepare(asset)
    except BadPictureError as problem:
        message = f"the portrait {as_text(asset.name)} {problem}; the author's page has none"
        notices.append(Notice(message=message, path=author, hint=_HINT))
        return None


def _years(threads: tuple[Thread, ...], words: Wording) -> str:
    """The years from the first thread to the last: "2019", "2019–2022"; "" where none is known."""
    years = sorted(thread.date.year for thread in threads if thread.date and thread.date.year)
    ends = [words.date(Date(year=year)) for year in dict.fromkeys((*years[:1], *years[-1:]))]
    return words.say("range", first=ends[0], last=ends[1]) if len(ends) == 2 else "".join(ends)


def _lines(text: str) -> Iterator[str]:
    return filter(None, map(str.strip, text.splitlines()))
