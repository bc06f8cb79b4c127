"""Styled letters: characters of mathematics and other signs that people type for the look of them (𝗯𝗼𝗹𝗱, ⓣⓗⓘⓢ, ᴛʜɪꜱ).

A screen reader spells them out sign by sign ("mathematical sans-serif bold small b"), no search finds them, and few
fonts have them. Where they make words they are read as the letters that they look like, with the style that they have.
What is no word keeps its sign, for there it has a meaning: a variable 𝑥, a set ℝ, the ʰ of a phonetic script, a list
numbered Ⓐ, Ⓑ; so does the wide ＡＢＣ of a text in Chinese, Japanese or Korean.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

import regex
from msgspec import Struct

from pipeline.model import Style

_TRACE = re.compile(
    "[\u02b0-\u02b8\u02e0-\u02e4\u1d00-\u1d22\u1d2c-\u1d6a\u1d9c-\u1dbb\u2071-\u209c\u2102-\u2134\u24b6-\u24e9\ua730\ua731"
    "\uff10-\uff5a\U0001d400-\U0001d7ff\U0001f130-\U0001f189]"
)
"""A cheap test: a character that every styled word has."""

_LETTERLIKE = {"ℎ": "MATHEMATICAL ITALIC SMALL H", "ℯ": "MATHEMATICAL SCRIPT SMALL E"}
"""Names of letters of mathematics that bear others, by what they stand for in the alphabets that lack them."""
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_PLAIN_AMONG_THEM = "sxqf"
"""Plain letters that stand among small capitals, for which there are, or were, none."""
_PHONETIC = set("ʙɢʜɪʟɴʀʏ")
"""Small capitals that are letters of the phonetic alphabet as well."""
_SUBSCRIPT_GREEK = {"ᵦ": "b", "ᵧ": "y", "ᵩ": "q"}
"""Greek subscripts that stand for Latin ones, which there are not."""
_RAISED_AND_LOWERED = (
    *range(0x2B0, 0x2B9), *range(0x2E0, 0x2E5), *range(0x1D2C, 0x1D6B), *range(0x1D9C, 0x1DBC), *range(0x2071, 0x209D),
)  # fmt: skip
_EAST_ASIAN = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}]"
_STYLES: dict[str, tuple[Style, ...]] = {
    "BOLD": ("bold",),
    "ITALIC": ("italic",),
    "SCRIPT": ("italic",),
    "DOUBLE-STRUCK": ("bold",),
    "NEGATIVE": ("bold",),
    "MONOSPACE": ("code",),
}
"""Styles by the words of a character's name. Fraktur, circles and squares have no look but their own."""
_MOST_STYLES = 2
"""Most styles of a letter."""
_NEVER_VARIABLES = {"SANS-SERIF", "MONOSPACE"}
"""Alphabets of which mathematics has no variables in use."""
_MATHS_BEFORE = r"[\p{Sm}^_*/(]\s*$"
_MATHS_AFTER = r"\s*[\p{Sm}^_*/]|\("
"""Patterns of what stands beside a formula's letters. They are compiled when a text has styled letters."""


class Letter(Struct, frozen=True):
    """A styled letter, or digit."""

    plain: str
    kind: str
    """Kind, of which a word has one: "maths", "ring", "wide", "small", "raised", "lowered"."""
    alphabet: str
    """Name of its alphabet."""
    styles: tuple[Style, ...] = ()


class Look(Struct, frozen=True):
    """The style of a stretch of text."""

    start: int
    end: int
    style: Style


def plain(text: str) -> str:
    """The text with plain letters for styled ones, each in its place: it is as long as before."""
    return read(text)[0]


def read(text: str) -> tuple[str, tuple[Look, ...]]:
    """The text with plain letters for styled ones, as long as before, and the styles that they had."""
    if text.isascii() or not _TRACE.search(text):
        return text, ()
    signs = list(text)
    looks: list[Look] = []
    words = [word for kind, pattern in _patterns() for word in _words(kind, pattern, text)]
    for word in words:
        for place in range(word.start, word.end):
            if letter := word.letters.get(signs[place]):
                signs[place] = letter.plain
    for word in sorted(words, key=lambda word: word.start):
        looks += _joined(looks, word, text)
    return "".join(signs), tuple(looks)


class _Word(Struct, frozen=True):
    """A stretch of letters of one kind."""

    start: int
    end: int
    text: str
    letters: dict[str, Letter]

    @property
    def count(self) -> int:
        """Number of its letters and digits."""
        return sum(sign in self.letters and self.letters[sign].plain.isalnum() for sign in self.text)

    @property
    def alphabet(self) -> Letter:
        """A letter of the alphabet that most of its letters are of: some programs mix two that are alike."""
        alphabets = Counter(self.letters[sign].alphabet for sign in self.text if sign in self.letters)
        most = max(alphabets, key=alphabets.__getitem__)
        return next(each for sign in self.text if (each := self.letters.get(sign)) and each.alphabet == most)


def _words(kind: str, pattern: regex.Pattern[str], text: str) -> Iterator[_Word]:
    """The words of a kind that are to be read as plain ones."""
    if kind == "wide" and regex.search(_EAST_ASIAN, text):
        return
    alone: list[_Word] = []
    in_words: set[str] = set()
    for stretch in pattern.finditer(text):
        letters = _letters()[kind]
        word_pattern = _word_pattern(kind)
        words = [
            _Word(stretch.start() + word.start(), stretch.start() + word.end(), word[0], letters)
            for word in word_pattern.finditer(stretch[0])
        ]
        if _are_words(kind, words, text, stretch):
            yield from words
            in_words |= {word.alphabet.alphabet for word in words if word.count > 1}
        elif kind == "maths" and not _is_maths(text, *stretch.span()):
            alone += words
    # A letter by itself is a variable, but for one of an alphabet that makes words in the same text.
    yield from (word for word in alone if word.alphabet.alphabet in in_words)


