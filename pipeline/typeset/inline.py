"""Inline styles: those that the source marked, and those that people write as *word*, **word**, _word_ and `word`."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex
from msgspec import Struct

from pipeline.model import STYLES, Span, SpanKind

# Emphasis has a letter or digit at both inner edges. Outside stands nothing, white space, or punctuation, but no
# bracket that faces the other way, nor a sign that joins words: so faces, formulas, names and paths have none.
_FIRST, _LAST = r"[\p{L}\p{N}]", r"[\p{L}\p{N}\p{M}]"
_BEFORE = r"(?<![^\s\p{P}]|[\p{Pe}*_/\\@#&%.])"
_AFTER = r"(?![^\s\p{P}]|[\p{Ps}*_/\\@#&%])"


def _between(mark: str) -> regex.Pattern[str]:
    """The words between two marks such as "**", with these."""
    return regex.compile(
        rf"{_BEFORE}({regex.escape(mark)})(?={_FIRST})[^{regex.escape(mark[0])}\n]+(?<={_LAST})\1{_AFTER}"
    )


def _loose(sign: str) -> regex.Pattern[str]:
    """The sign where it does not stand within a word."""
    return regex.compile(rf"(?<!{_LAST}){regex.escape(sign)}|{regex.escape(sign)}(?!{_FIRST})")


_EMPHASIS: dict[str, tuple[tuple[SpanKind, regex.Pattern[str]], ...]] = {
    "`": (("code", _between("`")),),
    "*": (("bold", _between("**")), ("italic", _between("*"))),
    "_": (("italic", _between("_")),),
}
"""Kinds of emphasis by their sign; code goes first, for in code a sign is only a sign."""
_STYLES = frozenset((*STYLES, "emoji"))
NAMES = ("mention", "hashtag")
"""Kinds of spans that mean something without an address, too."""
_LOOSE = {sign: _loose(sign) for sign in _EMPHASIS}


class Run(Struct, frozen=True):
    """A run of text in one style."""

    text: str
    styles: tuple[str, ...] = ()
    """Styles, sorted; "emoji" is one, where the text is the name of a custom one."""
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
        found: list[Mark] = []
        for sign in _EMPHASIS:
            for mark in _read(sign, text[first:last], first, taken, found):
                found.append(mark)
                held = mark.end - mark.start if mark.kind == "code" else len(mark.target)
                taken[mark.start : mark.start + held] = b"\1" * held
                taken[mark.end - len(mark.target) : mark.end] = b"\1" * len(mark.target)
                yield mark


def _read(sign: str, line: str, start: int, taken: bytearray, others: Sequence[Mark]) -> list[Mark]:
    """The marks of one sign in a line that begins at `start`; others: those of other signs.

    None where the sign stands in the line outside of them as well: what is used for something else may pair by chance.
    taken: places of the text that belong to something else.
    """
    if sign not in line:
        return []
    marks = (
        Mark(start=start + match.start(), end=start + match.end(), kind=kind, target=match[1])
        for kind, pattern in _EMPHASIS[sign]
        for match in pattern.finditer(line)
        # Whatever lies wholly within is fine; what is cut holds the first or the last character.
        if not (taken[start + match.start()] or taken[start + match.end() - 1])
    )
    found = [mark for mark in marks if not any(_in_the_way(mark, other) for other in others)]
    own = _signs(found)
    loose = (start + match.start() for match in _LOOSE[sign].finditer(line))
    return [] if any(place not in own and not taken[place] for place in loose) else found


def _in_the_way(one: Mark, other: Mark) -> bool:
    """Whether two marks cross, or overlap in one style, of which only one would show."""
    if one.end <= other.start or other.end <= one.start:
        return False
    return one.kind == other.kind or (one.start < other.start) == (one.end < other.end)


def _has_signs(text: str) -> bool:
    return any(sign in text for sign in _EMPHASIS)


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
        return (Run(text.rstrip()),)
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
    styles = {span.kind for span in active if span.kind in _STYLES}
    links = (span for span in active if span.kind in NAMES or (span.target and not isinstance(span, Mark)))
    link = next(links, None)
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
