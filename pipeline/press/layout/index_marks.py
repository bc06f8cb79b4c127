"""Marks of an index: the elements of a thread that show its terms, and the pages that these come to stand on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.model import Author
from pipeline.press.layout.box_tree import all_boxes
from pipeline.typeset import index_terms
from pipeline.typeset.index_terms import Term

_OF_OURS = {"recording", "missing"}
"""Classes of words of ours about a medium, whose links lead to that."""
_PEOPLE = {"quote-author", "guest"}
"""Classes of paragraphs that say who speaks."""

_MARK = "data-term"
"""Attribute of elements with the id of the term that they show."""


def mark(article: Element) -> bool:
    """Mark the elements of a chapter that show terms; returns whether there are any.

    Of the author of the thread there is none: all of it is theirs.
    """
    ours = [part for part in article.iter() if part.tag == "figcaption" or part.get("class") in _OF_OURS]
    apart = {anchor for part in ours for anchor in part.iter("a")}
    found = False
    for part in article.iter():
        if "class" in part.attrib and part not in apart and (term := _term(part)):
            part.set(_MARK, term.id)
            found = True
    return found


def _term(part: Element) -> Term | None:
    kind = part.get("class", "")
    if kind == "mention":
        return index_terms.mentioned(_text(part), part.get("href", ""))
    if kind == "hashtag":
        return index_terms.hashtag(_text(part))
    if kind == "link":
        return index_terms.site(part.get("href", ""))
    if kind == "link-card":
        return next(filter(None, (index_terms.site(each.get("href", "")) for each in part.iter("a"))), None)
    return _person(part) if kind in _PEOPLE else None


def _person(part: Element) -> Term | None:
    handle = next((_text(each) for each in part if each.get("class") == "handle"), "")
    name = _text(part[0]) if len(part) else ""
    if name.startswith("@") and not handle:
        name, handle = "", name
    return index_terms.person(Author(name=name, handle=handle.removeprefix("@")))


def _text(part: Element) -> str:
    return "".join(part.itertext())


class TermPages:
    """The pages that terms stand on, taken down while a document is printed."""

    def __init__(self, *, marked: bool) -> None:
        """marked: whether the document has any."""
        self._marked = marked
        self._pages: dict[str, dict[int, None]] = {}
        self._count = 0

    def take(self, document: Any) -> None:
        """Take down the pages of a document, after those that are there: a weasyprint.Document that is laid out."""
        for number, page in enumerate(document.pages if self._marked else (), self._count):
            for id in self._shown(page):
                self._pages.setdefault(id, {})[number] = None
        self._count += len(document.pages)

    def record(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Ids of terms with the numbers of their pages, from 0."""
        return tuple((id, tuple(pages)) for id, pages in self._pages.items())

    def _shown(self, page: Any) -> Iterator[str]:
        for box in all_boxes(page._page_box):
            if box.element is not None and (id := box.element.get(_MARK)):
                yield id
