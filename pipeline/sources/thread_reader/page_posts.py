"""Posts of a Thread Reader page saved as text: cut apart, and each with its pictures, links and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from textwrap import dedent

from msgspec import Struct

from pipeline.model import Author, Media, Post
from pipeline.sources.reading.attachment import NOT_SAVED
from pipeline.sources.reading.entities import find_entities
from pipeline.sources.thread_reader.page_furniture import images_of, is_stripped_tag, mark_of
from pipeline.sources.x.snowflake import date_in
from pipeline.sources.x.x_post import author_of
from pipeline.text.x_addresses import HANDLE, ID, post_url

_MARKER_ID = re.compile(rf'data-tweet="({ID})"')
_MARKER_HANDLE = re.compile(rf'data-screenname="({HANDLE})"')
_BLANK_LINES = re.compile(r"\n{3,}")


class Piece(Struct, frozen=True):
    """A post as lines of the page."""

    lines: Sequence[str]
    id: str = ""
    handle: str = ""
    """Handle of its author, where a mark says it; else ""."""


def first_mark(lines: Sequence[str]) -> int | None:
    """The number of the first line that holds the mark of a post's opening tag, or None."""
    return next((index for index, line in enumerate(lines) if mark_of(line)), None)


def marked_pieces(lines: Sequence[str]) -> list[Piece]:
    """Lines cut where the remains of tags mark the posts. What stands before the first mark is left out."""
    pieces: list[Piece] = []
    for line in lines:
        if match := mark_of(line):
            post_id = _MARKER_ID.search(match["attributes"])
            handle = _MARKER_HANDLE.search(match["attributes"])
            text = [line[match.end() :]]
            pieces.append(Piece(text, post_id[1] if post_id else "", handle[1] if handle else ""))
        elif pieces and not is_stripped_tag(line):
            text.append(line)
    return pieces


def cut(lines: Sequence[str], starts: Sequence[int]) -> list[Piece]:
    """Lines cut before each of the given ones. What stands before the first is left out."""
    return [Piece(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]


def make_post(piece: Piece, author: Author) -> Post:
    """The post of a piece; `author` is the thread's."""
    lines = [_trimmed(line) for line in piece.lines]
    text = "\n".join(lines).strip()
    if any(line[:1].isspace() for line in lines):
        text = dedent("\n".join(lines)).strip()
    pictures = images_of(text)
    if pictures:
        text = text[: pictures.start()].rstrip()
    text = _BLANK_LINES.sub("\n\n", text)
    handle = piece.handle or author.handle
    stranger = piece.handle.casefold() not in ("", author.handle.casefold())
    return Post(
        id=piece.id,
        text=text,
        spans=find_entities(text),
        media=(Media(missing=NOT_SAVED),) * (pictures[0].split().count("Image") if pictures else 0),
        author=author_of("", handle) if stranger else None,
        date=date_in(piece.id),
        url=post_url(handle, piece.id),
    )


def _trimmed(line: str) -> str:
    """A line without the space that pages put before and behind their words; more than that is an indentation."""
    indented = line[:1] == "\t" or line[:2] == "  "
    return line.rstrip() if indented else line.strip()
