"""Addresses on paper: as short as they can be typed, and whether the words of a link already show where it leads."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from pipeline.text.web_addresses import without_punctuation

_START = re.compile(r"https?://(?:www\.(?=[^/?#]*\.))?|mailto:", re.IGNORECASE)
"""What is left out on paper: the scheme, and a "www." that leaves a host's name."""
_HOST = re.compile(r"[^/?#]*")
_PLAIN_HOST = re.compile(r"(?:[\w-]+\.)+[a-z][\w-]*(?::\d+)?\Z", re.IGNORECASE)
"""A host that reads as an address by itself; numbers, names without a dot and names of users do not."""
_ENCODED = re.compile(r"(?:%[89a-f][0-9a-f])+", re.IGNORECASE)
"""Letters beyond ASCII, as addresses write them."""
_OPENING = "([{<«‹“„‘\"'"
"""Signs that may stand before an address in a sentence."""
_TRACKING = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|igshid|mc_[ce]id)=[^&#]*(?:&|(?=#)|\Z)", re.IGNORECASE)
"""A parameter that says where a reader came from, and not where the link leads."""


def printed(url: str, *, letters: bool = True) -> str:
    """An address as it is printed and typed: without scheme and "www." where the rest reads as an address.

    A browser that is given it comes to the same page: nothing else is left out. url: http, https or mailto. letters:
    whether those beyond ASCII are written as such, and not as %-signs.
    """
    start = _START.match(url)
    rest = url[start.end() :] if start else url
    is_web = bool(start) and not url.lower().startswith("mailto:")
    host = _HOST.match(rest)
    if is_web and host and not _PLAIN_HOST.match(host[0]):
        rest = url
    elif is_web and host and rest == f"{host[0]}/":
        rest = host[0]
    return _ENCODED.sub(_letters, rest) if letters else rest


def _letters(encoded: re.Match[str]) -> str:
    """The letters that stand for a stretch of %-signs; the signs themselves where that is no text of letters."""
    try:
        letters = unquote(encoded[0], errors="strict")
    except UnicodeDecodeError:
        return encoded[0]
    are_letters = all(unicodedata.category(sign)[0] in "LMN" for sign in letters)
    return letters if are_letters else encoded[0]


def is_shown(url: str, words: str) -> bool:
    """Whether the words of a link show its address: whole, by themselves or among others.

    Scheme, "www.", a slash at the end and parameters for tracking may be missing; an ellipsis is a part that is.
    """
    wanted = {_compared(url), _compared(_TRACKING.sub("", url).rstrip("?&"))}
    said = [word.lstrip(_OPENING) for word in words.split()]
    return any(_compared(word) in wanted for word in (*said, *map(without_punctuation, said)))


def _compared(address: str) -> str:
    """An address in the form in which two are compared."""
    start = _START.match(address)
    rest = unquote(address[start.end() :] if start else address.removeprefix("www."))
    host = _HOST.match(rest)
    name = host[0] if host else ""
    return name.lower() + rest[len(name) :].rstrip("/")
