"""Soft places: where a line may be broken though neither space nor sign says so, as `<wbr />`, which adds no character.

Khmer, Lao and Burmese are written without spaces between words, and neither Pango nor most e-readers know their words.
ICU does (the extra `threadbound[scripts]`); without it lines are broken between syllables, which is as far as rules go.
(For Thai, Pango and e-readers have a dictionary.) Very long runs of letters get places too: to look for one in a run
takes a layout engine a time that grows with the square of its length.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

import regex

SOFT = "<wbr />"
"""A soft place in XHTML."""
_LONG = 500
"""Letters from which a run gets soft places."""
_PIECE = 4
"""Letters between two of these: so many, less one, a line of such a run may be short of."""

_TAG = r"<(?:title>[^<]*</title>|[^>]*>)"
"""A tag, or the title of a page, which can hold none."""
_LETTER = r"[\p{Line_Break=Complex_Context}&&[\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]]"
"""A letter or mark of these scripts of which Unicode's rules for lines (UAX 14) say: ask a dictionary."""
_WORDS = regex.compile(rf"{_TAG}|{_LETTER}(?:(?:{_TAG})*{_LETTER})+", regex.V1)
"""A tag, or words without a space, through any tags within."""
_ANY_WORDS = re.compile("[\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]")
"""A cheap test for such letters."""
_KHMER = r"[\p{Script=Khmer}&&\p{Lo}] (?: \u17D2\p{Lo} | \p{M} )*"
"""A letter with those below it and all marks."""
_BURMESE = r"[\p{Script=Myanmar}&&\p{Lo}] (?: \u1039\p{Lo} | \p{M} | \p{Lo}(?=\u1037?[\u103A\u1039]) )*"
"""A letter with its marks, those below it, and letters that are silenced or have others below."""
_BEFORE, _LAO, _VOWEL = r"[\u0EC0-\u0EC4]?", r"[\p{Script=Lao}&&\p{Lo}]", r"[\p{M}\u0EB0\u0EB2\u0EB3\u0EBD]"
"""Of Lao: a vowel that stands before its consonant, a letter, and a vowel or mark that stands after it."""
_CLUSTER = regex.compile(f"{_KHMER} | {_BEFORE} {_LAO} {_VOWEL}* | {_BURMESE}", regex.V1 | regex.VERBOSE)
"""An orthographic syllable: signs that are written as one."""
_SYLLABLE = regex.compile(
    rf"""
    {_KHMER} (?: \p{{Lo}}\u17CB?(?!\p{{M}}) )?  # a consonant without a vowel ends it
    | {_BEFORE}
      (?: \u0EAB(?=[\u0E87\u0E8D\u0E99\u0EA1\u0EA3\u0EA5\u0EA7]) )? {_LAO} (?: [\u0EA3\u0EA5\u0EA7](?={_VOWEL}) )?
      {_VOWEL}* (?: [\u0EA7\u0EAD](?!{_VOWEL}) )?  # consonants that stand for a vowel
      (?: [\u0E81\u0E87\u0E8D\u0E94\u0E99\u0E9A\u0EA1\u0EA7](?!{_VOWEL}) )?  # and one that ends it
    | {_BURMESE}
    """,
    regex.V1 | regex.VERBOSE,
)
"""A syllable as it is spoken, as far as its letters say."""

_REFERENCE = r"&\#?\w+;"
_BOUND = (
    r"\p{lb=AI}\p{lb=AL}\p{lb=B2}\p{lb=CL}\p{lb=CM}\p{lb=CP}\p{lb=EX}\p{lb=GL}\p{lb=HL}\p{lb=IN}"
    r"\p{lb=IS}\p{lb=NS}\p{lb=NU}\p{lb=OP}\p{lb=PO}\p{lb=PR}\p{lb=QU}\p{lb=WJ}\p{lb=ZWJ}"
)
_RUN = regex.compile(
    rf"{_TAG} | (?: {_REFERENCE} | [[{_BOUND}]--[<&]] ){{{_LONG},}} | ([^\s<&])\1{{{_LONG},}}", regex.V1 | regex.VERBOSE
)
"""A tag, or a run: characters between which UAX 14 has hardly a break, or one of them again and again."""
_PIECES = regex.compile(rf"(?: {_REFERENCE} | \X ){{1,{_PIECE}}}", regex.VERBOSE)


def soften(markup: str) -> str:
    """XHTML with soft places in its text."""
    if _ANY_WORDS.search(markup):
        markup = _WORDS.sub(_between_words, markup)
    if max(map(len, markup.split()), default=0) >= _LONG:
        markup = _RUN.sub(_between_letters, markup)
    return markup


def _between_letters(run: regex.Match[str]) -> str:
    return run[0] if run[0].startswith("<") else SOFT.join(_PIECES.findall(run[0]))


def _between_words(words: regex.Match[str]) -> str:
    if words[0].startswith("<"):
        return words[0]
    pieces = regex.split(f"({_TAG})", words[0])  # text and tags in turn
    places = _word_starts("".join(pieces[::2]))
    made, offset = [], 0
    for number, piece in enumerate(pieces):
        if number % 2:
            made.append(piece)
        else:
            made += [SOFT * (offset + at in places) + sign for at, sign in enumerate(piece)]
            offset += len(piece)
    return "".join(made)


def words(text: str) -> list[str]:
    """A text without spaces cut where words of these scripts begin after others."""
    if not _ANY_WORDS.search(text):
        return [text]
    return [text[start:end] for start, end in pairwise((0, *sorted(_word_starts(text)), len(text)))]


def _word_starts(text: str) -> set[int]:
    """Offsets at which a word begins after another, or a syllable where words are not known.

    What belongs to no syllable, such as a sign that repeats the word, stays with what is before it.
    """
    try:
        from icu4py.breakers import LineBreaker
    except ImportError:
        return _starts(_SYLLABLE, text)
    # One that ICU does not know it may cut anywhere.
    return _starts(_CLUSTER, text) & {*accumulate(map(len, LineBreaker(text, "km")))}


def _starts(pattern: regex.Pattern[str], text: str) -> set[int]:
    found = (syllable.start() for syllable in pattern.finditer(text))
    return {start for start in found if start and _ANY_WORDS.match(text, start - 1)}
