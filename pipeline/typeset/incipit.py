"""Incipits: the opening words of a thread, set as the heading that runs on into its first post.

Where the title is nothing but those words, they would be said twice. So the heading takes them from the text, with
their links and styles, and the text goes on behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex
from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Post
from pipeline.text.sentences import first_sentence
from pipeline.typeset import structure, typography
from pipeline.typeset.inline import Line, Run
from pipeline.typeset.structure import Block, Paragraph
from pipeline.unroll.title import of_post

LONGEST = 120
"""Most characters of a sentence that a heading holds as a whole, though the thread's title was cut within it."""
_CUT = "…"
_CLOSING = regex.compile(r"[\p{Terminal_Punctuation}\p{Pe}\p{Pf}\"'…]*(?:\s*[–—-](?=\s))?")
"""What belongs to the words before it, and opens no line."""
_EMOJI = "☺"
"""Stands for each letter of a custom emoji's name, which is no word."""


class Incipit(Struct, frozen=True):
    """An incipit: the first words of a post, apart from the rest of its text."""

    words: Line
    """The heading, in the styles of the text."""
    rest: tuple[Block, ...]
    """What follows it; () where the heading is the whole text."""


def of(title: str, post: Post, recognise: bool, language: str = "") -> Incipit | None:
    """The incipit of a thread of that title; None where the title is not what its first post begins with.

    post: its first post. recognise: see `structure.blocks`. language: the one by whose conventions words are set, see
    `typography`; the title may be set so, too.
    """
    typed = of_post(post)
    if not title or typography.normal(title) != typography.normal(typed):
        return None
    first, *others = structure.blocks(post, recognise=recognise)
    if not isinstance(first, Paragraph):
        return None
    line, *lines = first.lines
    end = _end("".join(_EMOJI * len(run.text) if "emoji" in run.styles else run.text for run in line), typed)
    if not end:
        return None
    words, remains = _parted(line, end)
    parted = (words, remains, *lines) if remains else (words, *lines)
    words, *lines = typography.paragraph(parted, language)  # in one, for a quotation may go on behind the heading
    return Incipit(words, (Paragraph(tuple(lines)), *others) if lines else tuple(others))


def _end(line: str, title: str) -> int:
    """Offset in a line at which the heading ends; 0 where the line does not begin with the title."""
    end = _matched(line, title.removesuffix(_CUT).split())
    if not end:
        return 0
    if title.endswith(_CUT) and len(sentence := first_sentence(line, end)) <= LONGEST:
        end = len(sentence)
    if closing := _CLOSING.match(line, end):
        end = closing.end()
    return end if any(map(str.isalnum, line[end:])) else len(line)


def _matched(line: str, words: Sequence[str]) -> int:
    """Offset behind these words, with which a line begins but for signs before them; 0 where it does not."""
    end = line.find(words[0]) if words else 0
    if any(map(str.isalnum, line[: max(end, 0)])):
        return 0
    for number, word in enumerate(words):
        start = len(line) - len(line[end:].lstrip()) if number else end
        if not line.startswith(word, start) or (number and start == end):
            return 0
        end = start + len(word)
    return end


def _parted(line: Line, end: int) -> tuple[Line, Line]:
    """A line parted at an offset of its text, without white space where it is parted."""
    before: list[Run] = []
    behind: list[Run] = []
    for run in line:
        before.append(replace(run, text=run.text[: max(end, 0)]))
        behind.append(replace(run, text=run.text[max(end, 0) :]))
        end -= len(run.text)
    return _stripped(before, str.rstrip, -1), _stripped(behind, str.lstrip, 0)


def _stripped(runs: list[Run], strip: Callable[[str], str], edge: int) -> Line:
    """The runs that have letters, without white space at one edge."""
    while runs and not (text := strip(runs[edge].text)):
        runs.pop(edge)
    if runs:
        runs[edge] = replace(runs[edge], text=text)
    return tuple(run for run in runs if run.text)
