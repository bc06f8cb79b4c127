"""The geometry of a printed page: all lengths that follow from its size, worked out here and nowhere else.

The classic page is an A5 of 10.25 points; others have its proportions. A large page has a larger letter, and a line of
no more letters than can be read: the rest of its width goes to the margins, in which numbers and days hang.

Lengths are millimetres, if not said otherwise.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec import Struct

from pipeline.errors import ThemeError
from pipeline.typeset.lengths import UNITS, page_size
from pipeline.typeset.theme_options import AUTO

_WIDTH, _SIZE = 148.0, 10.25
"""Width of the classic page, and its size of type in points."""
_TEXT_HEIGHT = 166.0
"""Height of its text block."""
_TOP, _BOTTOM = 20 / 210, 24 / 210
"""Margins, as the page's height goes."""
_INNER, _OUTER = 18 / 148, 22 / 148
"""Margins, as the page's width goes, where the line is not too long."""
_LONGEST = 34.0
"""Ems of a line: some 72 letters."""
_STEP, _GROWTH = 0.25, 0.02
"""Sizes of type go by quarters of a point, and grow by so many points for a millimetre of width."""
_HANG, _EDGE = 17.0, 4.0
"""How far days hang into the margin at the classic size, and what is left beyond them."""
_WIDEST = 0.18
"""Most that they take of the page's width: larger ones are broken."""
_DAY, _NUMBER_GAP = 14.5, 2.5
"""Width of a day at that size, and the gap between it and the text."""
_NUMBER = 10.0
"""Width of a post's number, and of the longest word of a day, at that size."""
_LEAST_EDGE = 2.0
"""What is left beyond days where margins are narrow."""
_CAPTION = 9.4
"""Room for a caption below a picture that fills the page, at the classic size."""
_HEADING, _RUNNING = 18.0, 8.5
"""Points of headings and of running heads at the classic size."""
_FOOT = 17 / 30
"""Where the page number stands, as the lower margin goes, from the page's edge."""
_HEAD, _HEAD_INSET, _BELOW_HEAD = 1.42, 4.0, 2.0
"""Height of a running head's line, as its size goes; what pushes it down in the upper margin, where that has room; and
what is left below it, at the least."""
_LEAST_TEXT = 40.0
"""Width and height of the smallest text block that can be set."""


_Four = tuple[float, float, float, float]
"""Lengths above, outside, below and inside."""


class Geometry(Struct, frozen=True, kw_only=True):
    """The geometry of a theme's pages."""

    width: float
    height: float
    top: float
    outer: float
    bottom: float
    inner: float
    """Margins; outer and inner are the right and left ones of a right page, and alike on pages of one side."""
    size: float
    """Of the text, in points."""
    heading: float
    """Size of a thread's heading, in points."""
    running: float
    """Size of running heads, in points."""
    foot: float
    """From the page's lower edge to the line on which page numbers stand."""
    is_two_sided: bool
    """Whether right and left pages mirror each other, and what begins, begins on a right page."""
    least: _Four = (0.0, 0.0, 0.0, 0.0)
    """Margins that nothing but a picture that bleeds stands in: above, outside, below, inside."""
    bleed: float = 0.0
    """How far what touches the edge of the page is printed beyond it."""
    bleed_inside: float = 0.0
    """The same at the spine, where some shops want none."""

    @property
    def measure(self) -> float:
        """Width of the text."""
        return self.width - self.inner - self.outer

    @property
    def text_height(self) -> float:
        """Height of the text block."""
        return self.height - self.top - self.bottom

    @property
    def scale(self) -> float:
        """Size of the text as that of the classic page goes."""
        return self.size / _SIZE

    @property
    def tall(self) -> float:
        """Height of the text block as that of the classic page goes."""
        return self.text_height / _TEXT_HEIGHT

    @property
    def shape(self) -> float:
        """Height of a picture that fills the text block but for a caption, as its width goes."""
        return round((self.text_height - _CAPTION * self.scale) / self.measure, 2)

    @property
    def heading_measure(self) -> float:
        """Ems of its own size that a heading's line holds."""
        return self._ems(self.heading)

    @property
    def running_measure(self) -> float:
        """Ems of its own size that a running head's line holds."""
        return self._ems(self.running)

    @property
    def day(self) -> float:
        """Width of a day that hangs in the margin."""
        edge = max(_LEAST_EDGE, self.least[1])
        return max(0.0, min(_DAY * self.scale, self.outer - _NUMBER_GAP * self.scale - edge))

    @property
    def head_inset(self) -> float:
        """What pushes a running head down from the middle of the upper margin, twice over."""
        line = self.running * _HEAD * UNITS["pt"]
        return max(_HEAD_INSET, 2 * self.least[0] + line - self.top) if self.least[0] else _HEAD_INSET

    def _ems(self, size: float) -> float:
        return round(self.measure / UNITS["pt"] / size, 1)


