"""The text of a Bluesky post with its facets, which count in bytes of UTF-8, or its older entities, in UTF-16."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import quote

from msgspec.structs import replace

from pipeline.model import Span, SpanKind
from pipeline.sources.bluesky.at_uri import profile_url
from pipeline.sources.bluesky.lexicon import Entity, Facet, Feature, Record
from pipeline.sources.reading.cleaning import with_spans
from pipeline.text.web_addresses import web_url

_Mark = tuple[int, int, SpanKind, str]


def laid_out(record: Record) -> tuple[str, tuple[Span, ...]]:
    """The text and its links, mentions and hashtags.

    A facet that lies outside the text, begins or ends within a character, or overlaps an earlier one is left out.
    """
    text = record.text
    if record.facets:
        marks, width = [_of_facet(facet) for facet in record.facets], _utf8_width
    else:
        marks, width = [_of_entity(entity) for entity in record.entities or ()], _utf16_width
    offsets = accumulate(map(width, text), initial=0) if marks else ()
    places = {offset: place for place, offset in enumerate(offsets)}
    return _stripped(*with_spans(text, list(_spans(sorted(mark for mark in marks if mark), places))))


def _spans(marks: list[_Mark], places: dict[int, int]) -> Iterator[Span]:
    """Spans of the marks. places: the code point of each character and of the text's end, by the offset that marks
    have."""
    last = 0
    for first, after, kind, target in marks:
        start, end = places.get(first), places.get(after)
        if start is not None and end is not None and last <= start < end:
            yield Span(start=start, end=end, kind=kind, target=target)
            last = end


def _of_facet(facet: Facet) -> _Mark | None:
    meanings = (_meaning(feature) for feature in facet.features)
    kind, target = next((meaning for meaning in meanings if meaning), ("link", ""))
    return (facet.index.byte_start, facet.index.byte_end, kind, target) if target else None


def _meaning(feature: Feature) -> tuple[SpanKind, str] | None:
    """The kind and target of a feature; None for one that this program does not know, or that leads nowhere."""
    match feature.type.rpartition("#")[2]:
        case "link" if target := web_url(feature.uri):
            return "link", target
        case "mention" if feature.did:
            return "mention", profile_url(feature.did)
        case "tag" if feature.tag:
            return "hashtag", f"https://bsky.app/hashtag/{quote(feature.tag.encode('utf-8', 'replace'), safe='')}"
    return None


def _of_entity(entity: Entity) -> _Mark | None:
    match entity.type:
        case "link" if target := web_url(entity.value):
            return entity.index.start, entity.index.end, "link", target
        case "mention" if entity.value:
            return entity.index.start, entity.index.end, "mention", profile_url(entity.value)
    return None


def _utf8_width(character: str) -> int:
    return len(character.encode("utf-8", "surrogatepass"))


def _utf16_width(character: str) -> int:
    return 2 if character > "\uffff" else 1


def _stripped(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """Text and spans without the white space around the text."""
    inner = text.strip()
    begin = len(text) - len(text.lstrip())
    moved = (
        replace(span, start=max(span.start - begin, 0), end=min(span.end - begin, len(inner)))
        for span in spans
        if span.end > begin and span.start - begin < len(inner)
    )
    return inner, tuple(moved)
