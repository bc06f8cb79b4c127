"""Attachments of a Bluesky post: pictures, videos, link cards, quoted posts.

A post that the network served has the view of them, with addresses and quoted posts; a record alone has references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from pipeline.model import LinkCard, Media, MediaKind, Message, Quote
from pipeline.sources.bluesky.at_uri import author_of, date_of_key, is_post, page_of
from pipeline.sources.bluesky.blobs import Files, cid_of
from pipeline.sources.bluesky.facets import laid_out
from pipeline.sources.bluesky.lexicon import Embed, External, Image, Quoted, Record
from pipeline.sources.reading.attachment import ELSEWHERE
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.iso_dates import stated_date
from pipeline.sources.reading.quotes import unshown
from pipeline.text.web_addresses import host_of, web_url

_UNAVAILABLE = {
    "viewNotFound": Message("deleted"),
    "viewBlocked": Message("one-blocks-other"),
    "viewDetached": Message("withdrawn-by-author"),
}
_GIF_HOSTS = ("media.tenor.com", "static.klipy.com")
_GIF_ALT = re.compile("(?:ALT|Alt text|Alt): ")


class Attachments(Struct, frozen=True, kw_only=True):
    """The attachments of one post."""

    media: tuple[Media, ...] = ()
    link_cards: tuple[LinkCard, ...] = ()
    quotes: tuple[Quote, ...] = ()


class EmbedReader(Struct, frozen=True, kw_only=True):
    """The maker of attachments from embeds."""

    files: Files
    no_picture: Message
    """Reason why a picture is missing that does not lie beside the input."""

    def attachments(self, embed: Embed | None) -> Attachments:
        """The attachments of an embed; none for one of a kind that is not known."""
        if embed is None:
            return Attachments()
        pages = (page for part in _parts(embed) for page in self._pages(part))
        record = _record(embed)
        return Attachments(
            media=tuple(self._media(embed)),
            link_cards=(*pages, *(_record_card(record) if record else ())),
            quotes=tuple(self._quotes(record)) if record else (),
        )

    def _media(self, embed: Embed) -> Iterator[Media]:
        for part in _parts(embed):
            for image in (*(part.images or ()), *(part.items or ())):
                yield self._picture(image)
            if part.type.removesuffix("#view").endswith(".video"):
                kind: MediaKind = "gif" if part.presentation == "gif" else "video"
                yield _moving(kind, part.alt or "", part.playlist or "")
            if part.external and _is_gif(part.external):
                yield _moving("gif", _GIF_ALT.sub("", part.external.description, count=1), part.external.uri)

    def _picture(self, image: Image) -> Media:
        asset = self.files.find(cid_of(image.image) or cid_of(image.fullsize))
        return Media(
            alt=clean(image.alt).strip(),
            asset=asset,
            url=web_url(image.fullsize),
            missing="" if asset else self.no_picture,
        )

    def _pages(self, embed: Embed) -> Iterator[LinkCard]:
        page = embed.external
        if page and not _is_gif(page) and (url := web_url(page.uri)):
            yield LinkCard(
                url=url,
                title=clean(page.title).strip(),
                description=clean(page.description).strip(),
                picture=self.files.find(cid_of(page.thumb)),
            )

    def _quotes(self, quoted: Quoted) -> Iterator[Quote]:
        """The quoted post, or the reason why there is none any more; nothing for a list or a feed."""
        if not is_post(quoted.uri):
            return
        author = author_of(quoted.author) if quoted.author else None
        url = page_of(quoted.uri, author.handle if author else "")
        missing = _UNAVAILABLE.get(quoted.type.rpartition("#")[2], "")
        if missing or quoted.value is None:
            yield Quote(url=url, id=quoted.uri, missing=missing)
            return
        try:
            record = msgspec.convert(quoted.value, Record, strict=False)
        except (msgspec.ValidationError, RecursionError):
            yield Quote(url=url, id=quoted.uri, author=author, missing=Message("damaged"))
            return
        text, spans = laid_out(record)
        written = [record.embed] if record.embed else []
        embeds = quoted.embeds or written
        yield Quote(
            url=url,
            id=quoted.uri,
            author=author,
            text=text,
            spans=spans,
            marked_up=True,
            media=tuple(media for embed in embeds for media in self._media(embed)),
            unshown=unshown(
                [Quote(url=page_of(each.uri)) for each in map(_record, embeds) if each and is_post(each.uri)]
            ),
            date=stated_date(record.created_at) or date_of_key(quoted.uri),
        )


def _parts(embed: Embed) -> Iterator[Embed]:
    """An embed, and the one of the media where it is a quote with media."""
    yield embed
    if embed.media:
        yield embed.media


def _record(embed: Embed) -> Quoted | None:
    """The post, list or feed that an embed quotes, or None."""
    return embed.record and (embed.record if embed.record.uri else embed.record.record)


def _record_card(record: Quoted) -> Iterator[LinkCard]:
    """The card of a list, a feed or a starter pack, which are quoted like posts."""
    written = record.record or record
    title = record.display_name or record.name or written.name or ""
    if not is_post(record.uri) and title and (url := page_of(record.uri)):
        description = clean(record.description or written.description or "").strip()
        yield LinkCard(url=url, title=clean(title).strip(), description=description)


def _moving(kind: MediaKind, alt: str, address: str) -> Media:
    return Media(kind=kind, alt=clean(alt).strip(), url=web_url(address), missing=ELSEWHERE[kind])


def _is_gif(page: External) -> bool:
    """Whether a card is a GIF from one of the services that the app offers, which it shows as such."""
    return host_of(page.uri) in _GIF_HOSTS
