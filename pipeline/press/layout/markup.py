"""What WeasyPrint is given, ready made as far as can be: trees as trees, style sheets and fonts read once in a process.

Its own parsers are in Python, and slow; together this takes a quarter off the time of a thread.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from xml.etree.ElementTree import Element

import cssselect2
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from pipeline.press.layout.messages import Messages, repeat

_FETCHES = re.compile(r"@(?:import|color-profile)", re.IGNORECASE)
"""Rules for which WeasyPrint fetches a file while it parses."""


class Page(weasyprint.HTML):
    """A document given as a tree, which is what WeasyPrint's parser makes of HTML."""

    def __init__(self, root: Element, fetcher: URLFetcher) -> None:
        super().__init__(string="", url_fetcher=fetcher)
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = root


def style_sheet(text: str, fetcher: URLFetcher) -> weasyprint.CSS:
    """The parsed style sheet: the same object for the same text, unless that needs other files."""
    if _FETCHES.search(text):
        return weasyprint.CSS(string=text, url_fetcher=fetcher)
    css, said = _parsed(text)
    repeat(said)
    return css


@lru_cache(64)
def _parsed(text: str) -> tuple[weasyprint.CSS, tuple[str, ...]]:
    with Messages() as messages:
        css = weasyprint.CSS(string=text)
    return css, tuple(messages.said)


@cache
def font_configuration() -> FontConfiguration:
    """The fonts that fontconfig finds: 20 ms to look for, and the same for all documents."""
    return FontConfiguration()
