"""HTML of posts in the Fediverse as plain text with spans, in the forms of `block_text`.

Mastodon writes paragraphs, line breaks and links; other servers pass on lists, quotations and code as well. Links,
mentions and hashtags are marked by the server that made the post: what is not marked is none.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from pipeline.model import Span, SpanKind
from pipeline.sources.reading.block_text import BlockText
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.html_tree import NOT_TEXT, attribute, classes, parse, walk
from pipeline.sources.reading.rich_text import STYLES
from pipeline.text.shortcodes import SHORTCODE
from pipeline.text.web_addresses import web_url

_STYLES: dict[str, SpanKind] = {**STYLES, "code": "code"}
_PARAGRAPHS = frozenset(("p", "div", "section", "table"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHITE = re.compile(r"[ \t\n]+")
_NUMBER = re.compile(r"[0-9]{1,3}")


def read_html(item: Input, html: str, *, quotes: bool = False) -> tuple[str, tuple[Span, ...]]:
    """The text and its spans.

    quotes: the post has its quotation as data, so that the line which says it in the text ("RE: https://…") is dropped.
    Raises PublishError, naming the input, for markup made to be slow.
    """
    reading = _Reading(quotes)
    for node, entering in walk(parse(item, html), reading.closed):
        if node.is_text_node:
            if entering:
                reading.words(clean(node.text_content or ""))
        elif node.is_element_node:
            reading.element(node, entering)
    return reading.text.finish(entities=False)


class _Reading:
    """The walk through one post."""

    def __init__(self, quotes: bool) -> None:
        self.text = BlockText()
        self._hidden = frozenset(("invisible", "quote-inline") if quotes else ("invisible",))

    def closed(self, node: LexborNode) -> bool:
        """Whether an element's content is not shown, or is taken as a whole."""
        tag = node.tag
        if tag in ("span", "p"):
            return not self._hidden.isdisjoint(classes(node))
        return tag == "pre" or tag in NOT_TEXT

    def words(self, text: str) -> None:
        """Take running text, in which all white space is alike."""
        self.text.flow(_WHITE.sub(" ", text))

    def element(self, node: LexborNode, entering: bool) -> None:
        """Take the beginning or the end of an element."""
        tag = node.tag or ""
        if not entering and self.closed(node):
            return
        if tag in _STYLES or tag == "a" or tag == "span":
            self._inline(node, entering)
        elif tag in _PARAGRAPHS or tag in _HEADINGS:
            self._paragraph(entering, heading=tag in _HEADINGS)
        elif tag in ("ul", "ol"):
            self._list(node, entering)
        elif tag == "li":
            self.text.open_item() if entering else self.text.close_item()
        elif tag == "blockquote":
            self._quotation(entering)
        elif entering:
            self._single(node)

    def _single(self, node: LexborNode) -> None:
        """Take an element without content of its own, or one that is taken as a whole."""
        match node.tag:
            case "br":
                self.text.line_break()
            case "hr":
                self.text.rule()
            case "pre":
                self.text.code(clean(node.text() or "").lstrip("\n").rstrip())
            case "tr":
                self.text.gap("\n")
            case "td" | "th":
                self.text.gap(" ")
            case "img" if SHORTCODE.fullmatch(attribute(node, "alt")):
                self.words(clean(attribute(node, "alt")))

    def _inline(self, node: LexborNode, entering: bool) -> None:
        if node.tag == "span":
            if not entering and "ellipsis" in classes(node):
                self.text.follow("…")
        elif entering:
            self.text.open()
        elif style := _STYLES.get(node.tag or ""):
            self.text.close(style)
        else:
            names = classes(node)
            target = web_url(clean(attribute(node, "href")))
            tag = "hashtag" in names or "tag" in attribute(node, "rel").split()
            kind: SpanKind = "hashtag" if tag else "mention" if "mention" in names else "link"
            self.text.close(kind if target else None, target)

    def _paragraph(self, entering: bool, *, heading: bool) -> None:
        if entering:
            self.text.paragraph()
            if heading:
                self.text.open()
            return
        if heading:
            self.text.close("bold")
        self.text.end_paragraph()

    def _list(self, node: LexborNode, entering: bool) -> None:
        if not entering:
            self.text.close_list()
            self.text.end_paragraph()
        elif node.tag == "ul":
            self.text.open_list()
        else:
            start = attribute(node, "start")
            self.text.open_list(int(start) if _NUMBER.fullmatch(start) else 1)

    def _quotation(self, entering: bool) -> None:
        if entering:
            self.text.gap("\n\n")
            self.text.open_quotation()
        else:
            self.text.close_quotation()
            self.text.end_paragraph()
