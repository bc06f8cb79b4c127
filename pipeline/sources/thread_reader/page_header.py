"""Header of a Thread Reader page saved as text: author, date, number of posts; and the author in its footer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from pipeline.model import Author, Date
from pipeline.sources.thread_reader.page_furniture import (
    KEEP_CURRENT,
    MORE_FROM,
    POSTS,
    PROFILE_PICTURE,
    is_furniture,
    is_stripped_tag,
    parse_date,
)
from pipeline.text.x_addresses import HANDLE

_DEEPEST = 150
"""Number of lines at the top of a page that the header lies within."""
_COUNT = re.compile(
    rf"(?P<date>.{{0,40}}?)[,•\s]*(?<!\d)(?P<count>\d{{1,4}}) {POSTS}"
    r"(?P<minutes>\s*[,•]?\s*\d{1,4} min read)?\s*•?(?:\s*Read on (?:X|Twitter))?"
)
_HANDLE = re.compile(rf"@(?P<handle>{HANDLE})")
_NAME_AND_HANDLE = re.compile(rf"(?P<name>.{{1,100}}?)\s+@(?P<handle>{HANDLE})")
_THREAD_BY = re.compile(rf"Thread by @(?P<handle>{HANDLE}) on Thread Reader App\b.*")


class Header(Struct, frozen=True):
    """The header of a page, above its thread."""

    body: int
    """Line at which the thread begins."""
    author: Author
    date: Date | None = None
    declared: int | None = None
    scrolly: bool = False
    """Whether the page has its other form, without a reading time, with blank lines between posts."""


def read_header(lines: Sequence[str], end: int) -> Header:
    """The header of a page whose thread ends at line `end`; an empty one where the page has none."""
    for index in range(min(end, _DEEPEST, len(lines))):
        match = _COUNT.fullmatch(lines[index].strip())
        above = lines[index - 1].strip() if index else ""
        date = match and (parse_date(match["date"]) or parse_date(above if above.endswith("•") else ""))
        if match and (date or match["minutes"]):
            return Header(
                body=_skip_furniture(lines, index + 1, end),
                author=_author(lines[:index]),
                date=date,
                declared=int(match["count"]) or None,
                scrolly=not match["minutes"],
            )
    body = _skip_furniture(lines, 0, end)
    return Header(body=body, author=_author(lines[:body]))


def read_footer_author(lines: Sequence[str]) -> Author:
    """The author as the footer names them: "Keep Current with NAME", over two lines or one, "More from @handle"."""
    name = handle = ""
    for index, line in enumerate(lines):
        plain = line.strip()
        if not name and (match := KEEP_CURRENT.fullmatch(plain)):
            name = _continued(match["name"] or "", lines[index + 1 : index + 2])
        elif not handle and (match := MORE_FROM.fullmatch(plain)):
            handle = match["handle"]
    return Author(name=name, handle=handle)


def _continued(name: str, following: Sequence[str]) -> str:
    """A name with the rest of it from the line below, where it broke."""
    rest = following[0].strip() if following else ""
    if is_furniture(rest):
        return name
    return f"{name} {rest}".strip()


def _skip_furniture(lines: Sequence[str], start: int, end: int) -> int:
    while start < end and is_furniture(lines[start]):
        start += 1
    return start


def _author(lines: Sequence[str]) -> Author:
    """The author from the lines above the figures; the nearest lines count most."""
    name = handle = unrolled = ""
    for index in range(len(lines) - 1, -1, -1):
        plain = lines[index].strip()
        if match := PROFILE_PICTURE.fullmatch(plain):
            name = name or match["name"] or ""
        elif not handle and (match := _HANDLE.fullmatch(plain)):
            handle = match["handle"]
            above = [line.strip() for line in lines[:index] if not (is_furniture(line) or is_stripped_tag(line))]
            name = name or (above[-1] if above else "")
        elif not handle and index == len(lines) - 1 and (match := _NAME_AND_HANDLE.fullmatch(plain)):
            name, handle = match["name"], match["handle"]
        elif match := _THREAD_BY.fullmatch(plain):
            unrolled = match["handle"]
    return Author(name=name, handle=handle or unrolled)
