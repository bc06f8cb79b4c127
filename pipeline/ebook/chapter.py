"""A chapter's body made ready for an EPUB: its virtual addresses become files of the book.

`x-thread:ID` leads to the other chapter's file (or to the original, where that thread is not in this book),
`x-picture:NAME` to the picture's file. Emoji become drawings that are read as the emoji they show.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from pipeline.ebook import address
from pipeline.errors import PublishError
from pipeline.model import Chapter, Thread
from pipeline.typeset.emoji import SCHEME, Emoji, ebook_element, mark

IMAGES, DRAWINGS = "images", "emoji"
"""The folders of the book that hold its pictures and the drawings of its emoji."""
_EMPTY = re.compile(r"<(?!(?:br|col|hr|img|wbr)\b)(\w+)([^<>]*) />")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A chapter as it stands in the book."""

    file: str
    """Its file within the book."""
    thread: Thread
    markup: str
    """The `<article>`."""
    emoji: tuple[Emoji, ...]
    """What it draws, each once."""


def file_name(chapter: Chapter) -> str:
    """The chapter's file within the book: stable between runs, for it comes from the thread alone."""
    return f"thread-{chapter.thread.slug}.xhtml"


def settle(chapter: Chapter, files: Mapping[str, str]) -> Body:
    """The chapter with addresses that hold within the book.

    files: the file name of each chapter of the book, by its thread's id.
    Raises PublishError where the theme put in a picture that the chapter does not have.
    """
    article = ElementTree.fromstring(chapter.body)
    drawn = mark(article, ebook_element)
    addresses = {f"x-picture:{picture.name}": f"{IMAGES}/{picture.name}" for picture in chapter.pictures}
    addresses |= {f"{SCHEME}{emoji.key}": f"{DRAWINGS}/{emoji.key}.svg" for emoji in drawn}
    _settle_links(article, files)
    _settle_images(article, addresses, chapter.thread)
    # Some readers take the file for HTML, where only a few elements may close themselves.
    markup = _EMPTY.sub(r"<\1\2></\1>", ElementTree.tostring(article, encoding="unicode"))
    return Body(file=files[chapter.thread.id], thread=chapter.thread, markup=markup, emoji=tuple(drawn))


def _settle_links(article: Element, files: Mapping[str, str]) -> None:
    for anchor in article.iter("a"):
        original = anchor.attrib.pop("data-href", "")
        href = anchor.get("href", "")
        scheme, _, rest = href.partition(":")
        if scheme == "x-thread":
            href = files.get(rest) or address.legal(original)
        elif not href.startswith("#"):
            href = address.legal(href)
        if href:
            anchor.set("href", href)
        else:
            # A span reads the same and promises nothing.
            anchor.tag = "span"
            anchor.attrib.pop("href", None)


def _settle_images(article: Element, addresses: Mapping[str, str], thread: Thread) -> None:
    for image in article.iter("img"):
        source = image.get("src", "")
        if source not in addresses:
            raise PublishError(
                f"the theme shows a picture that the thread does not have: {source!r}",
                path=thread.source.name,
                hint="Let the theme's thread.md.j2 show only pictures of the thread's posts.",
            )
        image.set("src", addresses[source])
