"""Attachments of a post on a Nitter page: pictures, films, link cards."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from pipeline.errors import Notice
from pipeline.model import LinkCard, Media, MediaKind
from pipeline.sources.nitter.site import Site
from pipeline.sources.reading.attachment import attach_saved
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.html_tree import attribute, classes, content, elements, of_class


class Attachments:
    """A collector of the media and link cards of one post."""

    def __init__(self, item: Input, site: Site, where: str) -> None:
        self.media: list[Media] = []
        self.cards: list[LinkCard] = []
        self.notices: list[Notice] = []
        self._item, self._site, self._where = item, site, where

    def add(self, node: LexborNode) -> None:
        """Add the media of an `.attachments` element, each in an `.attachment` of its own."""
        animated = "media-gif" in classes(node)
        for each in of_class(node, "attachment"):
            self._add(each, animated)

    def add_card(self, node: LexborNode) -> None:
        """Add the link card of a page that the post links to; a film within it is the post's."""
        for inner in of_class(node, "attachments"):
            self.add(inner)
        links = (self._site.link(attribute(link, "href"), "")[1] for link in elements(node, "a"))
        url = next((link for link in links if link.startswith("http")), "")
        title, description = (
            clean(next(map(content, of_class(node, name)), "")) for name in ("card-title", "card-description")
        )
        images = [attribute(image, "src") for box in of_class(node, "card-image") for image in elements(box, "img")]
        picture = attach_saved(self._item, images)[0].asset
        if url:
            self.cards.append(LinkCard(url=url, title=title, description=description, picture=picture))

    def _add(self, node: LexborNode, animated: bool) -> None:
        stills = [attribute(image, "src") for image in elements(node, "img")]
        alts = [attribute(image, "alt") for image in elements(node, "img")]
        alts += [content(text).removeprefix("ALT") for text in of_class(node, "alt-text")]
        alt = next(filter(None, (clean(text).strip() for text in alts)), "")
        links = [attribute(link, "href") for link in elements(node, "a")]
        kind: MediaKind = "photo"
        for film in elements(node, "video"):
            animated = animated or "gif" in classes(film)
            kind = "gif" if animated else "video"
            links = [attribute(source, "src") for source in elements(film, "video", "source")]
            links.append(attribute(film, "data-url"))
            stills = [attribute(film, "poster")]
        if kind == "photo" and any(of_class(node, "video-overlay")):  # a film of which the page shows a still
            kind = "gif" if animated else "video"
        self._attach(kind, stills, links, alt)

    def _attach(self, kind: MediaKind, stills: Sequence[str], links: Sequence[str], alt: str) -> None:
        url = next(filter(None, map(self._site.original, (*links, *stills))), "")
        films = () if kind == "photo" else links
        media, notices = attach_saved(self._item, stills, kind=kind, alt=alt, url=url, where=self._where, films=films)
        self.media.append(media)
        self.notices += notices
