"""HTML trees: saved pages, parsed within a budget and walked without recursion.

Parsing HTML costs time in proportion to the sum of every element's depth, because the parser looks through the open
elements at each tag; elements of style that are never closed are copied into each block, and attributes are compared
with one another. No page that a browser saved comes near the budget. A file made to be slow does, and is refused
before it is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.errors import PublishError
from pipeline.model.limits import MAX_ATTRIBUTES, MAX_WORK
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.web_archive import live

NOT_TEXT = frozenset(("script", "style", "iframe", "noscript", "template", "svg", "object", "embed", "head"))
"""Elements of which nothing is shown as text."""

_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++)?+)?+"""
_TOKEN = re.compile(
    rf"""
    <!--.*?(?:-->|\Z)
  | (?P<raw><(?P<raw_name>iframe|noembed|noframes|noscript|script|style|textarea|title|xmp)(?![^\s/>])
        (?:{_ATTRIBUTE})*+[\s/]*+>) .*? (?:</(?P=raw_name)(?![^\s/>])[^>]*+>?|\Z)
  | <(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?P<attributes>(?:{_ATTRIBUTE})*+)[\s/]*+>?
  | <[!?/][^>]*+>?
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_NEVER_OPEN = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_NEVER_OPEN |= {"dd", "dt", "li", "option", "p", "td", "th", "tr"}
"""Elements without content, or whose end many pages leave out."""
_ONCE = {"html", "body"}
"""Elements of which a second tag only adds attributes to the first."""
_COPIED = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
_COPY = 16
"""Cost of an open element of style at each tag, where another costs 1."""


def head_of(item: Input) -> str:
    """The beginning of a file that may be a page, as text; "" where it does not begin as markup does."""
    head = item.head.decode("utf-8", "ignore")
    return head if head.lstrip("\ufeff \t\r\n\0").startswith("<") else ""


def parse(item: Input, text: str) -> LexborNode:
    """The root element of a page, without comments and scripts. Raises PublishError where it exceeds the budget.

    Addresses are those that a page had before a web archive kept it.
    """
    root = LexborHTMLParser(_TOKEN.sub(_Budget(item), live(text))).root
    assert root is not None  # the parser adds what a page lacks
    return root


class _Budget:
    """The budget of a page: weighs each token, and leaves out comments and the content of elements that are no markup.

    Ends that do not end the last open element count for nothing: the parser passes over many of them.
    """

    def __init__(self, item: Input) -> None:
        self._item = item
        self._open: list[str] = []
        self._copied = 0
        self._work = 0
        self._seen: set[str] = set()

    def __call__(self, token: re.Match[str]) -> str:
        if token["raw"]:
            return f"{token['raw']}</{token['raw_name']}>"
        if not token["name"]:
            return "<!---->"  # not nothing: what stands on both sides must not become a tag
        name = token["name"].lower()
        if token["end"]:
            self._close(name)
            return token[0]
        self._work += 10 + len(self._open) + _COPY * self._copied
        if self._work > MAX_WORK:
            raise self._error("its tags are too many, or nested too deeply")
        attributes = token["attributes"]
        if len(attributes) > MAX_ATTRIBUTES and len(re.findall(_ATTRIBUTE, attributes)) > MAX_ATTRIBUTES:
            raise self._error(f"a tag with more than {MAX_ATTRIBUTES} attributes")
        if name in _ONCE:
            if name in self._seen:
                return "<!---->"
            self._seen.add(name)
        if name not in _NEVER_OPEN:
            self._open.append(name)
            self._copied += name in _COPIED
        return token[0]

    def _close(self, name: str) -> None:
        if self._open and self._open[-1] == name:
            self._open.pop()
            self._copied -= name in _COPIED

    def _error(self, message: str) -> PublishError:
        return self._item.error(message, hint="Save the page again, with a browser.")


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
