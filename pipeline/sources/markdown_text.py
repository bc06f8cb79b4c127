"""Markdown posts as plain text with spans, the way a person would type them into a network.

The forms that come out: paragraphs apart by a blank line; list lines that begin with "• " or "1. ", two spaces
deeper for each level; headings as bold lines; quotations between quotation marks; code as lines of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from pipeline.errors import Notice
from pipeline.model import Media, Span, SpanKind
from pipeline.sources.attachment import attach
from pipeline.sources.files import Input
from pipeline.sources.rich_text import RichText, web_url

_STYLES: dict[str, SpanKind] = {"strong_close": "bold", "em_close": "italic"}
_OPENERS, _CLOSERS = "“‘", "”’"
"""Quotation marks, for a quotation and for one within it."""
_RULE = "* * *"


class PostText:
    """One post, from the tokens between two lines of "---"."""

    def __init__(self, item: Input, where: str) -> None:
        self.media: list[Media] = []
        self.notices: list[Notice] = []
        self._item = item
        self._where = where
        self._text = RichText()
        self._lists: list[int] = []
        """The open lists: the next number of each, 0 for bullets."""
        self._quotations = 0
        self._links: list[str] = []

    def read(self, tokens: Sequence[Token]) -> tuple[str, tuple[Span, ...]]:
        """The text and its spans; media and notices are kept in the attributes."""
        for token in tokens:
            self._block(token)
        return self._text.finish()

    def _block(self, token: Token) -> None:
        match token.type:
            case "paragraph_open":
                self._begin(tight=token.hidden)
            case "heading_open":
                self._begin()
                self._text.open()
            case "heading_close":
                self._text.close("bold")
            case "inline":
                for child in token.children or ():
                    self._inline(child)
            case "fence" | "code_block":
                self._code(token.content.strip("\n"))
            case "hr":
                self._begin()
                self._text.add(_RULE)
            case "bullet_list_open" | "ordered_list_open":
                self._text.gap("\n" if self._lists else "\n\n")
                self._lists.append(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else 0)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._item_open()
            case "list_item_close":
                self._text.lead = self._waiting()
            case "blockquote_open":
                self._text.lead += _OPENERS[self._quotations % 2]
                self._quotations += 1
            case "blockquote_close":
                self._quotation_close()

    def _begin(self, *, tight: bool = False) -> None:
        """Begin a block: behind the bullet that waits, else on a line of its own, as deep as its list."""
        quotation = self._waiting()
        if self._text.lead.strip(" ") == quotation:
            self._text.gap("\n" if tight else "\n\n")
            self._text.lead = "  " * len(self._lists) + quotation

    def _item_open(self) -> None:
        number = self._lists[-1]
        self._lists[-1] += bool(number)
        self._text.gap("\n")
        bullet = f"{number}. " if number else "• "
        self._text.lead = "  " * (len(self._lists) - 1) + bullet + self._waiting()

    def _waiting(self) -> str:
        """The quotation marks that wait for the first words of their quotation."""
        return "".join(sign for sign in self._text.lead if sign in _OPENERS)

    def _quotation_close(self) -> None:
        self._quotations -= 1
        if self._waiting():  # nothing was quoted, or nothing more after code
            self._text.lead = self._text.lead[:-1]
        else:
            self._text.follow(_CLOSERS[self._quotations % 2])

    def _code(self, code: str) -> None:
        """Lines of their own; quotations end before them and begin again after them."""
        if not code.strip():
            return
        begun = self._quotations - len(self._waiting())
        self._text.follow("".join(_CLOSERS[level % 2] for level in reversed(range(begun))))
        self._text.lead = ""
        self._text.gap("\n\n")
        self._text.open()
        self._text.add(code)
        self._text.close("code")
        self._text.gap("\n\n")
        self._text.lead = "".join(_OPENERS[level % 2] for level in range(self._quotations))

    def _inline(self, token: Token) -> None:
        match token.type:
            case "softbreak":
                self._text.gap(" ")
            case "hardbreak":
                self._text.gap("\n" + "  " * len(self._lists))
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
