"""Input of WeasyPrint, parsed beforehand: HTML as a tree, style sheets and fonts cached for the process.

Its own parsers are in Python, and slow; together this takes a quarter off the time of a thread.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any
from urllib.request import OpenerDirector
from xml.etree.ElementTree import Element

import cssselect2
import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from pipeline.press.layout.messages import Messages, repeat
from pipeline.press.sheet import faces
from pipeline.typeset import fonts
from pipeline.typeset.font_family import Family, content
from pipeline.typeset.theme import Theme

_FETCHES = re.compile(r"@(?:import|color-profile)", re.IGNORECASE)
"""CSS rules for which WeasyPrint fetches a file while it parses."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_USES = re.compile(r"note-|footnote|\bnote\(|list-item|@import", re.IGNORECASE)
"""Words of style sheets that have notes, or items of lists that are no `<li>`."""
_OF_ANY = ("marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
_ITEMS = ("li",)
"""Elements that are items of lists, to WeasyPrint, by themselves."""


class Markup(weasyprint.HTML):
    """A weasyprint.HTML made of a tree instead of a text."""

    def __init__(self, root: Element, fetcher: URLFetcher, css: str) -> None:
        """css: the text of its style sheets."""
        super().__init__(string="", url_fetcher=fetcher)
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = root
        self.css = _without_comments(css)

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        """WeasyPrint's own style sheets, without what the document does not need of them."""
        own = super()._ua_stylesheets(forms)
        return own if _has_notes(self.css) else [_lean(sheet) for sheet in own]


@lru_cache(64)
def _without_comments(css: str) -> str:
    """A style sheet without its comments. Cached, as all that is looked for in one: most documents have the same."""
    return _COMMENT.sub("", css)


@lru_cache(64)
def _has_notes(css: str) -> bool:
    return bool(_USES.search(css))


@cache
def _lean(sheet: Any) -> Any:
    """A style sheet without what it says of notes and markers of any element: WeasyPrint would make six styles of each
    element, five sixths of all, of which it uses those for items of lists."""
    lean, matcher = copy.copy(sheet), copy.copy(sheet.matcher)
    matcher.other_selectors = [each for each in matcher.other_selectors if each[3] not in _OF_ANY]
    markers = [each for each in sheet.matcher.other_selectors if each[3] == "marker"]
    named = matcher.lower_local_name_selectors
    matcher.lower_local_name_selectors = named | {name: [*named.get(name, ()), *markers] for name in _ITEMS}
    lean.matcher = matcher
    return lean


class StyleSheet(weasyprint.CSS):
    """A weasyprint.CSS that keeps the ways of counting that it defines."""

    def __init__(self, text: str, **options: Any) -> None:
        self.counter_style = CounterStyle()
        super().__init__(string=text, counter_style=self.counter_style, **options)


def counter_styles(sheets: Iterable[StyleSheet]) -> CounterStyle:
    """The ways of counting that style sheets define."""
    found = CounterStyle()
    for sheet in sheets:
        found.update(sheet.counter_style)
    return found


def style_sheet(text: str, fetcher: URLFetcher) -> StyleSheet:
    """The parsed style sheet, cached by its text, unless that needs other files."""
    if _FETCHES.search(text):
        return StyleSheet(text, url_fetcher=fetcher)
    css, said = _parsed(text)
    repeat(said)
    return css


@lru_cache(64)
def _parsed(text: str) -> tuple[StyleSheet, tuple[str, ...]]:
    with Messages() as messages:
        css = StyleSheet(text)
    return css, tuple(messages.said)


@cache
def font_configuration() -> FontConfiguration:
    """The fonts that fontconfig finds, cached: 20 ms to look for, and the same for all documents."""
    return FontConfiguration()


@cache
def add_spare(family: Family) -> None:
    """Tell fontconfig of a spare font, once for the process, or of the text face with all of its cuts."""
    face = fonts.chosen()
    if not face or face.family != family:
        _add(family)
        return
    for cut in face.cuts:
        weight = {"font_weight": cut.weight} if cut.weight else {}
        _add(cut.family, font_style="italic" if cut.is_italic else "normal", **weight)


@cache
def _add(family: Family, **descriptors: Any) -> None:
    """Tell fontconfig of a font. descriptors: of its `@font-face`."""
    data = content(family.package, family.regular)
    faces.add(family.package, family.regular, len(data))
    rule = {"src": [("external", f"x-font:{family.regular}")], "font_family": family.name, **descriptors}
    font_configuration().add_font_face(rule, _Bytes(data))


class _Bytes(URLFetcher):
    """A fetcher that gives these bytes for any address."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 (the base class has it)
        return URLFetcherResponse(url, self._data)


_DRAWING = {"Content-Type": "image/svg+xml"}
"""Said of drawings, or Pillow, where it can read them, would make pixels of them."""


class ThemeFiles(URLFetcher):
    """A fetcher that knows a theme's own files, and nothing else."""

    def __init__(self, theme: Theme) -> None:
        """Without that of the base class, which makes ready for networks: 0.5 ms for every document."""
        OpenerDirector.__init__(self)
        self._fail_on_errors = False
        self._theme = theme

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 (the base class has it)
        if url.startswith("x-theme:"):
            kind = _DRAWING if url.casefold().endswith(".svg") else {}
            return URLFetcherResponse(url, self._theme.read(url.removeprefix("x-theme:")), kind)
        raise ValueError("not part of this book")
