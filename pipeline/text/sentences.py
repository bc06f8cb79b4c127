"""Sentences: where they end, in any script.

A dot ends a sentence only if nothing speaks against it: it may stand for an abbreviation, an initial or an ordinal
number. The first sentence of a line does not end within brackets or quotation marks, either.
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


_RUN = regex.compile(r"[\p{Sentence_Terminal}…]++[\p{Pe}\p{Pf}\"]*+(\s*+)")
"""Signs that end sentences, in a row, and the white space behind them."""
_NO_BEGINNING = regex.compile(r"[\p{Ps}\p{Pi}\"]*+\p{Ll}")
_NUMBER = regex.compile(r"\p{N}")
_LOOKED_BACK_AT = 40
"""Characters before a dot that tell of abbreviations: more than any has."""


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each with the white space behind it: together they are the text.

    They end within brackets and quotation marks, too, so that this takes a time in proportion to the text.
    """
    start = 0
    for match in _RUN.finditer(text):
        behind = match.start(1)
        if not match[1]:
            ends = any(sign in match[0] for sign in _WITHOUT_SPACE)
        else:
            said = text[max(start, behind - _LOOKED_BACK_AT) : behind]
            goes_on = _NO_BEGINNING.match(text, match.end()) or (said[-1] == "." and _NUMBER.match(text, match.end()))
            ends = not (goes_on or is_abbreviated(said))
        if ends:
            yield text[start : match.end()]
            start = match.end()
    if start < len(text):
        yield text[start:]


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
