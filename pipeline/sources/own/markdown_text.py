"""Markdown posts as plain text with spans, in the forms of `block_text`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from pipeline.errors import Notice
from pipeline.model import Media, Message, Span, Style
from pipeline.sources.reading.attachment import attach
from pipeline.sources.reading.block_text import BlockText
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.html_text import STYLES
from pipeline.sources.reading.list_labels import Labels
from pipeline.text.web_addresses import web_url

_STYLES: dict[str, Style] = {"strong_close": "bold", "em_close": "italic", "s_close": "struck"}
_SPACES = re.compile(r"[ \t]+")
_TAG = re.compile(r"<(/?)([a-z]+)\s*/?>", re.IGNORECASE)


class PostText:
    """The reading of one post, from the tokens between two lines of "---"."""

    def __init__(self, item: Input, where: str) -> None:
        self.media: list[Media] = []
        self.notices: list[Notice] = []
        self._item = item
        self._where = where
        self._text = BlockText()
        self._links: list[str] = []

    def read(self, tokens: Sequence[Token]) -> tuple[str, tuple[Span, ...]]:
        """The text and its spans; media and notices are kept in the attributes."""
        for token in tokens:
            self._block(token)
        return self._text.finish()

    def _block(self, token: Token) -> None:
        match token.type:
            case "paragraph_open":
                self._text.paragraph(tight=token.hidden)
            case "heading_open":
                self._text.paragraph()
                self._text.open()
            case "heading_close":
                self._text.close("bold")
            case "inline":
                self._words(token.children or [])
            case "fence" | "code_block":
                self._text.code(token.content.strip("\n"))
            case "hr":
                self._text.rule()
            case "bullet_list_open" | "ordered_list_open":
                start = token.attrGet("start")
                number = 1 if start is None else int(start)
                self._text.open_list(Labels(number if token.type == "ordered_list_open" else None))
            case "bullet_list_close" | "ordered_list_close":
                self._text.close_list()
            case "list_item_open":
                self._text.open_item()
            case "list_item_close":
                self._text.close_item()
            case "blockquote_open":
                self._text.open_quotation()
            case "blockquote_close":
                self._text.close_quotation()

            case _:
                self._table(token)

    def _table(self, token: Token) -> None:
        match token.type:
            case "table_open":
                self._text.open_table()
            case "table_close":
                self._text.close_table()
            case "tr_open":
                self._text.open_row()
            case "tr_close":
                self._text.close_row()
            case "th_open" | "td_open":
                self._text.open_cell()
                self._text.open()
            case "th_close" | "td_close":
                self._text.close("bold" if token.type == "th_close" else None)

    def _words(self, tokens: list[Token]) -> None:
        """Take a run of words. Tags of styles that have an end are read; all else that looks like a tag is text."""
        paired = dict(_pairs(tokens))
        for place, token in enumerate(tokens):
            tag = _tag(token)
            if tag == "br":
                self._text.hard_break()
            elif place not in paired:
                self._inline(token)
            elif paired[place]:
                self._text.open()
            else:
                self._text.close(STYLES[tag])

    def _inline(self, token: Token) -> None:
        match token.type:
            case "softbreak":
                self._text.gap(" ")
            case "hardbreak":
                self._text.hard_break()
            case "code_inline":
                self._text.open()
                self._text.add(token.content)
                self._text.close("code")
            case "strong_open" | "em_open" | "s_open":
                self._text.open()
            case "strong_close" | "em_close" | "s_close":
                self._text.close(_STYLES[token.type])
            case "link_open":
                self._text.open()
                self._links.append(web_url(str(token.attrGet("href") or "")))
            case "link_close":
                target = self._links.pop()
                self._text.close("link" if target else None, target)
            case "image":
                self._image(token)
            case _:
                self._text.flow(_SPACES.sub(" ", token.content))  # as HTML shows them

    def _image(self, token: Token) -> None:
        source = str(token.attrGet("src") or "")
        alt = "".join(" " if child.type.endswith("break") else child.content for child in token.children or ()).strip()
        if url := web_url(source):
            self.media.append(Media(alt=alt, url=url, missing=Message("not-saved-with-thread")))
            return
        media, notices = attach(self._item, unquote(source), alt=alt, where=self._where)
        self.media.append(media)
        self.notices += notices


def _pairs(tokens: Sequence[Token]) -> Iterator[tuple[int, bool]]:
    """The places of tags of styles that belong together, and whether each opens; nothing begins or ends between them
    that does not also end or begin there."""
    opened: list[tuple[int, str]] = []
    for place, token in enumerate(tokens):
        tag = _tag(token)
        if token.nesting > 0:
            opened.append((place, ""))
        elif token.nesting < 0:
            while opened and opened.pop()[1]:
                pass
        elif tag in STYLES and not token.content.startswith("</"):
            opened.append((place, tag))
        elif tag in STYLES and opened and opened[-1][1] == tag:
            yield opened.pop()[0], True
            yield place, False


def _tag(token: Token) -> str:
    """The name of the tag of HTML that a token is, or ""."""
    match = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
    return match[2].lower() if match else ""
