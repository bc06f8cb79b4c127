"""A passage: lines that are set together, as one text in which some places are exempt, and the changes made to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from urllib.parse import unquote

from msgspec import Struct

from pipeline.typeset.inline import Line, Run
from pipeline.typeset.typography import exempt

_AS_TYPED = frozenset(("code", "keys", "emoji"))
"""Styles of runs that stay as they were typed."""
_NAMES = ("mention", "hashtag")


class Edit(Struct, frozen=True):
    """A change: the characters from `start` up to `end` become `text`."""

    start: int
    end: int
    text: str


class Passage(Struct, frozen=True):
    """A text, of which some characters are exempt."""

    text: str
    exempt: bytearray
    """For each character 1, where it stays as typed."""

    def is_free(self, start: int, end: int) -> bool:
        """Whether none of these characters is exempt."""
        return not any(self.exempt[start:end])


def text_of(lines: Sequence[Line]) -> str:
    """The text of these lines, with a line feed between two."""
    return "\n".join("".join(run.text for run in line) for line in lines)


def of(lines: Sequence[Line], text: str) -> Passage:
    """The passage of these lines, whose text it is."""
    taken = bytearray(len(text))
    place = 0
    for line in lines:
        for run in line:
            if _stays(run):
                taken[place : place + len(run.text)] = b"\1" * len(run.text)
            place += len(run.text)
        place += 1
    for start, end in exempt.stretches(text):
        taken[start:end] = b"\1" * (end - start)
    return Passage(text, taken)


def edited(lines: Sequence[Line], edits: Iterable[Edit]) -> tuple[Line, ...]:
    """The lines with these changes, each in the run that it begins in. One that goes beyond that is left out, and so
    is one that meets another: the first of those given goes ahead."""
    runs = [run for line in lines for run in (*line, Run("\n"))]
    ends = [*accumulate(len(run.text) for run in runs)]
    made: list[list[Edit]] = [[] for _ in runs]
    taken: set[int] = set()
    for edit in edits:
        place = bisect_right(ends, edit.start)
        if edit.start == edit.end and runs[place].text == "\n":
            place = bisect_right(ends, edit.start - 1)
        touched = range(edit.start, max(edit.end, edit.start + 1))
        if edit.end <= ends[place] and taken.isdisjoint(touched):
            taken.update(touched)
            made[place].append(edit)
    changed = iter(
        _edited(run, end - len(run.text), sorted(own, key=lambda edit: edit.start)) if own else run
        for run, end, own in zip(runs, ends, made, strict=True)
    )
    result = []
    for line in lines:
        result.append(tuple(next(changed) for _ in line))
        next(changed)
    return tuple(result)


def _edited(run: Run, start: int, edits: Iterable[Edit]) -> Run:
    parts, place = [], 0
    for edit in edits:
        parts += [run.text[place : edit.start - start], edit.text]
        place = edit.end - start
    return Run("".join((*parts, run.text[place:])), run.styles, run.href, run.kind)


def _stays(run: Run) -> bool:
    return run.kind in _NAMES or not _AS_TYPED.isdisjoint(run.styles) or _is_address(run)


def _is_address(run: Run) -> bool:
    """Whether a link's text is its address, or the beginning of it: "example.org/a…"."""
    words = run.text.strip().rstrip("…").rstrip(".")
    return bool(run.href) and (not any(map(str.isspace, words)) and ("/" in words or words in unquote(run.href)))