def _are_words(kind: str, words: list[_Word], text: str, stretch: regex.Match[str]) -> bool:
    longest = max(word.count for word in words)
    together = sum(word.count for word in words if word.count > 1)
    match kind:
        case "maths":
            if _is_maths(text, *stretch.span()):
                return longest >= 4
            if all(_never_variable(word) for word in words) and longest >= 2:
                return True
            return longest >= 3 or together >= 4 or (longest >= 2 and all(word.text.isnumeric() for word in words))
        case "small":
            return together >= 3 and any(sign in _SMALL_CAPITALS and sign not in _PHONETIC for sign in stretch[0])
        case "raised" | "lowered":
            return longest >= 3 or together >= 4
        case "ring":
            return longest >= 3 or (longest == 2 and not regex.fullmatch(r"[🅰🅱🅾🅿\ufe0f\s]+", stretch[0]))
        case _:
            return longest >= 2


def _is_maths(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands beside a sign of mathematics, or in a function's brackets."""
    return bool(
        regex.search(_MATHS_BEFORE, text[max(0, start - 3) : start]) or regex.match(_MATHS_AFTER, text[end : end + 3])
    )


def _never_variable(word: _Word) -> bool:
    return any(name in word.alphabet.alphabet for name in _NEVER_VARIABLES)


def _joined(looks: list[Look], word: _Word, text: str) -> list[Look]:
    """The looks that a word adds. One that goes on after a space takes the place of the one before."""
    added = []
    for style in word.alphabet.styles:
        start = word.start
        last = next((look for look in reversed(looks[-_MOST_STYLES:]) if look.style == style), None)
        if last and not regex.search(r"[^\p{P}\p{Zs}]", text[last.end : word.start]):
            start = last.start
            looks[-_MOST_STYLES:] = [look for look in looks[-_MOST_STYLES:] if look is not last]
        added.append(Look(start, word.end, style))
    return added


@cache
def _letters() -> dict[str, dict[str, Letter]]:
    """Styled letters by kind and character."""
    found: dict[str, dict[str, Letter]] = {}
    for letter, sign in _all():
        found.setdefault(letter.kind, {})[sign] = letter
    return found


_RAISED: tuple[str, Style] = ("raised", "superscript")
_LOWERED: tuple[str, Style] = ("lowered", "subscript")


def _all() -> Iterator[tuple[Letter, str]]:
    for sign in map(chr, (*range(0x2102, 0x2135), *range(0x1D400, 0x1D800))):
        name = _LETTERLIKE.get(sign) or unicodedata.name(sign, "").replace("BLACK-LETTER", "FRAKTUR")
        form = unicodedata.normalize("NFKC", sign)
        if len(form) == 1 and form.isalnum() and regex.search("MATH|SCRIPT|DOUBLE-STRUCK|FRAKTUR", name):
            yield Letter(form, "maths", *_style(name)), sign
    for sign in map(chr, (*range(0x24B6, 0x24EA), *range(0x1F130, 0x1F14A), *range(0x1F150, 0x1F16A))):
        yield _ringed(sign), sign
    for sign in map(chr, range(0x1F170, 0x1F18A)):
        yield _ringed(sign), sign
    for sign in map(chr, range(0xFF01, 0xFF5F)):
        yield Letter(chr(ord(sign) - 0xFEE0), "wide", "FULLWIDTH"), sign
    for sign, form in _SMALL_CAPITALS.items():
        yield Letter(form, "small", "SMALL CAPITAL"), sign
    for sign in _PLAIN_AMONG_THEM:
        yield Letter(sign, "small", "SMALL CAPITAL"), sign
    for sign in map(chr, _RAISED_AND_LOWERED):
        form = _SUBSCRIPT_GREEK.get(sign) or unicodedata.normalize("NFKC", sign)
        if form.isascii() and form.isalpha():
            kind, style = _LOWERED if "SUBSCRIPT" in unicodedata.name(sign) else _RAISED
            yield Letter(form, kind, kind, (style,)), sign


def _ringed(sign: str) -> Letter:
    name = unicodedata.name(sign)
    form = name[-1] if "CAPITAL" in name else name[-1].lower()
    return Letter(form, "ring", *_style(name))


def _style(name: str) -> tuple[str, tuple[Style, ...]]:
    """Alphabet and styles of a character, by its name."""
    words = name.split()
    return " ".join(words[:-3]), tuple(dict.fromkeys(style for word in words for style in _STYLES.get(word, ())))


@cache
def _word_pattern(kind: str) -> regex.Pattern[str]:
    signs = regex.escape("".join(_letters()[kind]))
    return regex.compile(rf"[{signs}][{signs}\p{{M}}\ufe0f]*")


@cache
def _patterns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """For each kind a pattern of stretches of words: with white space, digits and punctuation between them."""
    patterns = []
    for kind, letters in _letters().items():
        signs = regex.escape("".join(letters))
        alone = r"(?<![\p{L}\p{N}\p{M}])" if kind in ("small", "raised", "lowered") else ""
        after = r"(?![\p{L}\p{N}\p{M}])" if kind == "small" else ""
        inner = r"\p{M}\ufe0f\p{P}\p{Zs}0-9"
        patterns.append((kind, regex.compile(rf"{alone}[{signs}](?:[{signs}{inner}]*[{signs}\p{{M}}\ufe0f])?+{after}")))
    return tuple(patterns)
