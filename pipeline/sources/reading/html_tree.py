"""HTML trees: saved pages, parsed and walked without recursion.

Parsing HTML costs time in proportion to the sum of every element's depth, because the parser looks through the open
elements at each tag. A file made to be slow meets the limit of the worker that reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.sources.reading.files import Input
from pipeline.sources.reading.web_archive import live

NOT_TEXT = frozenset(("script", "style", "iframe", "noscript", "template", "svg", "object", "embed", "head"))
"""Elements of which nothing is shown as text."""


def head_of(item: Input) -> str:
    """The beginning of a file that may be a page, as text; "" where it does not begin as markup does."""
    head = item.head.decode("utf-8", "ignore")
    return head if head.lstrip("\ufeff \t\r\n\0").startswith("<") else ""


def parse(text: str) -> LexborNode:
    """The root element of a page. Addresses are those that it had before a web archive kept it."""
    root = LexborHTMLParser(live(text)).root
    assert root is not None  # the parser adds what a page lacks
    return root


def walk(root: LexborNode, closed: Callable[[LexborNode], bool] = lambda _: False) -> Iterator[tuple[LexborNode, bool]]:
    """Each node in document order with True, and again with False when it ends.

    closed: whether an element's content is passed over.
    """
    node: LexborNode | None = root
    depth = 0
    while node is not None:
        yield node, True
        child = None if closed(node) else node.first_child
        if child is not None:
            node, depth = child, depth + 1
            continue
        yield node, False
        while depth and node.next is None and node.parent is not None:
            node, depth = node.parent, depth - 1
            yield node, False
        node = node.next if depth else None


def elements(root: LexborNode, *tags: str) -> Iterator[LexborNode]:
    """The elements of these names within (and including) an element, in document order."""
    return (node for node, entering in walk(root) if entering and node.tag in tags)


def of_class(root: LexborNode, name: str) -> Iterator[LexborNode]:
    """The elements of this class within (and including) an element, in document order."""
    return (node for node, entering in walk(root) if entering and name in classes(node))


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value; "" where it has none."""
    return node.attributes.get(name) or "" if node.is_element_node else ""


def classes(node: LexborNode) -> frozenset[str]:
    """The element's classes."""
    return frozenset(attribute(node, "class").split())


def content(root: LexborNode, closed: Callable[[LexborNode], bool] = lambda _: False) -> str:
    """The text within an element, white space collapsed; scripts and styles are not text."""
    parts = [
        node.text_content or ""
        for node, entering in walk(root, lambda node: node.tag in NOT_TEXT or closed(node))
        if entering and node.is_text_node
    ]
    return " ".join("".join(parts).split())
