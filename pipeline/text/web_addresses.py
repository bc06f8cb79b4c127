"""Web addresses in running text, and as what a link leads to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import regex

from pipeline.model.limits import MAX_URL

_SCHEME = r"https?://"
_NAMES = r"(?:[\w-]{1,63}+\.)+"
"""Names of a host, but for the last."""
_ENDING = r"[a-z]{2,24}"
"""Last name of a host: "org"."""
_APART = r"(?<![\w@.])"
"""Place that is not within a word, a host or an address of e-mail."""

ADDRESS = re.compile(rf"(?:{_SCHEME}|\b{_NAMES}{_ENDING}/)\S*")
"""Address with a scheme, or of a host and a path: to weigh how much of a text is addresses."""
ADDRESS_AT_END = re.compile(rf"(?:^|\s)(?:{_SCHEME}\S+|{_NAMES}{_ENDING}/\S*)$")
"""The same at the end of a line, whole."""
ADDRESS_OR_WWW = regex.compile(rf"(?:{_SCHEME}|www\.)\S+|{_APART}{_NAMES}{_ENDING}/\S*", regex.IGNORECASE)
"""Address that may also be a host of "www." alone, or in capitals: to leave out whatever reads as one."""
ADDRESS_OR_CUT_ONE = rf"(?i:{_SCHEME})\S+|{_APART}{_NAMES}(?i:{_ENDING})(?:/\S*|…)"
"""Address that may also be a host that an ellipsis cuts, or in capitals: a part of patterns of `regex`."""

_KNOWN_ENDING = (
    "com|org|net|edu|gov|mil|int|info|biz|name|museum|io|ai|app|dev|blog|news|tv|me|co|xyz|art|page|site|online"
    "|wiki|science|social|live|club|shop|store|design|studio|academy|school|university|library|earth|eco|ly|gl|fm|be"
    "|at|au|br|ca|ch|cl|cn|cz|de|dk|ee|es|eu|fi|fr|gr|hk|hu|id|ie|il|in|is|it|jp|ke|kr|lt|lu|lv|mx|my|ng|nl|no"
    "|nz|pe|ph|pl|pt|ro|ru|se|sg|sk|th|tr|tw|ua|uk|us|vn|za"
)
"""Endings that make "name.ending/path" an address. Those of programs' files (md, py, rs, sh) are left out."""
_UP_TO_SIGN = r"[^\s<>\"“”„«»‹›‘，。、；：！？（）「」『』【】]*"

LINK = (
    rf"(?<![\w@]){_SCHEME}(?:[\p{{L}}\p{{N}}-]{{1,63}}\.){{1,8}}\p{{L}}{{2,24}}(?![\w@])"
    rf"(?::\d{{1,5}})?(?:[/?\#]{_UP_TO_SIGN})?"
)
"""Address with a scheme that a link may be made of, up to a sign that ends it: a part of patterns of `regex`."""
BARE_LINK = rf"(?<![\w@/.-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,8}}(?:{_KNOWN_ENDING})/{_UP_TO_SIGN}"
"""The same without a scheme, where host and path leave no doubt."""

_BRACKETS = {")": "(", "]": "[", "}": "{"}
_TARGET = re.compile(r"(?:https?://[^/?#\s]|mailto:)[^\x00-\x20\x7f\"<>]+", re.IGNORECASE)


def without_punctuation(address: str) -> str:
    """An address without the sentence's punctuation, and without a closing bracket that it does not open."""
    while address:
        last = address[-1]
        closes = last in _BRACKETS and address.count(last) > address.count(_BRACKETS[last])
        if not (closes or last in ".,;:!?'’*_~"):
            break
        address = address[:-1]
    return address


def host_of(url: str) -> str:
    """The host of an address, in small letters; "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # a bracket that promises an IPv6 address
        return ""


def web_url(address: str) -> str:
    """The address as a link target: an absolute http, https or mailto URL; "" for anything else."""
    address = address.strip().replace(" ", "%20")
    if address.startswith("//"):
        address = f"https:{address}"
    if len(address) > MAX_URL or not _TARGET.fullmatch(address):
        return ""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # a bracket that promises an IPv6 address
        return ""
    return scheme + address[len(scheme) :]
