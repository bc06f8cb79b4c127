"""Running heads: author and title once more, for the heads of pages, each cut at a word where a line cannot hold it.

CSS cuts what does not fit at any letter. So the words are measured here, as they will be set: in the italic of the text
face, and in the faces of other scripts.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

import regex
import uharfbuzz

from pipeline.model import Thread
from pipeline.press.layout.advances import family_of
from pipeline.text.ideographs import IDEOGRAPHS
from pipeline.typeset import direction, emoji, fonts, plain_posts
from pipeline.typeset.font_family import Family
from pipeline.typeset.geometry import Geometry

AUTHOR, TITLE = "running-author", "running-head"
"""Classes of the two heads."""
ELLIPSIS = "…"
_EMOJI = 1.1
"""Ems of an emoji: the width of its blank glyph."""
_WORD_END = regex.compile(rf"(?<=\S)(?=\s)|(?<=[{IDEOGRAPHS}])(?=[{IDEOGRAPHS}])")
"""Places where a word ends, or may: Chinese and Japanese have no spaces between them."""
_CLUSTER_END = regex.compile(r"(?<=\X)")
_DANGLING = regex.compile(r"[\s\p{Pd}\p{Ps}\p{Pi},;:·/、，；：…]+\Z")
"""Signs that do not stand before an ellipsis."""
_LEAST = 0.5
"""Share of the line that words have to fill; where they end before that, the next one is cut between two letters."""


def running_heads(thread: Thread, page: Geometry) -> list[Element]:
    """The heads of a thread's pages, hidden where a style sheet has no rule for them: its author, its title.

    Where pages have one side, the title stands over all of them.
    """
    texts = {AUTHOR: thread.author.label if page.is_two_sided else thread.title, TITLE: thread.title}
    return [_head(name, text, thread.language, page.running_measure) for name, text in texts.items()]


def _head(name: str, text: str, language: str, measure: float) -> Element:
    head = Element("p", {"class": name, "hidden": "hidden", "aria-hidden": "true"})
    head.text = shortened(plain_posts.line(text), measure)
    turned = direction.is_right_to_left(head.text)
    if turned is (not direction.is_written_right_to_left(language)):
        head.set("dir", "rtl" if turned else "ltr")
    return head


def shortened(text: str, measure: float) -> str:
    """A line of text, or as many of its first words as the measure holds, with an ellipsis. measure: in ems."""
    if _width(text) <= measure:
        return text
    cut = _longest(text, _WORD_END, measure)
    return cut if _width(cut) >= measure * _LEAST else _longest(text, _CLUSTER_END, measure)


def _longest(text: str, ends: regex.Pattern[str], measure: float) -> str:
    cuts = [_DANGLING.sub("", text[: end.start()]) + ELLIPSIS for end in ends.finditer(text)]
    fitting = bisect_right(cuts, measure, key=_width)
    return cuts[fitting - 1] if fitting else ELLIPSIS


@fonts.remembered
def _width(text: str) -> float:
    """Width of a line in ems."""
    return sum(_EMOJI if isinstance(piece, emoji.Emoji) else _set_width(piece) for piece in emoji.split(text))


def _set_width(text: str) -> float:
    return sum(_shaped_width(family, "".join(letters)) for family, letters in groupby(text, _family))


def _family(character: str) -> Family:
    return family_of(character) or fonts.text()[0]


def _shaped_width(family: Family, text: str) -> float:
    font = _font(family)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    width: float = sum(position.x_advance for position in buffer.glyph_positions) / font.face.upem
    return width


@fonts.remembered
def _font(family: Family) -> Any:
    """The font that a family's part of a head is set in."""
    upright, italic = fonts.text()
    return uharfbuzz.Font(fonts.face(italic if family == upright else family))