def geometry(settings: dict[str, Any]) -> Geometry:
    """The geometry that settings ask for. Raises ThemeError where margins leave no room for text, KeyError where an
    option is missing."""
    width, height = page_size(settings["page"])
    is_two_sided = settings["sides"] == "two"
    size = _suited(width) if settings["size"] == AUTO else float(settings["size"])
    least = _four(settings["least_margins"])
    if settings["margins"] == AUTO:
        top, bottom = round(height * _TOP, 2), round(height * _BOTTOM, 2)
        outer, inner = _sides(width, size, least[1], is_two_sided=is_two_sided)
    else:
        top, outer, bottom, inner = _four(settings["margins"])
        outer, inner = (outer, inner) if is_two_sided else ((outer + inner) / 2,) * 2
    heading, running = settings["heading_size"], settings["running_size"]
    running = size / _SIZE * _RUNNING if running == AUTO else float(running)
    hang = (_NUMBER_GAP + _NUMBER) * size / _SIZE if settings["hang"] == AUTO else settings["hang"]
    room = _Room(running * _HEAD * UNITS["pt"] + _BELOW_HEAD, hang)
    top, outer, bottom, inner = _widened((top, outer, bottom, inner), least, room, is_two_sided=is_two_sided)
    foot = settings.get("folio", {}).get("foot", AUTO)  # which not all views of a theme have
    bleed = settings.get("print_bleed", 0.0)  # in the same way
    found = Geometry(
        width=width,
        height=height,
        top=top,
        outer=outer,
        bottom=bottom,
        inner=inner,
        size=size,
        heading=size / _SIZE * _HEADING if heading == AUTO else float(heading),
        running=running,
        foot=max(round(bottom * _FOOT, 2) if foot == AUTO else foot, least[2]),
        is_two_sided=is_two_sided,
        least=least,
        bleed=bleed,
        bleed_inside=bleed if not is_two_sided or settings.get("print_bleed_sides") == "all" else 0.0,
    )
    if min(found.measure, found.text_height) < _LEAST_TEXT:
        raise ThemeError(
            f"the margins leave {found.measure:g} × {found.text_height:g} mm for the text",
            hint=f"Leave {_LEAST_TEXT:g} mm both ways: a larger page, or narrower margins.",
        )
    return found


def _four(lengths: str) -> _Four:
    """Four lengths, as the option `margins` has them: above, outside, below, inside."""
    above, outside, below, inside = (float(each.removesuffix("mm")) for each in lengths.split())
    return above, outside, below, inside


class _Room(NamedTuple):
    """Room in the margins, beyond the least ones."""

    head: float
    """For a running head, above the text."""
    hang: float
    """For what hangs beside it."""


def _widened(margins: _Four, least: _Four, room: _Room, *, is_two_sided: bool) -> _Four:
    """Margins that have the least ones in them, with room beyond these for what stands there."""
    top, outer, bottom, inner = margins
    above, outside, below, inside = least
    outside += room.hang if outside else 0
    if not is_two_sided:
        outside = inside = max(outside, inside)
    return (
        max(top, round(above + room.head, 2) if above else top),
        max(outer, round(outside, 2)),
        max(bottom, round(below / _FOOT, 2)),
        max(inner, round(inside, 2)),
    )


def _suited(width: float) -> float:
    """The size of type that suits a page, in points."""
    return round((_SIZE + (width - _WIDTH) * _GROWTH) / _STEP) * _STEP


def _sides(width: float, size: float, outside: float, *, is_two_sided: bool) -> tuple[float, float]:
    """The outer and the inner margin. outside: what the outer one has to be beyond what hangs in it, at the least."""
    inner, outer = width * _INNER, width * _OUTER
    if (rest := width - inner - outer - _LONGEST * size * UNITS["pt"]) > 0:
        inner, outer = inner + rest * _INNER / (_INNER + _OUTER), outer + rest * _OUTER / (_INNER + _OUTER)
    least = min(_HANG * size / _SIZE + max(_EDGE, outside), _WIDEST * width)
    if is_two_sided:
        return round(max(outer, least), 2), round(inner, 2)
    even = round(max((inner + outer) / 2, least), 2)
    return even, even
