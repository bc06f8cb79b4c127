"""White space that means something: indentations, columns, drawings made of letters, lines of verse.

HTML shows any stretch of white space as one space. That is right for prose, where two spaces behind a sentence are a
habit of typists, and an author's line break is most often the end of a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.typeset.inline import Line, Run

SPACES = "spaces"
"""Style of a stretch of white space that is shown as it is."""
_LONGEST_LINE = 80
"""Most columns of a line of verse, or of a drawing; longer lines are prose."""
_FEWEST_LINES = 3
"""Fewest lines of verse."""
_SENTENCE_END = r"""(?<=[.!?…:;]["'”’»)\]]?)"""
_KEPT = regex.compile(rf"^[ \t]+|[ \t]*\t[ \t]*| {{3,}}|(?<! )(?!{_SENTENCE_END})  (?! )")
"""A stretch of white space that means something: at the head of a line, with a tab, or of more than one space."""
TAB = 4
"""Columns from one tab stop to the next."""
_WIDE = "\u1100"
"""Letters from here on, those of East Asia and emoji, take two columns."""


def is_verse(lines: Sequence[Line]) -> bool:
    """Whether the lines of a paragraph are lines for themselves: few columns in each, and three lines or more, or
    two with white space that means something."""
    texts = ["".join(run.text for run in line) for line in lines]
    if len(texts) < 2 or any(_columns(text) > _LONGEST_LINE for text in texts):
        return False
    return len(texts) >= _FEWEST_LINES or any(map(_KEPT.search, texts))


def is_drawn(lines: Sequence[Line]) -> bool:
    """Whether lines of verse may be a drawing or a table: two of them have white space that means something."""
    return sum(1 for line in lines if _KEPT.search("".join(run.text for run in line))) > 1


def spaced(line: Line) -> Iterator[Run]:
    """The runs of a line of prose, white space that means something apart from the words."""
    for number, run in enumerate(line):
        if "  " in run.text or "\t" in run.text or (number == 0 and run.text[:1] == " "):
            yield from _cut(run, at_head=number == 0)
        else:
            yield run


def expanded(line: Line) -> Line:
    """The runs of a line that hangs, with spaces for its tabs, whose stops would be counted from where it hangs."""
    column = 0
    runs: list[Run] = []
    for run in line:
        text = (" " * column + run.text).expandtabs(TAB)[column:] if "\t" in run.text else run.text
        column += len(text)
        runs.append(Run(text, run.styles, run.href, run.kind))
    return tuple(runs)


def _cut(run: Run, at_head: bool) -> Iterator[Run]:
    place = 0
    for match in _KEPT.finditer(run.text):
        if match[0] == " " and not at_head:
            continue
        if place < match.start():
            yield _part(run, run.text[place : match.start()])
        yield _part(run, match[0], SPACES)
        place = match.end()
    if place < len(run.text):
        yield _part(run, run.text[place:])


def _part(run: Run, text: str, *styles: str) -> Run:
    return Run(text, (*run.styles, *styles), run.href, run.kind)


def _columns(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if sign >= _WIDE else 1 for sign in text)
