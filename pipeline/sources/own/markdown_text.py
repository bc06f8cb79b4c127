"""Markdown posts as plain text with spans, in the forms of `block_text`."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from pipeline.errors import Notice
from pipeline.model import Media, Span, SpanKind
from pipeline.sources.reading.attachment import attach
from pipeline.sources.reading.block_text import BlockText
from pipeline.sources.reading.files import Input
from pipeline.text.web_addresses import web_url

_STYLES: dict[str, SpanKind] = {"strong_close": "bold", "em_close": "italic"}


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
                for child in token.children or ():
                    self._inline(child)
            case "fence" | "code_block":
                self._text.code(token.content.strip("\n"))
            case "hr":
                self._text.rule()
            case "bullet_list_open" | "ordered_list_open":
                self._text.open_list(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else 0)
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
            case "strong_open" | "em_open":
                self._text.open()
            case "strong_close" | "em_close":
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
                self._text.flow(token.content)

    def _image(self, token: Token) -> None:
        source = str(token.attrGet("src") or "")
        alt = "".join(" " if child.type.endswith("break") else child.content for child in token.children or ()).strip()
        if url := web_url(source):
            self.media.append(Media(alt=alt, url=url, missing="not saved with the thread"))
            return
        media, notices = attach(self._item, unquote(source), alt=alt, where=self._where)
        self.media.append(media)
        self.notices += notices
