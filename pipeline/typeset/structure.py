"""The parser of a post's plain text into blocks: paragraphs, lists, code, with emphasis in them.

People write structure into plain text: lines that start with "▫️" or "1.", a *word* between asterisks, code between
backticks. It is recognised here, once, and nowhere else; with `recognise=False` the text stays as typed. Whatever is
not recognised is just text: the marks stay, and can never turn into markup.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set

import regex
from msgspec import Struct

from pipeline.model import STYLES, Post, Span
from pipeline.typeset import inline, plain_posts
from pipeline.typeset.inline import Line, Mark
from pipeline.typeset.list_marker import Marker, marker_of
from pipeline.wording.numbers import WESTERN


class Paragraph(Struct, frozen=True):
    """A paragraph: lines that belong together, with the author's line breaks."""

    lines: tuple[Line, ...]


class Item(Struct, frozen=True):
    """An entry of a list, with the lists inside it."""

    lines: tuple[Line, ...]
    children: tuple[List, ...] = ()


class List(Struct, frozen=True):
    """A list of "▫️", "•", "-" lines, or of numbered ones."""

    ordered: bool
    start: int
    """Number of the first item, where ordered."""
    items: tuple[Item, ...]
    bracketed: bool = False
    """Whether a bracket stands behind the numbers, "1)"."""
    zero: str = WESTERN
    """Zero of the figures that its numbers are typed in."""


class Code(Struct, frozen=True):
    """Lines of code, as typed."""

    text: str
    language: str = ""
    """The word behind the fence that opens it, or ""."""


Block = Paragraph | List | Code

MAX_DEPTH = 4
"""Most levels of nested lists; deeper indentation stays at this level, for a page has no room for more."""

_FENCE = regex.compile(r"[ \t]*```[ \t]*([\w+#-]*)[ \t]*")


class _Source(Struct, frozen=True):
    """A line of the post, with its offset in the text."""

    start: int
    text: str
    marker: Marker | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_CodeBlocks = dict[int, tuple[int, Code]]
"""Blocks of code by the number of their first line, each with that of its last."""


def blocks(post: Post, *, recognise: bool = True) -> list[Block]:
    """The blocks of a post. recognise: False: only its spans and blank lines count."""
    has_marks = recognise and not _is_marked_up(post)
    post, styles = plain_posts.of(post)
    lines = _lines(post.text)
    code = (_fenced(lines) if has_marks else {}) | _spanned(lines, post.spans)
    inside = _inside(code)
    if recognise:
        lines = _with_markers(lines, inside)
    spans = [*post.spans, *styles, *(_marks(post, lines, inside) if has_marks else ())]
    looks = inline.by_line([line.start for line in lines], spans)
    result: list[Block] = []
    position = 0
    while position < len(lines):
        if position in code:
            last, block = code[position]
            result.append(block)
            position = last + 1
        elif not lines[position].text.strip():
            position += 1
        elif lines[position].marker:
            taken, entries = _take_list(lines, position, code)
            result.extend(_build_lists(entries, looks))
            position = taken
        else:
            first = position
            while position < len(lines) and lines[position].text.strip():
                if position in code or lines[position].marker:
                    break
                position += 1
            result.append(
                Paragraph(
                    tuple(inline.runs(line.start, line.text, looks[line.start]) for line in lines[first:position])
                )
            )
    return result


def code_lines(post: Post) -> set[int]:
    """Numbers, from 0, of a post's lines that may be code, whether signs in the text are recognised or not."""
    if "```" not in post.text and not post.spans:
        return set()
    lines = _lines(post.text)
    return _inside(_fenced(lines) | _spanned(lines, post.spans))


def _inside(code: _CodeBlocks) -> set[int]:
    return {number for first, (last, _) in code.items() for number in range(first, last + 1)}


def _is_marked_up(post: Post) -> bool:
    """Whether styles come with the post, so that its author needed no signs for them, and signs are only signs."""
    return post.marked_up or any(span.kind in STYLES for span in post.spans)


def _lines(text: str) -> list[_Source]:
    result, start = [], 0
    for line in text.split("\n"):
        result.append(_Source(start, line))
        start += len(line) + 1
    return result


def _fenced(lines: list[_Source]) -> _CodeBlocks:
    """Blocks of code between fences, lines of three backticks. What is left open, or empty, is text."""
    found: _CodeBlocks = {}
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        if "```" not in line.text or not (fence := _FENCE.fullmatch(line.text)):
            continue
        text = _joined(lines[opened[0] + 1 : number]) if opened else ""
        if opened and text.strip() and not fence[1]:
            found[opened[0]] = number, Code(text, opened[1])
            opened = None
        elif not (opened and text.strip()):
            opened = number, fence[1]
    return found


