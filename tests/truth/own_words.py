"""The posts' own words in both outputs, block by block, so that the two can be compared letter by letter."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pypdfium2

_XHTML = "{http://www.w3.org/1999/xhtml}"
_PLAIN = {"", "verse"}
"""Classes of paragraphs that hold the author's words; what the book says of a post has others."""
_MM = 72 / 25.4
_HEAD, _FOOT = 19 * _MM, 22 * _MM
"""Heights of what stands above and below the text."""
_HYPHEN = re.compile("[-\u00ad]?\ufffe\\s*|\u00ad\\s*|\x02\\s*")
_UNSEEN = re.compile("[\\s\u200b-\u200f\u2060\ufe0e\ufe0f\u202a-\u202e\u2066-\u2069]+")


def of_epub(book: Path) -> list[str]:
    """The paragraphs, entries of lists with their labels, and blocks of code of all posts, without white space."""
    with zipfile.ZipFile(book) as file:
        pages = [ElementTree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xhtml")]
    posts = (each for page in pages for each in page.iter(f"{_XHTML}section") if each.get("class") == "post")
    return [told for post in posts for block in _blocks(post) if (told := letters(block))]


def of_pdf(book: Path) -> str:
    """The text of all pages, without what stands above and below it, and without white space."""
    pages = []
    for page in pypdfium2.PdfDocument(book):
        width, height = page.get_size()
        pages.append(page.get_textpage().get_text_bounded(0, _FOOT, width, height - _HEAD))
    return letters("\n".join(pages))


def letters(text: str) -> str:
    """The text in NFC, without white space, soft hyphens and signs that are not seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", _HYPHEN.sub("", text)))


def _blocks(part: Element) -> Iterator[str]:
    for block in part:
        tag = block.tag.removeprefix(_XHTML)
        if tag in ("ul", "ol"):
            yield from _entries(block, tag)
        elif (tag == "p" and block.get("class", "") in _PLAIN) or tag == "pre":
            yield _text(block)
        elif tag in ("details", "blockquote"):
            yield from _blocks(block)


def _entries(block: Element, tag: str) -> Iterator[str]:
    for number, entry in enumerate(block, int(block.get("start", "1"))):
        yield f"{number}." if tag == "ol" else "•"
        yield entry.text or ""
        for part in entry:
            inner = part.tag.removeprefix(_XHTML)
            yield from _entries(part, inner) if inner in ("ul", "ol") else [_text(part)]
            yield part.tail or ""


def _text(part: Element) -> str:
    """The text of an element, emoji that are drawn included; those of a server have no letters."""
    own = part.get("alt", "") if part.get("class") == "emoji" else part.text or ""
    return own + "".join(_text(child) + (child.tail or "") for child in part)
