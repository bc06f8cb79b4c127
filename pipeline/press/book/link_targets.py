"""Targets of links in a book, known from the extents of its pieces before any of them is written."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Book
from pipeline.press.book.page_tree import Run
from pipeline.press.book.sequence import Extent
from pipeline.press.book.thread_links import Target
from pipeline.press.sheet import Sheet, virtual
from pipeline.press.sheet.syntax import reference, string, written
from pipeline.typeset import numerals
from pipeline.wording import Wording


def targets(book: Book, extents: Sequence[Extent], body: Run, words: Wording) -> dict[str, Target]:
    """Threads, the notes on them and the openers of parts, by virtual address. body: the pages that they stand on."""
    found: dict[str, Target] = {}
    threads, openers = ([each for each in extents if each.is_opener == is_opener] for is_opener in (False, True))
    for chapter, extent in zip(book.chapters, threads, strict=True):
        thread = chapter.thread
        found[virtual.SCHEME + thread.id] = Target(_place(body, extent), thread.title)
        if extent.notes:
            named = string(virtual.place_name(thread.id))
            found[virtual.NOTES + thread.id] = Target(named, words.say("notes-on", title=thread.title))
    for number, ((part, _), extent) in enumerate(zip(book.sections, openers, strict=False)):
        found[f"{virtual.PARTS}{number}"] = Target(_place(body, extent), part.title if part else "")
    if any(extent.notes for extent in extents):
        found[virtual.NOTES] = Target(string(virtual.place_name("")), words.say("notes-on-the-texts"))
    return found


def page_targets(sheet: Sheet, body: Run, language: str, words: Wording) -> dict[str, Target]:
    """The pages that links of a sheet lead to, by their virtual addresses. language: of the book (BCP 47)."""
    found: dict[str, Target] = {}
    for link in sheet.links:
        if link.target.startswith(virtual.PAGE):
            number = int(link.target.removeprefix(virtual.PAGE))
            place = [reference(body.page(number - 1)), "/XYZ", 0, sheet.boxes[0][3], 0]
            said = words.say("page", number=numerals.number(number, language))
            found[link.target] = Target(written(place), said)
    return found


def _place(body: Run, extent: Extent) -> bytes:
    return written([reference(body.page(extent.start - 1)), "/XYZ", 0, extent.top, 0])
