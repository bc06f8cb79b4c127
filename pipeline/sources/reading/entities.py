"""Entities: links, mentions and hashtags found in plain text, for sources that do not mark them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import regex

from pipeline.model import Span
from pipeline.model.limits import MAX_TYPED_URL
from pipeline.text.web_addresses import BARE_LINK, LINK, without_punctuation
from pipeline.text.x_addresses import HANDLE, SITE

_ENTITY = regex.compile(
    rf"""
    (?P<email> (?<![\w.+-]) [\w.+-]{{1,64}} @ (?:[\w-]{{1,63}}\.)+ [a-z]{{2,24}} )
  | (?P<link> {LINK} )
  | (?P<bare> {BARE_LINK} )
  | (?<![\w@/.\#&]) [@＠] (?P<mention> {HANDLE} ) (?![\w@＠/])
  | (?<![\w@/.\#&]) [\#＃] (?P<hashtag> [\p{{L}}\p{{M}}\p{{N}}_]* \p{{L}} [\p{{L}}\p{{M}}\p{{N}}_]* )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_WORD = re.compile(r"(?<!\S)[^\s@＠#＃/]*+[@＠#＃/]\S*")
"""A word with one of the signs that every entity has."""


def find_entities(text: str, base: str = SITE) -> tuple[Span, ...]:
    """The complete links, the mentions and the hashtags of a text, in order and without overlap.

    base: the network that mentions and hashtags lead to. A link that the source cut ("example.org/long…") leads
    nowhere and is left alone; so is an e-mail address.
    """
    spans: list[Span] = []
    for match in _candidates(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind in ("link", "bare"):
            if "…" in match[0] or "..." in match[0] or len(match[0]) > MAX_TYPED_URL:
                continue
            address = without_punctuation(match[0])
            target = address if kind == "link" else f"https://{address}"
            spans.append(Span(start=start, end=start + len(address), kind="link", target=target))
        elif kind == "mention":
            spans.append(Span(start=start, end=end, kind="mention", target=f"{base}/{match[kind]}"))
        elif kind == "hashtag":
            target = f"{base}/hashtag/{quote(match[kind], safe='')}"
            spans.append(Span(start=start, end=end, kind="hashtag", target=target))
    return tuple(spans)


def _candidates(text: str) -> Iterator[regex.Match[str]]:
    """Matches of entities. Words without any of the signs are skipped, which is most of the work saved."""
    for word in _WORD.finditer(text):
        yield from _ENTITY.finditer(text, word.start(), word.end())
