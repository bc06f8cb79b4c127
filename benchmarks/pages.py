"""The finished HTML that other tools start from: the chapters and the style sheet of our own theme.

They are spared the reading and typesetting, which Threadbound's times include. What a theme may leave to the binding
(page numbers, running heads, the contents) `rivals/book.css` and `_contents` ask of the tool.

    pages/book.html, pages/<slug>.html …, pages/*.css, pages/pictures/, pages/emoji/
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from benchmarks import rivals
from pipeline.collection.finding import gathered
from pipeline.collection.search import Search
from pipeline.library import Library
from pipeline.model import Chapter
from pipeline.sources import discovery
from pipeline.typeset import chapter, emoji, fonts
from pipeline.typeset import theme as themes
from pipeline.typeset.links import Index

BOOK = f"{rivals.BOOK}.html"
_EXTRA = Path(__file__).parent / "rivals" / "book.css"


def make(corpus: Path, pages: Path) -> None:
    """Write a page for each thread of a corpus, and one with all of them."""
    theme = themes.load(themes.DEFAULT)
    found = discovery.find([str(corpus)])
    captures = (capture for item in found if item.reader for capture in item.reader.read(item.input))
    threads = gathered(captures, Search(), Library()).threads
    index = Index(threads)
    chapters = [chapter.typeset(thread, theme, index.links(thread)) for thread in threads]
    for folder in (pages / "pictures", pages / "emoji"):
        folder.mkdir(parents=True, exist_ok=True)
    for picture in (picture for each in chapters for picture in each.pictures):
        (pages / "pictures" / picture.name).write_bytes(picture.data)
    (pages / "print.css").write_text(theme.text("print.css"), encoding="utf-8")
    shutil.copy(_EXTRA, pages)
    for each in chapters:
        _write(pages / f"{each.thread.slug}.html", each.thread.title, [each])
    _write(pages / BOOK, "Collected Threads", chapters)


def _write(path: Path, title: str, chapters: list[Chapter]) -> None:
    """Write chapters, more than one with a title page and contents, as an HTML document."""
    root = Element("html", {"lang": "en"})
    body = Element("body", {"class": "book" if len(chapters) > 1 else "single"})
    if len(chapters) > 1:
        body.extend(_contents(title, chapters))
    for each in chapters:
        article = ElementTree.fromstring(each.body)
        if article.get("lang") == root.get("lang"):
            del article.attrib["lang"]
        body.append(article)
        body.extend(ElementTree.fromstring(f"<div>{each.notes}{each.credits}</div>"))
    _address(body, {f"x-thread:{each.thread.id}" for each in chapters})
    for drawn in emoji.mark(body, _emoji_element, fonts.printable):
        (path.parent / "emoji" / f"{drawn.key}.svg").write_bytes(emoji.drawing(drawn.key))
    root.append(_head(title, body))
    root.append(body)
    path.write_text("<!DOCTYPE html>" + ElementTree.tostring(root, encoding="unicode", method="html"), encoding="utf-8")


def _contents(title: str, chapters: list[Chapter]) -> Iterable[Element]:
    front = Element("section", {"class": "title-page"})
    SubElement(front, "h1", {"class": "book-title"}).text = title
    section = Element("section", {"class": "contents"})
    SubElement(section, "h1").text = "Contents"
    entries = SubElement(section, "ol")
    for each in chapters:
        entry = SubElement(SubElement(entries, "li"), "p", {"class": "entry"})
        SubElement(entry, "a", {"href": f"x-thread:{each.thread.id}"}).text = each.thread.title
    return front, section


def _address(body: Element, here: set[str]) -> None:
    """Give pictures and links between threads addresses that any tool can follow."""
    for image in body.iter("img"):
        image.set("src", image.get("src", "").replace("x-picture:", "pictures/"))
    for anchor in body.iter("a"):
        original = anchor.attrib.pop("data-href", "")
        target = anchor.get("href", "")
        if target in here:
            anchor.set("href", target.replace("x-thread:", "#thread-"))
        elif target.startswith("x-notes:"):
            anchor.set("href", target.replace("x-notes:", "#notes-"))
        elif original:
            anchor.set("href", original)


def _emoji_element(each: emoji.Emoji) -> Element:
    """The theme's own markup, with the drawing's file as its background."""
    element = emoji.print_element(each)
    element.set("style", f"background-image:url(emoji/{each.key}.svg)")
    return element


def _head(title: str, body: Element) -> Element:
    head = Element("head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "title").text = title
    text = "".join("" if isinstance(part, emoji.Emoji) else part for part in emoji.split("".join(body.itertext())))
    faces = f"--text-face:{fonts.stack(text)};--code-face:{fonts.stack('', fonts.MONO)}"
    SubElement(head, "style").text = f":root{{{faces}}}"
    for sheet in ("print.css", _EXTRA.name):
        SubElement(head, "link", {"rel": "stylesheet", "href": sheet})
    return head
