"""Markdown that web clippers make of a Thread Reader page: its lines as plain text, its posts as posts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import LinkCard, Media, Message, Post
from pipeline.sources.own.markdown_text import PostText
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.thread_reader.page_address import NOWHERE
from pipeline.text.web_addresses import web_url

_URL = r"\((?P<{}>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
_IMAGE = r"!\[(?P<alt>[^\[\]]*)\]" + _URL.format("source")
_LINKED_IMAGE = re.compile(rf"\[\s*{_IMAGE}\s*\]{_URL.format('target')}")
_ANY_IMAGE = re.compile(rf"{_LINKED_IMAGE.pattern}|{_IMAGE.replace('P<', 'P<plain_')}")
_LINK = re.compile(rf"\[(?P<label>(?:[^\[\]\\]|\\.)*)\]{_URL.format('target')}")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"^\s{0,3}#{1,6}\s+|\*\*")
_ADVERT = re.compile(rf"\[(?P<label>[^\[\]]*)\]\({NOWHERE}\)")
"""Pattern of a word that the site made a link of, to nowhere."""
_VIDEO = re.compile(r"<video\b.*?(?:</video>|\Z)", re.DOTALL)
_SOURCE = re.compile(r"""\bsrc=["']?([^"'\s>]+)""")
_CARD = re.compile(
    rf"\[\*\*(?P<title>[^*\[\]]+)\*\*(?P<description>[^\[\]]*)\]{_URL.format('target')}(?:\s+\[.*)?", re.DOTALL
)
_BLANK_PICTURE = re.compile(r"(?:^|/)1px\.png$")
_PARSER = MarkdownIt("commonmark", {"html": False}).disable(
    ["list", "blockquote", "heading", "lheading", "hr", "code", "fence", "reference", "html_block", "table"]
)
"""Parser of a clipper's marks within words. Of blocks a post has only lines."""
_NOT_SAVED = Message("not-saved-with-clip")


class Paragraph(Struct, frozen=True):
    """Lines of the clip without an empty one between them."""

    first: int
    """Number of its first line."""
    text: str

    @property
    def card(self) -> LinkCard | None:
        """The card of a page that a post links to, which is a paragraph of its own; None for any other paragraph."""
        text = self.text.strip()
        if linked := _LINKED_IMAGE.fullmatch(text):
            url = web_url(linked["target"])
            return LinkCard(url=url) if url.startswith("http") and not linked["alt"].strip() else None
        card = _CARD.fullmatch(text)
        url = web_url(card["target"]) if card else ""
        if not card or not url.startswith("http"):
            return None
        title, description = (" ".join(plain(card[name]).split()) for name in ("title", "description"))
        return LinkCard(url=url, title=title, description=description)


def paragraphs(lines: Sequence[str], start: int = 0) -> list[Paragraph]:
    """The paragraphs of lines that begin with number `start`. A line of white space alone is a break within one."""
    found: list[Paragraph] = []
    pending: list[str] = []
    for number, line in enumerate([*lines, ""], start):
        if line:
            pending.append(line)
        elif pending:
            if any(map(str.strip, pending)):
                found.append(Paragraph(number - len(pending), "\n".join(pending)))
            pending = []
    return found


def plain(line: str) -> str:
    """A line without its Markdown, as the page saved as text would have it: "Image" stands for a picture."""
    line = _ANY_IMAGE.sub(
        lambda image: f" {image['alt'] or image['plain_alt'] or 'Image'} ", _VIDEO.sub(" Image", line)
    )
    line = _LINK.sub(lambda link: link["label"], line)
    return " ".join(_ESCAPE.sub(r"\1", _MARKS.sub("", line)).split())


def read_post(item: Input, parts: Sequence[Paragraph], where: str) -> tuple[Post, list[Notice]]:
    """The post of several paragraphs, with the cards among them."""
    cards = [card for part in parts if (card := part.card)]
    markdown = "\n\n".join(part.text for part in parts if not part.card)
    films = [_film(video[0]) for video in _VIDEO.finditer(markdown)]
    markdown = _ADVERT.sub(lambda link: link["label"], _VIDEO.sub("", markdown))
    markdown = _LINKED_IMAGE.sub(_image, markdown).replace("\n", "  \n")  # each new line is one of the post's
    body = PostText(item, where)
    text, spans = body.read(_PARSER.parse(markdown))
    pictures = [replace(media, alt="") if media.alt in ("Image", "") else media for media in body.media]
    media = (*(replace(each, missing=each.missing and _NOT_SAVED) if each.url else each for each in pictures), *films)
    return Post(text=text, spans=spans, media=media, link_cards=_merged(cards)), body.notices


def _image(match: re.Match[str]) -> str:
    """The picture within a link, as a picture: the page often has a blank in its place, and the link leads to it."""
    source = match["target"] if _BLANK_PICTURE.search(match["source"]) else match["source"]
    return f"![{match['alt']}]({source})"


def _film(video: str) -> Media:
    """The video of an element, by its first address that is no playlist."""
    found = (web_url(clean(match[1]).replace("&amp;", "&")) for match in _SOURCE.finditer(video))
    sources = list(filter(None, found))
    url = next((address for address in sources if ".m3u8" not in address), next(iter(sources), ""))
    return Media(kind="gif" if "/tweet_video/" in url else "video", url=url, missing=_NOT_SAVED)


def _merged(cards: Sequence[LinkCard]) -> tuple[LinkCard, ...]:
    """The cards, each page once: a card's picture and its words are two paragraphs."""
    by_url: dict[str, LinkCard] = {}
    for card in cards:
        if card.url not in by_url or card.title:
            by_url[card.url] = card
    return tuple(by_url.values())
