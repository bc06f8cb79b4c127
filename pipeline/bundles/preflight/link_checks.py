"""Checks of an EPUB's links and contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipeline.bundles.preflight.epub_container import NCX, OPS, XHTML, EpubContainer
from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault, names

_ADDRESSES = ("href", "src", "poster", "data", "{http://www.w3.org/1999/xlink}href")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
"""The beginning of an address that leads out of the EPUB."""
_REPORT = "Please report it, with the file if you can."


def sound_links(subject: Subject, _: object) -> Iterator[Fault]:
    """Every address in pages, navigation document, NCX and guide leads to a file, and its fragment to a place there."""
    epub = subject.epub
    there = set(epub.archive.namelist())
    places = {path: {each.get("id") for each in page.iter()} for path, page in epub.pages.items()}
    lost = []
    for source, address in _addresses(epub):
        href, _, fragment = address.partition("#")
        path = epub.place(source, href) if href else source
        if path not in there or (fragment and path in places and fragment not in places[path]):
            lost.append(f"{address} in {source}")
    if lost:
        yield Fault(f"links that lead nowhere: {names(lost)}", f"The book may be refused for them. {_REPORT}")


def _addresses(epub: EpubContainer) -> Iterator[tuple[str, str]]:
    """The addresses within the EPUB, each with the path of the file that has it."""
    trees = {epub.package_path: epub.package, **epub.pages}
    for path in epub.of_type("application/x-dtbncx+xml"):
        if (tree := epub.tree(path)) is not None:
            trees[path] = tree
    for path, tree in trees.items():
        for element in tree.iter():
            for name in _ADDRESSES:
                address = element.get(name, "").strip()
                if address and not _ELSEWHERE.match(address):
                    yield path, address


def levels(subject: Subject, limit: int) -> Iterator[Fault]:
    """Contents of so many levels at most, in the navigation document and in the NCX."""
    epub = subject.epub
    depths = [_depth(each, f"{XHTML}ol") for path in epub.navigation for each in _contents(epub, path)]
    for path in epub.of_type("application/x-dtbncx+xml"):
        tree = epub.tree(path)
        depths += [
            _depth(each, f"{NCX}navPoint") for each in (tree.iterfind(f"{NCX}navMap") if tree is not None else ())
        ]
    if (deepest := max(depths, default=0)) > limit:
        yield Fault(
            f"contents of {deepest} levels; {limit} are shown",
            "The lower ones are missing there, or stand among the others.",
            refused=False,
        )


def _contents(epub: EpubContainer, path: str) -> Iterator[Element]:
    page = epub.pages.get(path)
    return (each for each in (page.iter(f"{XHTML}nav") if page is not None else ()) if each.get(f"{OPS}type") == "toc")


def _depth(root: Element, level: str) -> int:
    """How many elements of a name lie in each other in an element."""
    deepest, waiting = 0, [(root, 0)]
    while waiting:
        element, above = waiting.pop()
        depth = above + (element.tag == level)
        deepest = max(deepest, depth)
        waiting += ((child, depth) for child in element)
    return deepest
