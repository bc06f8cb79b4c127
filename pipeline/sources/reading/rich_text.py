"""Rich text: a post's words, white space and spans as they grow out of markup; and operations on spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from msgspec.structs import replace

from pipeline.model import Span, SpanKind
from pipeline.sources.reading.entities import find_entities
from pipeline.text import small_signs

_WHITE = " \t\n"
_SOLID = ("link", "mention", "hashtag", "code", "keys")
"""Kinds of spans in which nothing more is looked for: a "#" in code is no hashtag."""


class RichText:
    """A builder of text and spans. White space waits until a word follows it, so that none is left at the ends."""

    def __init__(self) -> None:
        self.lead = ""
        """Text before the next words, after the white space that waits: an indentation, a bullet."""
        self._gap = ""
        self._parts: list[str] = []
        self._length = 0
        self._open: list[int | None] = []
        self._spans: list[Span] = []

    def add(self, text: str) -> None:
        """Append the text as it stands, after the white space and the lead that wait."""
        if not text:
            return
        self._append(self._gap + self.lead if self._length else self.lead.lstrip())
        self._gap = self.lead = ""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index] is not None:
                break
            self._open[index] = self._length
        self._append(text)

    def flow(self, text: str) -> None:
        """Append running text, of which the white space at the ends only separates."""
        if text != text.lstrip(_WHITE):
            self.gap(" ")
        self.add(text.strip(_WHITE))
        if text != text.rstrip(_WHITE):
            self.gap(" ")

    def follow(self, text: str) -> None:
        """Append the text right behind the last word."""
        self._append(text)

    def gap(self, white: str) -> None:
        """Separate what follows by at least this much; more lines win over fewer."""
        self._gap = max(self._gap, white, key=lambda space: (space.count("\n"), len(space)))

    def drop_gap(self) -> None:
        """Let what follows stand right behind the last word."""
        self._gap = ""

    def line_break(self) -> None:
        """End the line; twice in a row makes a blank line, and more than that still one."""
        self._gap = "\n" * min(self._gap.count("\n") + 1, 2)

    def open(self) -> None:
        """Begin a span at the next word."""
        self._open.append(None)

    def close(self, kind: SpanKind | None, target: str = "") -> None:
        """End the span that was opened last behind the last word; with None, leave no span there.

        What is raised or lowered is written with signs that are so themselves, where there are such.
        """
        start = self._open.pop()
        if not kind or start is None:
            return
        if kind in ("superscript", "subscript"):
            before, text = self._cut(start)
            shifted = small_signs.written(before, text, kind)
            self._append(shifted)
            if shifted != text:
                self._move(start, len(shifted) - len(text))
                return
        self._spans.append(Span(start=start, end=self._length, kind=kind, target=target))

    def finish(self, *, entities: bool = True) -> tuple[str, tuple[Span, ...]]:
        """The text, and its spans; with the entities (of X) that the markup left out, unless it leaves out none."""
        text = "".join(self._parts)
        return text, with_entities(text, self._spans) if entities else tuple(sorted(without_overlap(self._spans)))

    def _cut(self, start: int) -> tuple[str, str]:
        """The last character before `start`, and the text from there on, which is taken away."""
        text = "".join(self._parts)
        self._parts, self._length = [text[:start]], start
        return text[start - 1 : start] if start else "", text[start:]

    def _move(self, start: int, by: int) -> None:
        """Move the spans that begin at `start` or behind it."""
        if by:
            self._spans = [
                replace(span, start=span.start + by, end=span.end + by) if span.start >= start else span
                for span in self._spans
            ]

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def with_entities(text: str, marked: Iterable[Span]) -> tuple[Span, ...]:
    """The marked spans, sorted and without overlap within a kind, and the links, mentions and hashtags beside them."""
    spans = without_overlap(marked)
    solid = merged((span.start, span.end) for span in spans if span.kind in _SOLID)
    return tuple(sorted([*spans, *(found for found in find_entities(text) if not touches(found, solid))]))


def without_overlap(marked: Iterable[Span]) -> list[Span]:
    """The spans from left to right; of two of one kind that overlap, the earlier or longer one."""
    spans: list[Span] = []
    ends: dict[SpanKind, int] = {}
    for span in sorted(marked, key=lambda span: (span.start, -span.end)):
        if span.start >= ends.get(span.kind, 0):
            ends[span.kind] = span.end
            spans.append(span)
    return spans


def merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def touches(span: Span, ranges: list[tuple[int, int]]) -> bool:
    """Whether the span overlaps one of the ranges, which are in order and apart."""
    following = bisect_left(ranges, (span.end, 0))
    return following > 0 and ranges[following - 1][1] > span.start
