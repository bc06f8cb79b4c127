"""Conventions of posts in the Fediverse, however they were saved: handles, media, custom emoji, visibility."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from pipeline.model import Asset, CustomEmoji, Media, MediaKind, Message, Recording, Span, Visibility
from pipeline.sources.reading.attachment import ELSEWHERE, saved
from pipeline.sources.reading.rich_text import merged, touches
from pipeline.text.shortcodes import SHORTCODE_BEFORE_COLON

PUBLIC = frozenset(("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"))

_ACTOR = re.compile(r"https?://(?P<host>[^/?#\s]+)/(?:users/|@)(?P<name>[\w.-]{1,200})(?=[/?#]|$)")
_KINDS: dict[str, MediaKind] = {"image": "photo", "video": "video", "audio": "audio", "gifv": "gif", "image/gif": "gif"}
"""Kinds of media by a server's word, a media type or its first half."""
_ATTACHMENT = Message("see-attachment")


def host(url: str) -> str:
    """The server in an address, as handles have it; "" where it is none."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:  # a bracket that promises an IPv6 address
        return ""


def handle(name: str, url: str) -> str:
    """user@server, from a name with or without its server; the address of the profile, or of a post, completes it."""
    name = name.strip().removeprefix("acct:").lstrip("@")
    server = host(url)
    return name if "@" in name or not (name and server) else f"{name}@{server}"


def handle_in(url: str) -> str:
    """user@server, where an address says both: "https://example.social/@maren/11", or ""."""
    match = _ACTOR.match(url)
    return f"{match['name']}@{match['host'].lower()}" if match and "@" not in match["host"] else ""


def visibility(to: Sequence[str], cc: Sequence[str]) -> Visibility:
    """The visibility of a post that was sent to these."""
    if not PUBLIC.isdisjoint(to):
        return "public"
    if not PUBLIC.isdisjoint(cc):
        return "unlisted"
    return "followers" if any(each.endswith("/followers") for each in (*to, *cc)) else "direct"


def media(kind: str, *, alt: str, url: str, asset: Asset | None, absent: Message) -> Media:
    """The media of an attachment, by its media type ("image/png") or a server's word for it ("gifv").

    asset: its file. absent: the reason why a picture has none.
    """
    known = _KINDS.get(kind) or _KINDS.get(kind.partition("/")[0].lower())
    if not known:
        return Media(kind="video", alt=alt, url=url, missing=_ATTACHMENT)
    if not asset:
        return Media(kind=known, alt=alt, url=url, missing=ELSEWHERE.get(known, absent))
    if known in ("video", "audio"):
        return Media(kind=known, alt=alt, url=url, recording=Recording(asset=asset))
    return saved(asset, kind=known, alt=alt, url=url)


def with_emoji(
    text: str, spans: Iterable[Span], known: Iterable[CustomEmoji]
) -> tuple[tuple[Span, ...], tuple[CustomEmoji, ...]]:
    """The spans with those of custom emoji, and of the known emoji those that are in the text, outside of code."""
    by_name = {each.name: each for each in known}
    if not by_name:
        return tuple(spans), ()
    spans = list(spans)
    code = merged((span.start, span.end) for span in spans if span.kind == "code")
    used: dict[str, CustomEmoji] = {}
    end = 0
    for match in SHORTCODE_BEFORE_COLON.finditer(text):
        known_as = by_name.get(f"{match[0]}:")
        span = Span(start=match.start(), end=match.end() + 1, kind="emoji")
        if known_as and span.start >= end and not touches(span, code):
            spans.append(span)
            used[known_as.name] = known_as
            end = span.end
    return tuple(sorted(spans)), tuple(used.values())