def _spanned(lines: list[_Source], spans: Sequence[Span]) -> _CodeBlocks:
    """Blocks of code where a code span covers whole paragraphs, and nothing else is said of what is in it."""
    found: _CodeBlocks = {}
    marked = [span for span in spans if span.kind == "code"]
    if not marked:
        return found
    starts = {line.start: number for number, line in enumerate(lines)}
    ends = {line.end: number for number, line in enumerate(lines)}
    others = [span for span in spans if span.kind != "code"]
    begun, ended = sorted(span.start for span in others), sorted(span.end for span in others)
    for span in marked:
        alone = bisect_left(begun, span.end) == bisect_right(ended, span.start)
        if alone and span.start in starts and span.end in ends:
            first, last = starts[span.start], ends[span.end]
            before = first == 0 or not lines[first - 1].text.strip()
            after = last == len(lines) - 1 or not lines[last + 1].text.strip()
            if before and after:
                found[first] = last, Code(_joined(lines[first : last + 1]))
    return found


def _joined(lines: Iterable[_Source]) -> str:
    return "\n".join(line.text for line in lines).strip("\n")


def _with_markers(lines: list[_Source], inside: Set[int]) -> list[_Source]:
    """The lines with their list markers, where they make a list. inside: numbers of lines of code."""
    markers = [None if number in inside else marker_of(line.text) for number, line in enumerate(lines)]
    if not any(markers):
        return lines
    kept = [
        marker if marker and _has_company(markers, number, lines) else None for number, marker in enumerate(markers)
    ]
    return [_Source(line.start, line.text, marker) for line, marker in zip(lines, kept, strict=True)]


def _has_company(markers: list[Marker | None], number: int, lines: list[_Source]) -> bool:
    """Whether a marker makes a list: the item before or after it (blank lines between them allowed) is of its list."""
    marker = markers[number]
    assert marker is not None
    if marker.is_enough:
        return True
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(lines) and not lines[other].text.strip():
            other += step
        kin = markers[other] if 0 <= other < len(lines) else None
        if kin and (kin.sign, kin.zero) == (marker.sign, marker.zero):
            if marker.number is None and kin.number is None:
                return True
            if marker.number is not None and kin.number is not None and kin.number - marker.number == step:
                return True
        elif kin and kin.indent != marker.indent:
            return True  # an item that holds, or lies in, a list of another kind
    return False


def _take_list(lines: list[_Source], first: int, code: _CodeBlocks) -> tuple[int, list[_Source]]:
    """The number of the line after the list that begins at line `first`, and the list's lines that are items."""
    entries: list[_Source] = []
    position = end = first
    top = lines[first].marker
    assert top is not None
    while position < len(lines) and position not in code:
        line = lines[position]
        if line.marker:
            if line.marker.indent <= top.indent and not _same_list(top, line.marker):
                break
            entries.append(line)
            end = position + 1
        elif line.text.strip():
            break
        position += 1
    return end, entries


def _same_list(one: Marker, other: Marker) -> bool:
    return (one.number is None) == (other.number is None) and (one.sign, one.zero) == (other.sign, other.zero)


def _counts_on(top: Marker, marker: Marker, items: int) -> bool:
    """Whether an item has the number that is printed for it, after so many items of its list."""
    return top.number is None or marker.number == top.number + items


def _build_lists(entries: list[_Source], looks: dict[int, list[Span]], depth: int = 1) -> list[List]:
    """Nested lists from items and their indentation."""
    result: list[List] = []
    position = 0
    while position < len(entries):
        top = entries[position].marker
        assert top is not None
        items: list[Item] = []
        while position < len(entries):
            marker = entries[position].marker
            assert marker is not None
            if items and not (_same_list(top, marker) and _counts_on(top, marker, len(items))):
                break
            line = entries[position]
            words = inline.runs(line.start + marker.width, line.text[marker.width :], looks[line.start])
            position += 1
            inner = position
            while inner < len(entries) and depth < MAX_DEPTH and _indent(entries[inner]) > top.indent:
                inner += 1
            items.append(Item((words,), tuple(_build_lists(entries[position:inner], looks, depth + 1))))
            position = inner
        result.append(
            List(
                ordered=top.number is not None,
                start=1 if top.number is None else top.number,
                items=tuple(items),
                bracketed=top.sign == ")",
                zero=top.zero,
            )
        )
    return result


def _indent(line: _Source) -> int:
    assert line.marker is not None
    return line.marker.indent


def _marks(post: Post, lines: list[_Source], inside: Set[int]) -> Iterator[Mark]:
    """Marks of emphasis outside of list markers and of lines of code, which are `inside`."""
    stretches = (
        (line.start + (line.marker.width if line.marker else 0), line.end)
        for number, line in enumerate(lines)
        if number not in inside
    )
    return inline.marks(post.text, stretches, post.spans)
