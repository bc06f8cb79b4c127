"""The posts' own words in both outputs, block by block, so that the two can be compared letter by letter."""

from __future__ import annotations

import ctypes
import re
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pikepdf
import pypdfium2
import pypdfium2.raw

_XHTML = "{http://www.w3.org/1999/xhtml}"
_PLAIN = {"", "verse"}
"""Classes of paragraphs that hold the author's words; what the book says of a post has others."""
_UNSEEN = re.compile("[-\u00ad\ufffe\x02\\s\u200b-\u200f\u2060\ufe0e\ufe0f\u202a-\u202e\u2066-\u2069]+")


def of_epub(book: Path) -> list[str]:
    """The paragraphs, entries of lists with their labels, and blocks of code of all posts, without white space.

    Without those in scripts whose letters are not drawn one by one from left to right: what copies out of these depends
    on more than the words.
    """
    with zipfile.ZipFile(book) as file:
        pages = [ElementTree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xhtml")]
    left_to_right = (page for page in pages if page.get("dir") != "rtl")
    posts = (each for page in left_to_right for each in page.iter(f"{_XHTML}section") if each.get("class") == "post")
    told = (letters(block) for post in posts for block in _blocks(post))
    return [block for block in told if block and not any(map(_is_joined, block))]


def of_pdf(book: Path) -> str:
    """The text of a PDF as a listener hears it, in the order of its tags, without white space."""
    said = [_marked(page) for page in pypdfium2.PdfDocument(book)]
    with pikepdf.open(book) as pdf:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        order = [(places[page], mark) for page, mark in _marks(pdf.Root.StructTreeRoot)]
    return letters("".join(said[page].get(mark, "") for page, mark in order))


def _is_joined(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M") or unicodedata.bidirectional(sign) in ("R", "AL", "AN")


def _marked(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of a page's marked contents, by their numbers."""
    found: dict[int, str] = defaultdict(str)
    page_text = page.get_textpage()
    for part in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
        length = pypdfium2.raw.FPDFTextObj_GetText(part, page_text, None, 0)
        text = ctypes.create_string_buffer(length)
        pypdfium2.raw.FPDFTextObj_GetText(
            part, page_text, ctypes.cast(text, ctypes.POINTER(pypdfium2.raw.FPDF_WCHAR)), length
        )
        found[pypdfium2.raw.FPDFPageObj_GetMarkedContentID(part)] += text.raw.decode("utf-16-le").rstrip("\0")
    return found


def _marks(element: Any, page: tuple[int, int] = (0, 0)) -> Iterator[tuple[tuple[int, int], int]]:
    """The marked contents below an element of structure, in order: each its page and its number; not those of notes,
    which are forms on a page."""
    page = element.Pg.objgen if "/Pg" in element else page
    inner = element.get("/K", pikepdf.Array())
    for each in inner if isinstance(inner, pikepdf.Array) else [inner]:
        if not isinstance(each, pikepdf.Dictionary):
            yield page, int(each)
        elif "/Stm" in each:
            continue
        elif "/MCID" in each:
            yield each.Pg.objgen if "/Pg" in each else page, int(each.MCID)
        else:
            yield from _marks(each, page)


def letters(text: str) -> str:
    """The text in NFC, without white space, hyphens, of which print has more, and signs that are not seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def _blocks(part: Element) -> Iterator[str]:
    for block in part:
        tag = block.tag.removeprefix(_XHTML)
        if tag in ("ul", "ol"):
            yield from _entries(block, tag)
        elif (tag == "p" and block.get("class", "") in _PLAIN) or tag in ("pre", "h1"):
            yield _text(block)
        elif tag in ("details", "blockquote"):
            yield from _blocks(block)


def _entries(block: Element, tag: str) -> Iterator[str]:
    for number, entry in enumerate(block, int(block.get("start", "1"))):
        sign = ")" if block.get("class") == "bracketed" else "."
        yield f"{number}{sign}" if tag == "ol" else "•"
        yield entry.text or ""
        for part in entry:
            inner = part.tag.removeprefix(_XHTML)
            yield from _entries(part, inner) if inner in ("ul", "ol") else [_text(part)]
            yield part.tail or ""


def _text(part: Element) -> str:
    """The text of an element, emoji that are drawn included; those of a server have no letters."""
    own = part.get("alt", "") if part.get("class") == "emoji" else part.text or ""
    return own + "".join(_text(child) + (child.tail or "") for child in part)
