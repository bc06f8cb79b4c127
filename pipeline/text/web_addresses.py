"""Web addresses in running text, and as what a link leads to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import regex

_TOP_LEVEL = (
    "com|org|net|edu|gov|mil|int|info|biz|name|museum|io|ai|app|dev|blog|news|tv|me|co|xyz|art|page|site|online"
    "|wiki|science|social|live|club|shop|store|design|studio|academy|school|university|library|earth|eco|ly|gl|fm|be"
    "|at|au|br|ca|ch|cl|cn|cz|de|dk|ee|es|eu|fi|fr|gr|hk|hu|id|ie|il|in|is|it|jp|ke|kr|lt|lu|lv|mx|my|ng|nl|no"
    "|nz|pe|ph|pl|pt|ro|ru|se|sg|sk|th|tr|tw|ua|uk|us|vn|za"
)
"""Endings that make "name.ending/path" an address. Those of programs' files (md, py, rs, sh) are left out."""
_END = r"\s<>\"“”„«»‹›‘，。、；：！？（）「」『』【】"

LINK = (
    r"(?<![\w@])https?://(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\w@])"
    rf"(?::\d{{1,5}})?(?:[/?\#][^{_END}]*)?"
)
BARE = rf"(?<![\w@/.-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,8}}(?:{_TOP_LEVEL})/[^{_END}]*"
ADDRESS = re.compile(r"(?:https?://|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/)\S*")
ADDRESS_AT_END = re.compile(r"(?:^|\s)(?:https?://\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*)$")
ADDRESS_OR_ONE_CUT = r"(?i:https?)://\S+|(?<![\w@.])(?:[\w-]{1,63}+\.)+(?i:[a-z]){2,24}(?:/\S*|…)"
ADDRESS_OR_WWW = regex.compile(r"(?:https?://|www\.)\S+|(?<![\w@.])(?:[\w-]{1,63}\.)+[a-z]{2,24}/\S*", regex.IGNORECASE)

_BRACKETS = {")": "(", "]": "[", "}": "{"}
_MAX_URL = 8192
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


def web_url(address: str) -> str:
    """An address as a link target: an absolute http, https or mailto URL, or "" for anything else."""
    address = address.strip().replace(" ", "%20")
    if address.startswith("//"):
        address = f"https:{address}"
    if len(address) > _MAX_URL or not _TARGET.fullmatch(address):
        return ""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # a bracket that promises an IPv6 address
        return ""
    return scheme + address[len(scheme) :]
