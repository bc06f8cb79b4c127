"""One post of a Thread Reader page: its text with links, its pictures and videos, the posts that it quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from pipeline.errors import Notice
from pipeline.model import Media, MediaKind, Quote, Span, SpanKind
from pipeline.sources.reading.attachment import NOT_SAVED, attach_saved
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.html_text import HtmlText
from pipeline.sources.reading.html_tree import attribute, classes, content, elements, walk
from pipeline.sources.reading.rich_text import RichText
from pipeline.sources.x.snowflake import date_in
from pipeline.sources.x.x_post import author_of
from pipeline.text.web_addresses import web_url
from pipeline.text.x_addresses import HANDLE, NOBODY, POST, post_url, renewed

_BYLINE = re.compile(rf"(?:—\s*(?P<name>[^()]{{1,100}}?)\s*\(|\bby )@(?P<handle>{HANDLE})")

_MEDIA: dict[str, MediaKind] = {"entity-image": "photo", "entity-video": "video", "entity-video-gif": "gif"}
_LINKS: dict[str, SpanKind] = {"entity-mention": "mention", "entity-hashtag": "hashtag"}
_LINES = frozenset(("div", "p"))
_CHROME = frozenset(("tw-permalink", "entity-url-preview", "thumb-div"))
"""Classes of Thread Reader's own additions to a post."""


class PostBody:
    """The reading of one post's element."""

    def __init__(self, item: Input, where: str) -> None:
        self.media: list[Media] = []
        self.quotes: list[Quote] = []
        self.notices: list[Notice] = []
        self._item = item
        self._where = where
        self._text = HtmlText()
        self._after_break = False

    def read(self, post: LexborNode) -> tuple[str, tuple[Span, ...]]:
        """The text and its spans; media, quotes and notices are kept in the attributes."""
        for node, entering in walk(post, self._is_closed):
            if node.is_text_node:
                if entering:
                    self._words(clean(node.text_content or ""))
            elif node.is_element_node:
                self._element(node, entering)
        return self._text.finish()

    def _element(self, node: LexborNode, entering: bool) -> None:
        tag, names = node.tag, classes(node)
        kind = next((_MEDIA[name] for name in _MEDIA if name in names), None)
        if tag == "br" and entering:
            self._text.line_break()
            self._after_break = True
        elif kind:
            if entering:
                self._photos(node) if kind == "photo" else self._film(node, kind)
        elif "entity-embed" in names:
            if entering:
                self._embed(node)
        elif tag == "img" and entering and any("emoji" in name for name in names):
            self._words(clean(attribute(node, "alt")))
        elif tag == "a":
            self._link(node, entering)
        elif tag in _LINES:
            self._text.gap("\n")
        elif not _is_apart(node):
            self._text.element(node, entering)

    def _is_closed(self, node: LexborNode) -> bool:
        return self._text.is_whole(node) or _is_apart(node)

    def _link(self, node: LexborNode, entering: bool) -> None:
        if entering:
            if "entity-url" in classes(node):
                self._text.gap(" ")  # a link whose label is hidden stands right behind the last word
            self._text.open()
        else:
            names = classes(node)
            target = web_url(clean(attribute(node, "href")))
            kind: SpanKind = next((_LINKS[name] for name in _LINKS if name in names), "link")
            self._text.close(kind if target else None, target if kind == "link" else renewed(target))

    def _words(self, text: str) -> None:
        if self._after_break:
            line = text.removeprefix("\n")
            self._text.lead = line[: len(line) - len(line.lstrip(" \t"))]
            self._after_break = False
        self._text.flow(re.sub(r"[ \t\n]+", " ", text))

    def _photos(self, node: LexborNode) -> None:
        link = next((web_url(clean(attribute(a, "href"))) for a in elements(node, "a")), "")
        for image in elements(node, "img"):
            alt = clean(attribute(image, "alt")).strip()
            sources = [attribute(image, "src"), attribute(image, "data-src")]
            self._attach("photo", sources, url=link, alt="" if alt == "Image" else alt)

    def _film(self, node: LexborNode, kind: MediaKind) -> None:
        posters = [attribute(video, "poster") for video in elements(node, "video")]
        posters += [attribute(image, "src") for image in elements(node, "img")]
        films = [attribute(source, "src") for source in elements(node, "video", "source")]
        self._attach(kind, posters, url=next(filter(None, map(web_url, map(clean, films))), ""), films=films)

    def _attach(
        self, kind: MediaKind, sources: list[str], *, url: str, alt: str = "", films: Sequence[str] = ()
    ) -> None:
        """Keep a picture: the first source that is a file beside the page, else what is known of it."""
        url = url or next(filter(None, map(web_url, map(clean, sources))), "")
        media, notices = attach_saved(self._item, sources, kind=kind, alt=alt, url=url, where=self._where, films=films)
        self.media.append(media)
        self.notices += notices

    def _embed(self, node: LexborNode) -> None:
        """A quoted post; of anything else embedded (a film elsewhere), its address."""
        links = [attribute(link, "href") for link in elements(node, "a")]
        frames = list(elements(node, "iframe"))
        ids = [post_url(NOBODY, attribute(frame, "data-tweet-id")) for frame in frames]
        status = next(filter(None, map(POST.match, [*reversed(links), *ids])), None)
        if status:
            self.quotes.append(_quote(node, status))
            return
        addresses = map(web_url, map(clean, [*links, *(attribute(frame, "src") for frame in frames)]))
        if url := next(filter(None, addresses), ""):
            self.media.append(Media(kind="video", url=url, missing=NOT_SAVED))


def _is_apart(node: LexborNode) -> bool:
    """Whether an element is not the post's text, or is read elsewhere."""
    names = classes(node)
    return "entity-embed" in names or not names.isdisjoint(_CHROME | _MEDIA.keys())


def _quote(node: LexborNode, status: re.Match[str]) -> Quote:
    """The quoted post: its words where the page has them, its author and moment from its address."""
    words = RichText()
    for paragraph in elements(node, "p"):
        for child, entering in walk(paragraph):
            if entering and child.tag == "br":
                words.line_break()
            elif entering and child.is_text_node:
                words.flow(re.sub(r"\s+", " ", clean(child.text_content or "")))
        words.gap("\n\n")
    byline = _BYLINE.search(clean(content(node, lambda child: child.tag == "p")))
    name = (byline["name"] or "") if byline else ""
    handle = status["handle"] if status["handle"] != NOBODY else byline["handle"] if byline else ""
    return Quote(
        url=post_url(status["handle"], status["id"]),
        author=author_of(name, handle) if handle else None,
        text=words.finish()[0],
        date=date_in(status["id"]),
    )
