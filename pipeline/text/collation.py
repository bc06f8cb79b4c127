"""Collation: the order of names in an index, by the alphabet of a language, and the letters that they stand under.

It is the order of the Unicode code points of what is left when case, accents and widths are folded, so it is the same
everywhere. A language's own alphabet goes before: letters that are no variants in it (Spanish ñ, Polish ł, Russian й)
stand after those that it puts them behind. Signs before and after a name do not count; what begins with a figure comes
first, then the script of the language, then all others as Unicode has them. Chinese characters are in the order of
Unicode, which is that of their radicals and strokes, not of how they are read.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from pipeline.text.language_tags import primary

_ALPHABETS = {
    "cs": "c>č r>ř s>š z>ž",
    "da": "z>æ>ø>å",
    "es": "n>ñ",
    "fa": "ب>پ ج>چ ز>ژ ق>ک>گ و>ه",
    "fi": "z>å>ä>ö",
    "nb": "z>æ>ø>å",
    "pl": "a>ą c>ć e>ę l>ł n>ń o>ó s>ś z>ź>ż",
    "ru": "и>й",
    "sv": "z>å>ä>ö",
    "tr": "c>ç g>ğ h>ı o>ö s>ş u>ü",
    "uk": "г>ґ е>є и>і>ї>й",
}
"""Of languages, the letters that stand behind others in their alphabets, and are not folded."""
_SCRIPTS = {
    "CYRILLIC": ("ru", "uk", "be", "bg", "sr", "mk", "kk"),
    "GREEK": ("el",),
    "HEBREW": ("he", "yi"),
    "ARABIC": ("ar", "fa", "ur", "ps", "ckb", "sd", "ug"),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "THAI": ("th",),
    "HANGUL": ("ko",),
    "HIRAGANA": ("ja",),
    "CJK": ("zh", "yue"),
}
"""The scripts that languages are written in, but for Latin, by the first words of their characters' names."""
_FOLDED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that Unicode does not take apart."""
_AFTER = "\U0010fffd"
"""A sign behind which every letter goes first."""
_ROWS = "あかさたなはまやらわ"
"""The rows of kana, which stand for their letters in an index."""
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_CHARACTERS = "字"
"""What Chinese characters stand under, whoever uses them."""
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST_INITIAL, _FIRST_KANA, _LAST_KANA = 0x1100, 0x3041, 0x3096
_TO_HIRAGANA = 0x60
_FIGURES, _OWN, _OTHER = range(3)

Key = tuple[int, str, str, str]


def sort_key(name: str, language: str) -> Key:
    """The key by which a name stands in its place among others. language: of the alphabet (BCP 47)."""
    letters = _letters(name, language)
    folded = _folded(letters, primary(language).lower())
    return _rank(letters, language), folded, letters, name


def letter(name: str, language: str) -> str:
    """The letter that a name stands under, as a heading shows it; "" for what begins with none."""
    letters = _letters(name, language)
    if _rank(letters, language) == _FIGURES:
        return ""
    first = unicodedata.normalize("NFC", letters)[0]
    if first in _own_letters(primary(language).lower()):
        return _upper(first, language)
    folded = _folded(first, "")[0]
    if _FIRST_INITIAL <= ord(folded) < _FIRST_INITIAL + len(_INITIALS):
        return _INITIALS[ord(folded) - _FIRST_INITIAL]
    if _FIRST_KANA <= ord(folded) <= _LAST_KANA:
        return max((row for row in _ROWS if row <= folded), default=_ROWS[0])
    return _CHARACTERS if _script(folded) == "CJK" else _upper(folded, language)


def _upper(sign: str, language: str) -> str:
    return "İ" if (sign, primary(language).lower()) == ("i", "tr") else sign.upper()


def _letters(name: str, language: str) -> str:
    """The name from its first letter or figure to its last, in one case and width."""
    if primary(language).lower() == "tr":  # the only one that tells "i" from "ı" in capitals, too
        name = name.replace("I", "ı").replace("İ", "i")
    folded = unicodedata.normalize("NFKC", name).casefold()
    places = [place for place, sign in enumerate(folded) if sign.isalnum()]
    return " ".join(folded[places[0] : places[-1] + 1].split()) if places else ""


def _folded(letters: str, language: str) -> str:
    """Letters without what tells variants of one from each other; those of a language's own stay apart."""
    own = _own_letters(language)
    return "".join(own.get(sign) or _base(sign) for sign in unicodedata.normalize("NFC", letters))


@cache
def _own_letters(language: str) -> dict[str, str]:
    """The letters of a language's alphabet that stand behind others, by what they are sorted as."""
    found: dict[str, str] = {}
    for row in _ALPHABETS.get(language, "").split():
        first, *others = row.split(">")
        found |= {each: first + _AFTER * place for place, each in enumerate(others, 1)}
    return found


@cache
def _base(sign: str) -> str:
    """A letter without its accents, a kana as the plain one of its two shapes."""
    apart = unicodedata.normalize("NFKD", sign.translate(_FOLDED))
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    plain = "".join(chr(ord(each) - _TO_HIRAGANA) if "ァ" <= each <= "ヶ" else each for each in bare)
    return plain.translate(_SMALL)


def _rank(letters: str, language: str) -> int:
    if not letters or not letters[0].isalpha():
        return _FIGURES
    own = next((script for script, tags in _SCRIPTS.items() if primary(language).lower() in tags), "LATIN")
    script = _script(letters[0])
    return _OWN if script == own or (own == "HIRAGANA" and script in ("KATAKANA", "CJK")) else _OTHER


@cache
def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]
