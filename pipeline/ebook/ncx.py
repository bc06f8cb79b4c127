"""Contents for readers of EPUB 2, the NCX: what the page of contents lists, as entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from msgspec.structs import replace

from pipeline.ebook.body import Body
from pipeline.ebook.package import Entry, Landmark
from pipeline.ebook.page import Depth, PartPage
from pipeline.ebook.parts import place_address
from pipeline.typeset.plain_titles import title_of
from pipeline.typeset.ways import ways
from pipeline.wording import Wording


def entries(
    bodies: Sequence[Body],
    parts: Sequence[PartPage],
    behind: Iterable[Landmark],
    files: Mapping[str, str],
    depth: Depth,
    words: Wording,
) -> list[Entry]:
    """The entries of a book's chapters, with those of its parts, where it has any, and of what stands behind them.

    files: names of files by the ids of places.
    """
    chapters = [_entry(body, files, depth, words) for body in bodies]
    listed = chain.from_iterable(_of_part(part, chapters, depth, words) for part in parts) if parts else chapters
    return [*listed, *(Entry(title=each.title, address=each.file) for each in behind)]


def _of_part(part: PartPage, chapters: Sequence[Entry], depth: Depth, words: Wording) -> list[Entry]:
    """The entry of a part, with those of its chapters below or behind it."""
    entry = Entry(title=title_of(part.part.title, words), address=part.file)
    below = [chapters[place] for place in part.places]
    return [replace(entry, entries=below)] if depth.has_parts else [entry, *below]


def _entry(body: Body, files: Mapping[str, str], depth: Depth, words: Wording) -> Entry:
    """The entry of a chapter, with the ways into it. files: names of files by the ids of places."""
    below = [
        Entry(title=title_of(way.title, words), address=place_address(body.file, way.place, files))
        for way in (ways(body.thread, words) if depth.has_ways else ())
    ]
    return Entry(title=title_of(body.thread.title, words), address=body.file, entries=below)
