"""Values of style sheets: what a theme's `env(NAME)` stands for, in print and in EPUBs, at-rules included.

CSS has env() for constants of whoever shows a page. Here it is filled in before any engine reads the style sheet, for
few know it, and e-readers know no custom properties either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pipeline.errors import ThemeError
from pipeline.typeset.theme_options import AUTO, Option, flat

if TYPE_CHECKING:
    from pipeline.typeset.geometry import Geometry

_ENV = re.compile(r"/\*.*?\*/|(?<![\w-])env\(\s*(?P<name>[^\s()]*)\s*\)", re.DOTALL)
"""A value, or a comment, in which there are none."""
_NO_IDENT = re.compile(r"[_.]")
_INKS = {"ink-strong": 3, "ink-soft": 4, "ink-faint": 5, "rule-strong": 8, "rule": 9}
"""Fifteenths of paper that are mixed into the ink, by names: for small letters, and for lines."""
_BLUE = "#1f4e8c"
"""Colour of links on pages of one side: 8 to 1 on white."""
_TALL, _SQUARE = 0.06, 0.18
"""What is added to the leading for scripts with marks above and below, and for letters that fill their squares."""


def values(settings: Mapping[str, Any], options: Mapping[str, Option], page: Geometry) -> dict[str, str]:
    """The values by their names: of the page, of its letters and colours, and of each option, "_" and "." as "-"."""
    ink = settings["ink"]
    is_two_sided = page.is_two_sided
    accent = settings["accent"]
    if accent == AUTO:
        accent = "inherit" if is_two_sided else _BLUE
    lengths = {
        "page-width": page.width,
        "page-height": page.height,
        "margin-top": page.top,
        "margin-outer": page.outer,
        "margin-bottom": page.bottom,
        "margin-inner": page.inner,
        "measure": page.measure,
        "text-height": page.text_height,
        "day-width": page.day,
        "head-inset": page.head_inset,
        "bleed": page.bleed,
        "bleed-inside": page.bleed_inside,
    }
    leading = settings["leading"]
    justified = settings["justification"]
    return {
        **{_NO_IDENT.sub("-", name): _written(value, options.get(name)) for name, value in flat(settings)},
        **{name: f"{_plain(value)}mm" for name, value in lengths.items()},
        "size": f"{_plain(page.size)}pt",
        "heading-size": f"{_plain(page.heading)}pt",
        "running-size": f"{_plain(page.running)}pt",
        "scale": _plain(page.scale),
        "tall": _plain(page.tall),
        "leading": _plain(leading),
        "leading-tall": _plain(leading + _TALL),
        "leading-square": _plain(leading + _SQUARE),
        "accent": accent,
        **{name: mixed(ink, paper) for name, paper in _INKS.items()},
        "recto": "recto" if is_two_sided else "page",
        "align-prose": "start" if justified == "none" else "justify",
        "align-text": "justify" if justified == "all" else "start",
    }


def _written(value: Any, option: Option | None) -> str:
    """The value of an option, as CSS."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return f"{_plain(value)}mm" if option and option.type == "length" else _plain(value)


def mixed(ink: str, paper: int) -> str:
    """A colour with so many fifteenths of white. ink: "#rrggbb"."""
    parts = (int(ink[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * paper / 15):02x}" for part in parts)


def filled(css: str, known: Mapping[str, str], path: str) -> str:
    """A style sheet with its values filled in. path: of its file. Raises ThemeError for a name that has none."""

    def value(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return match[0]
        if name not in known:
            near = get_close_matches(name, known, n=1)
            raise ThemeError(
                f"there is no env({name})",
                path=path,
                where=f"line {css.count(chr(10), 0, match.start()) + 1}",
                hint=f"Did you mean env({near[0]})?" if near else "docs/themes.md lists all of them.",
            )
        return known[name]

    return _ENV.sub(value, css)


def page_rules(page: Geometry) -> str:
    """The size and the margins of pages, as CSS. They stand before a theme's own style sheet."""
    top, outer, bottom, inner = (f"{_plain(each)}mm" for each in (page.top, page.outer, page.bottom, page.inner))
    right = f"size:{_plain(page.width)}mm {_plain(page.height)}mm;margin:{top} {outer} {bottom} {inner}"
    left = f"margin:{top} {inner} {bottom} {outer}"
    if page.bleed:
        bleed, inside = f"{_plain(page.bleed)}mm", f"{_plain(page.bleed_inside)}mm"
        right += f";bleed:{bleed} {bleed} {bleed} {inside}"
        left += f";bleed:{bleed} {inside} {bleed} {bleed}"
    return f"@page{{{right}}}@page :left{{{left}}}" if page.is_two_sided else f"@page{{{right}}}"


def _plain(number: float) -> str:
    return f"{round(number, 4):g}" if round(number, 4) < 1000 else f"{number:.0f}"
