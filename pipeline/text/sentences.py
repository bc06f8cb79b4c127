"""Sentences: where the first one of a line ends, in any script.

A dot ends a sentence only if nothing speaks against it: it may stand for an abbreviation, an initial or an ordinal
number, and nothing ends within brackets or quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.text.abbreviations import ABBREVIATIONS

_WITHOUT_SPACE = "。！？｡．"
"""Signs that end sentences of scripts that have no spaces."""
_END = regex.compile(
    rf"(?:[\p{{Sentence_Terminal}}…]+[\p{{Pe}}\p{{Pf}}\"]*(?=\s)|[{_WITHOUT_SPACE}]+[\p{{Pe}}\p{{Pf}}]*)"
)
_ENCLOSED = regex.compile(
    r"\((?:[^()]|\([^()]*\))*+\)|\[[^][]*\]|（[^（）]*）|［[^［］]*］|【[^【】]*】|〔[^〔〕]*〕"
    r"|「[^「」]*(?:「[^「」]*」[^「」]*)*」|『[^『』]*』|《[^《》]*》|〈[^〈〉]*〉"
    r'|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|‹[^‹›]*›|"[^"]*"'
)
"""What stands in brackets or quotation marks that are closed on the line."""
_ABBREVIATED = regex.compile(
    r"(?:(?<![\p{L}\p{M}\p{N}])\p{L}\p{M}*"  # an initial
    r"|(?<![\p{L}\p{M}])\p{L}{1,3}\.\p{L}{1,3}"  # a.m., M.Sc.
    r"|(?<!\p{N})\p{Nd}{1,2})\.$"  # an ordinal number
)
_LAST_WORD = regex.compile(r"[\p{L}\p{M}]+(?=\.$)")
_GOES_ON = regex.compile(r"\s+[\p{Ps}\p{Pi}\"]*(?:\p{Ll}|(?<=\.\s+)\p{N})")


def first_sentence(line: str, shortest: int) -> str:
    """The first sentence of a line with its full stop, or several that together have at least `shortest` characters."""
    return next((line[:end] for end in _ends(line) if end >= shortest), line)


def is_abbreviated(text: str) -> bool:
    """Whether the dot at the end of a text is that of an abbreviation, an initial or an ordinal number."""
    last = text.rpartition(" ")[2]
    if "." not in last:
        return False
    if _ABBREVIATED.search(last):
        return True
    word = _LAST_WORD.search(last)
    return word is not None and word[0].casefold() in ABBREVIATIONS


def enclosures(line: str) -> list[tuple[int, int]]:
    """Where brackets or quotation marks that are closed on the line open, and where they end."""
    return [match.span() for match in _ENCLOSED.finditer(line)]


def _ends(line: str) -> Iterator[int]:
    within = enclosures(line)
    for match in _END.finditer(line):
        end = match.end()
        goes_on = _GOES_ON.match(line, end) or not (end == len(line) or line[end].isspace())
        if any(start < match.start() < close and (end < close or goes_on) for start, close in within):
            continue
        if not _GOES_ON.match(line, end) and not is_abbreviated(line[:end]):
            yield end
