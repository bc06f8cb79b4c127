"""TOML, bounded before it is parsed: its parser takes memory by the square of a key's parts, and has no word for the
place of a number that Python does not take."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from pipeline.opening.byte_order import as_utf8

_MAX_PARTS = 16
"""Parts of a key: `threads.NAME.alt.3` has four."""
_MAX_DIGITS = 1000
"""Digits of a number; Python takes 4,300."""
_ASIDE = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?'
    r"|'''(?:[^']++|'(?!''))*+(?:''')?"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|(?P<comment>\#[^\n]*+)",
    re.DOTALL,
)
"""Strings, which may be keys and may hold anything, and comments."""
_LONG_KEY = re.compile(rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{_MAX_PARTS}}}")
_LONG_NUMBER = re.compile(rf"(?<!\w)(?:0[xob][\da-fA-F_]{{{_MAX_DIGITS}}}|\d[\d_]{{{_MAX_DIGITS}}})")
_KEY = re.compile(r"([\w-]{1,60})[ \t]*=")


class TomlError(ValueError):
    """Text that is no TOML, or goes beyond the bounds. The message is one line."""

    def __init__(self, message: str, where: str = "", hint: str = "Correct the line.") -> None:
        """where: the place in the text: "line 3, column 7", or "". hint: the remedy."""
        super().__init__(message)
        self.message, self.where, self.hint = message, where, hint


def loads(data: bytes) -> dict[str, Any]:
    """The tables in the bytes of a file, in UTF-8, UTF-16 or UTF-32. Raises TomlError."""
    try:
        text = as_utf8(data).decode("utf-8")
        _check(_ASIDE.sub(_without, text))
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise TomlError("not UTF-8 text", hint="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        message, _, where = str(error).rstrip(")").partition(" (at ")
        raise TomlError(
            f"broken TOML: {message[:1].lower()}{message[1:]}", where, "Check the quotation marks around there."
        ) from error
    except RecursionError as error:
        raise TomlError("broken TOML: nested too deeply", hint="Write fewer brackets within one another.") from error
    except (ValueError, OverflowError) as error:  # a date that is none
        if isinstance(error, TomlError):
            raise
        raise TomlError(f"broken TOML: {error}", hint="Correct that value.") from error


def _without(aside: re.Match[str]) -> str:
    """A word in the place of a string, nothing in that of a comment; lines are still counted right."""
    return "" if aside["comment"] else "s" + "\n" * aside[0].count("\n")


def _check(text: str) -> None:
    for pattern, message in ((_LONG_KEY, "a key of too many parts"), (_LONG_NUMBER, "a number that is too long")):
        if found := pattern.search(text):
            start = text.rfind("\n", 0, found.start()) + 1
            key = _KEY.search(text, start, found.start())
            where = f"line {text.count(chr(10), 0, start) + 1}" + (f": {key[1]}" if key else "")
            raise TomlError(f"broken TOML: {message}", where)
