"""Phrases of titles in Chinese and Japanese, between which alone their lines may end.

Neither language has spaces, and a line may end almost anywhere; in a heading that parts words where nobody would
pause. BudouX knows the phrases, by a model of 30 to 65 kB for each language. (Thai is left to the dictionaries of Pango
and of browsers, which know more words than BudouX's model of it.)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import regex
from markupsafe import Markup, escape

from pipeline.text.ideographs import IDEOGRAPHS
from pipeline.text.language_tags import primary
from pipeline.typeset import plain_posts
from pipeline.typeset.breaks import SOFT

CLASS = "phrases"
"""Class of the element around a title whose soft places are its phrases' ends: no line of it ends anywhere else."""
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_IDEOGRAPH = regex.compile(f"[{IDEOGRAPHS}ー、。，！？：；）」』”’…]")
_TRADITIONAL = ("zh-Hant", "zh-TW", "zh-HK", "zh-MO")


def phrased(title: str, language: str, *, escape: Callable[[str], Markup] = escape) -> Markup:
    """A title with its phrases marked. For templates: `{{ thread.title | phrased(thread.language) }}`.

    escape: how a text is written in the template's kind of markup.
    """
    parts = phrases(plain_posts.line(title), language)
    if len(parts) < 2:
        return escape("".join(parts))
    return Markup('<span class="{}">{}</span>').format(CLASS, Markup(SOFT).join(map(escape, parts)))


def phrases(text: str, language: str) -> list[str]:
    """The phrases that a text is made of; the text as a whole where it is in another language."""
    if text.isascii() or primary(language) not in ("ja", "zh"):
        return [text]
    model = "ja" if _KANA.search(text) else "zh-hant" if language.startswith(_TRADITIONAL) else "zh-hans"
    found: list[str] = []
    for part in _parser(model).parse(text):
        if found and _IDEOGRAPH.match(found[-1][-1]) and not part[0].isspace():
            found.append(part)
        else:  # within foreign words, or at a space, where lines end anyway
            found[-1:] = ["".join((*found[-1:], part))]
    return found


@cache
def _parser(model: str) -> Any:
    import budoux  # here: few titles need it

    load = {
        "ja": budoux.load_default_japanese_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
    }
    return load[model]()
