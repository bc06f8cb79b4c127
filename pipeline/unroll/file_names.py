"""Names of files: legal on every system, and readable in the script of what they are named for.

A name is in small letters, digits and "-". Latin letters lose their accents; letters of other scripts are kept as they
are, for a transliteration would be right for one language and wrong for the next. Nothing else is in a name, so that
no character in it is forbidden anywhere.
"""

from __future__ import annotations

import unicodedata

import regex

LONGEST = 60
"""Most characters of a name, before the number that keeps two apart and the suffix."""
MOST_BYTES = 200
"""Most bytes of a name as systems keep it that take letters and their signs apart; of a file's name, most allow 255."""
_ROOM = 12
"""Least characters that are left for the last part."""

_RESERVED = regex.compile(r"con|prn|aux|nul|(?:com|lpt)\d|conin|conout")
"""Names of devices on Windows, whatever their suffix."""
_APOSTROPHE = regex.compile(r"['’]")
_NOT_LATIN = regex.compile(r"[^\P{L}\p{Latin}]")
_LATIN = regex.compile(r"\p{Latin}\p{M}*")
_NOT_ASCII_NAME = regex.compile(r"[^a-z0-9]+")
_NOT_NAME = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_NAME = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*")
_UNSEEN = regex.compile(r"[\p{Cf}\p{Me}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SIGN_ALONE = regex.compile(r"(?<![\p{L}\p{M}\p{N}])\p{M}+")
_LETTERS = regex.compile(r"\p{L}+")
_RAISED = regex.compile(r"(\d)([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)")
"""A power: 10⁶ is not 106."""
_UNACCENTED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
"""Latin letters that Unicode does not take for others with an accent."""


def part(text: str) -> str:
    """The text as a part of a file's name; "" where it has no letters or digits."""
    text = _RAISED.sub(r"\1 \2", text)
    # Letters of mathematics, and others that only look different, are those that they look like.
    text = _LETTERS.sub(lambda letters: unicodedata.normalize("NFKC", letters[0]), _APOSTROPHE.sub("", text))
    latin = "" if _NOT_LATIN.search(text) else _NOT_ASCII_NAME.sub("-", _ascii(text)).strip("-")
    if latin:
        return latin
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).lower()
    text = _LATIN.sub(lambda letter: _ascii(letter[0]) or letter[0], unicodedata.normalize("NFC", text))
    return _NOT_NAME.sub("-", _SIGN_ALONE.sub("", text)).strip("-")


def joined(*parts: str) -> str:
    """A legal name of these parts; "" where all are empty. A long one is cut between words, and of the last something
    is left."""
    *before, last = [part for part in parts if part] or [""]
    stem = "".join(f"{part}-" for part in before)
    if len(stem) > LONGEST - _ROOM:
        stem = f"{stem[: LONGEST - _ROOM - 1].rstrip('-')}-"
    name = stem + last
    if not _fits(name):
        end = _end(name)
        space = name.rfind("-", len(stem) + 1, end + 1)
        name = name[: space if space > 0 else end].rstrip("-")
    return f"thread-{name}" if _RESERVED.fullmatch(name) else name


def is_name(text: str) -> bool:
    """Whether a text may be a name, as `joined` makes them, with the number that keeps two apart."""
    return bool(_NAME.fullmatch(text)) and len(unicodedata.normalize("NFD", text).encode()) <= MOST_BYTES + _ROOM


def same(name: str) -> str:
    """The name in the one form that names have in common which some system takes for one."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def _ascii(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_UNACCENTED))
    return letters.encode("ascii", "ignore").decode("ascii")


def _fits(name: str) -> bool:
    return len(name) <= LONGEST and len(unicodedata.normalize("NFD", name).encode()) <= MOST_BYTES


def _end(name: str) -> int:
    """The number of characters that fit, without one that lacks its signs, unless it has no end of them."""
    end = min(len(name), LONGEST)
    while not _fits(name[:end]):
        end -= 1
    whole = end
    while whole > 0 and unicodedata.category(name[whole]).startswith("M"):
        whole -= 1
    return whole or end
