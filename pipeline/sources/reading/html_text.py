"""The markup of a post as HTML knows it, written as text with spans in the forms of `block_text`.

What means something stays: as a style of words where there is one, else in signs. A reader of a format handles what is
its own, links first of all, and leaves the rest to this.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from pipeline.model import Style
from pipeline.sources.reading.block_text import BlockText
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.html_tree import NOT_TEXT, attribute, content
from pipeline.sources.reading.list_labels import Labels
from pipeline.sources.reading.math_text import formula
from pipeline.text.shortcodes import SHORTCODE

STYLES: dict[str, Style] = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "italic"),
    **dict.fromkeys(("code", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "strike", "del"), "struck"),
    **dict.fromkeys(("u", "ins"), "underlined"),
    "sup": "superscript",
    "sub": "subscript",
    "mark": "marked",
    "kbd": "keys",
}
"""Styles by the elements of HTML that have one."""
_PARAGRAPHS = frozenset(("p", "div", "section", "article", "header", "footer", "main", "aside", "address", "center"))
_PARAGRAPHS |= {"details", "summary", "figure", "figcaption", "caption"}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHITE = re.compile(r"[ \t\n]+")
_NUMBER = re.compile(r"-?[0-9]{1,6}")


class HtmlText(BlockText):
    """A builder of text that takes the elements of HTML as a walk meets them."""

    def __init__(self) -> None:
        super().__init__()
        self._explained: set[str] = set()

    def is_whole(self, node: LexborNode) -> bool:
        """Whether an element is taken as a whole, or not at all: its content is not walked."""
        return node.tag in ("pre", "math", "rp") or node.tag in NOT_TEXT

    def words(self, text: str) -> None:
        """Take running text, in which all white space is alike."""
        self.flow(_WHITE.sub(" ", text))

    def element(self, node: LexborNode, entering: bool) -> None:
        """Take the beginning or the end of an element."""
        tag = node.tag or ""
        if style := STYLES.get(tag):
            self.open() if entering else self.close(style)
        elif tag in _PARAGRAPHS or tag in _HEADINGS:
            self._block(node, entering)
        elif tag in ("ul", "ol", "menu", "li", "dl", "dt", "dd"):
            self._list(node, entering)
        elif tag in ("table", "tr", "td", "th"):
            self._table(tag, entering)
        elif tag in ("blockquote", "q", "rt", "abbr"):
            self._aside(node, entering)
        elif entering:
            self._single(node)

    def _single(self, node: LexborNode) -> None:
        """Take an element without content of its own, or one that is taken as a whole."""
        match node.tag:
            case "br":
                self.hard_break() if self._in_row else self.line_break()
            case "hr":
                self.rule()
            case "pre":
                self.code(clean(node.text() or "").lstrip("\n").rstrip())
            case "math":
                self.flow(clean(formula(node)))
            case "img" if SHORTCODE.fullmatch(attribute(node, "alt")):
                self.words(clean(attribute(node, "alt")))

    def _block(self, node: LexborNode, entering: bool) -> None:
        heading = node.tag in _HEADINGS
        if entering:
            self.paragraph(tight=node.parent is not None and node.parent.tag == "dd")
            if heading:
                self.open()
            return
        if heading:
            self.close("bold")
        self.end_paragraph()

    def _list(self, node: LexborNode, entering: bool) -> None:
        match node.tag:
            case "li":
                self.open_item(_number(node, "value")) if entering else self.close_item()
            case "dt":
                self.open_term() if entering else self.close_term()
            case "dd":
                self.open_meaning() if entering else self.close_item()
            case _ if entering:
                self.open_list(_labels(node))
            case _:
                self.close_list()
                self.end_paragraph()

    def _table(self, tag: str, entering: bool) -> None:
        match tag:
            case "table":
                self.open_table() if entering else self.close_table()
            case "tr":
                self.open_row() if entering else self.close_row()
            case _ if entering:
                self.open_cell()
                self.open()
            case _:
                self.close("bold" if tag == "th" else None)

    def _aside(self, node: LexborNode, entering: bool) -> None:
        """Take words that stand in quotation marks or brackets, or get some behind them."""
        match node.tag:
            case "blockquote" if entering:
                self.gap("\n\n")
                self.open_quotation()
            case "blockquote":
                self.close_quotation()
                self.end_paragraph()
            case "q":
                self.open_quotation() if entering else self.close_quotation()
            case "rt":
                self.open_bracket() if entering else self.close_bracket()
            case _ if not entering:
                self._explain(content(node), clean(attribute(node, "title")).strip())

    def _explain(self, short: str, long: str) -> None:
        """Add what an abbreviation stands for, the first time."""
        if short and long and long.casefold() != short.casefold() and long not in self._explained:
            self._explained.add(long)
            self.follow(f" ({long})")


def _labels(node: LexborNode) -> Labels:
    """The labels of a list as its attributes say."""
    if node.tag != "ol":
        return Labels()
    counts_down = "reversed" in node.attributes
    start = _number(node, "start")
    if start is None:
        start = sum(each.tag == "li" for each in node.iter()) if counts_down else 1
    numerals = attribute(node, "type")
    return Labels(start, -1 if counts_down else 1, numerals if numerals in ("a", "A", "i", "I") else "1")


def _number(node: LexborNode, name: str) -> int | None:
    value = attribute(node, name).strip()
    return int(value) if _NUMBER.fullmatch(value) else None
