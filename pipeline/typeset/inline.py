"""Inline styles: those that the source marked, and those that people write as *word*, **word**, _word_ and `word`."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex
from msgspec import Struct

from pipeline.model import Span, SpanKind

_EMPHASIS: tuple[tuple[SpanKind, regex.Pattern[str]], ...] = (
    ("code", regex.compile(r"(?<!`)(`)(?=[^`\n])([^`\n]+)(`)(?!`)")),
    ("bold", regex.compile(r"(?<![\w*])(\*\*)(?=[^\s*])([^*\n]+)(?<=[^\s*])(\*\*)(?![\w*])")),
    ("italic", regex.compile(r"(?<![\w*])(\*)(?=[^\s*])([^*\n]+)(?<=[^\s*])(\*)(?![\w*])")),
    ("italic", regex.compile(r"(?<![\w_/])(_)(?=[^\s_])([^_\n]+)(?<=[^\s_])(_)(?![\w_/])")),
)


class Run(Struct, frozen=True):
    """A run of text in one style."""

    text: str
    styles: tuple[str, ...] = ()
    """Styles, sorted: "bold", "code", "emoji" (the text is the name of a custom one), "italic"."""
    href: str = ""
    """URL of the link, or ""."""
    kind: str = ""
    """Kind of the link: "link", "mention" or "hashtag"; or ""."""


Line = tuple[Run, ...]


class Mark(Span, frozen=True):
    """A style written in the text. Its target is the sign around it, which is not printed: "**"."""


def marks(text: str, stretches: Iterable[tuple[int, int]], spans: Iterable[Span]) -> Iterator[Mark]:
    """The styles written into these stretches of the text, (first, one past the last), each within a line.

    None crosses the edge of a span or of another mark: links and code stay whole.
    """
    if not _has_signs(text):
        return
    taken = bytearray(len(text))
    for span in spans:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    for first, last in stretches:
        if not _has_signs(text[first:last]):
            continue
        for kind, pattern in _EMPHASIS:
            for match in pattern.finditer(text, first, last):
                start, end = match.span()
                # Whatever lies wholly within is fine; what is cut holds the first or the last character.
                if taken[start] or taken[end - 1]:
                    continue
                held = end - start if kind == "code" else len(match[1])
                taken[start : start + held] = b"\1" * held
                taken[end - len(match[1]) : end] = b"\1" * len(match[1])
                yield Mark(start=start, end=end, kind=kind, target=match[1])


def _has_signs(text: str) -> bool:
    return "*" in text or "_" in text or "`" in text


def by_line(starts: Sequence[int], spans: Iterable[Span]) -> dict[int, list[Span]]:
    """The spans on each line, by the line's start. starts: of all lines, in order."""
    found: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        line = bisect_right(starts, span.start) - 1
        while line < len(starts) and starts[line] < span.end:
            found[starts[line]].append(span)
            line += 1
    return found


def runs(start: int, text: str, spans: Sequence[Span]) -> Line:
    """A line cut into runs where its style changes, without the signs of its marks.

    start: offset of the line's text in the post; spans: those on the line.
    """
    end = start + len(text)
    here = [span for span in spans if span.start < end and start < span.end]
    if not here:
        return (Run(text.strip()),)
    hidden = _signs(here)
    opening: dict[int, list[Span]] = defaultdict(list)
    for span in here:
        opening[max(span.start, start)].append(span)
    edges = {start, end, *opening, *(min(span.end, end) for span in here)}
    edges |= {edge for edge in hidden | {sign + 1 for sign in hidden} if start <= edge <= end}
    cut: list[Run] = []
    active: list[Span] = []
    for first, last in pairwise(sorted(edges)):
        active = [span for span in active if span.end > first] + opening.get(first, [])
        if first not in hidden:
            cut.append(_run(text[first - start : last - start], active))
    return tuple(_joined(cut))


def _signs(spans: Iterable[Span]) -> set[int]:
    """Offsets of the signs of marks."""
    return {
        place
        for span in spans
        if isinstance(span, Mark)
        for width in (len(span.target),)
        for place in (*range(span.start, span.start + width), *range(span.end - width, span.end))
    }


def _run(text: str, active: Iterable[Span]) -> Run:
    styles = {span.kind for span in active if span.kind in ("bold", "italic", "code", "emoji")}
    link = next((span for span in active if span.target and not isinstance(span, Mark)), None)
    return Run(text, tuple(sorted(styles)), link.target if link else "", link.kind if link else "")


def _joined(cut: Iterable[Run]) -> Iterator[Run]:
    """The runs, neighbours of one style joined: every inline element costs time in layout."""
    last: Run | None = None
    for run in cut:
        alike = last and (last.styles, last.href, last.kind) == (run.styles, run.href, run.kind)
        if last and alike and "emoji" not in run.styles:
            last = Run(last.text + run.text, run.styles, run.href, run.kind)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
