"""Kobo's own markup: on its readers, a sentence is marked, annotated and found again by the span around it.

The rules are those of the books in Kobo's shop, as the converters kepubify and calibre have found them: a span for each
sentence, called by the number of its block and its own in that; a block of its own for each picture; two divisions
around the body, which pages are set up by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from pipeline.ebook.page import Page
from pipeline.text.sentences import sentences
from pipeline.typeset.breaks import SOFT

_BODY = re.compile(r"(</head>.*?<body[^>]*>)(.*)(</body>)", re.DOTALL)
_TAG = re.compile(r"(<!--.*?-->|<(?!wbr\b)[^>]*>)", re.DOTALL)
"""What parts one text from the next. A place for lines to end parts no sentence."""
_NAME = re.compile(r"</?([\w:-]+)")
_VERBATIM = {"audio", "math", "nav", "pre", "script", "style", "svg", "video"}
"""Elements whose content stays as it is. (In a nav, spans around pictures are not allowed.)"""
_BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul"}
"""Elements with whose text another number begins."""
_STYLE = '<style type="text/css" id="kobostylehacks">div#book-inner { margin-top: 0; margin-bottom: 0; }</style>\n'
_OPENING, _CLOSING = '<div id="book-columns"><div id="book-inner">', "</div></div>"


def spanned(page: Page) -> Page:
    """The page with Kobo's markup; its words stay as they are. Numbers begin anew with each page."""
    return replace(page, text=_BODY.sub(_marked, page.text, count=1))


def _marked(page: re.Match[str]) -> str:
    return f"{_STYLE}{page[1]}{_OPENING}{''.join(_Spans().around(page[2]))}{_CLOSING}{page[3]}"


class _Spans:
    """The spans of a page, as they are numbered."""

    def __init__(self) -> None:
        self._block = self._sentence = 0
        self._begins = True
        """Whether the next text begins a block."""

    def around(self, markup: str) -> Iterator[str]:
        """The markup of a body in pieces, with spans around its sentences and pictures."""
        verbatim = 0
        for place, piece in enumerate(_TAG.split(markup)):
            tag = _NAME.match(piece) if place % 2 else None
            name = tag[1] if tag else ""
            if not place % 2:
                has_words = not verbatim and piece.replace(SOFT, "").strip()
                yield from map(self._span, sentences(piece.replace("&quot;", '"'))) if has_words else (piece,)
            elif name == "img" and not verbatim:
                self._begins = True
                yield self._span(piece)
            else:
                yield piece
                self._begins |= name in _BLOCKS and not piece.startswith("</")
                if name in _VERBATIM and not piece.endswith("/>"):
                    verbatim += -1 if piece.startswith("</") else 1

    def _span(self, content: str) -> str:
        if self._begins:
            self._block, self._sentence, self._begins = self._block + 1, 0, False
        self._sentence += 1
        return f'<span class="koboSpan" id="kobo.{self._block}.{self._sentence}">{content}</span>'
