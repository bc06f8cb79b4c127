"""Lengths of posts on X: how they count, and how far a post of some length can be believed.

A post had 140 characters until November 2017 and 280 since; paying members may write more since February 2023. So
in the years before, a stretch of text grows less credible as one post with each post's length that it swallows.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Date
from pipeline.text.web_addresses import ADDRESS

_DOUBLED = (2017, 11)
_LIFTED = (2023, 2)
_TOLERANCE = 1.15
"""How far a piece that cannot be divided may be over the limit, before it shows that long posts are possible."""
_ADDRESS_LENGTH = 23
_WEIGHTLESS = re.compile(
    "\u200d[\u2600-\u27bf\U0001f000-\U0001faff]?|[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]"
    "|(?<=[\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]"
)
"""Parts of an emoji after its first character: the emoji counts once."""
_WIDE = re.compile("[^\u0000-\u10ff\u2000-\u2037]")


class Room(Struct, frozen=True):
    """The room that a post had at a time."""

    limit: int = 280
    wide: int = 2
    """Length of a character of CJK or an emoji."""
    excess: float = 3.0
    """Cost of a post that is over the limit."""
    each: float = 5.6
    """Cost of each further post's length that it swallows."""
    most: float = float("inf")

    def length(self, text: str) -> int:
        """The length of a text as X counts it: an address is 23."""
        rest, addresses = ADDRESS.subn("", text) if "/" in text else (text, 0)
        if not rest.isascii():
            rest = _WEIGHTLESS.sub("", rest)
            wide = len(_WIDE.findall(rest))
            return _ADDRESS_LENGTH * addresses + len(rest) + wide * (self.wide - 1)
        return _ADDRESS_LENGTH * addresses + len(rest)

    def fitness(self, length: int, *, marked: bool) -> float:
        """The credibility of a post of this length, 0 at best; one that ends with a mark may well be short."""
        if length > self.limit:
            return -min(self.most, self.excess + self.each * (length - self.limit) / self.limit)
        if marked:
            return 0.0
        return -2.5 if length < 25 else -1.2 if length < 50 else -0.4 if length < 80 else 0.0


ROOMY = Room(excess=1.0, each=0.28, most=2.5)
"""Long posts exist."""
_STRICT = Room(excess=12.0, each=12.0)
_NARROW = Room(limit=140, wide=1, excess=12.0, each=12.0)
_UNKNOWN = Room()


def room_at(date: Date | None) -> Room:
    """The room of a post of that date, as far as it is known."""
    if date is None or date.year is None:
        return _UNKNOWN
    month = (date.year, date.month or 1)
    return ROOMY if month >= _LIFTED else _NARROW if month < _DOUBLED else _STRICT


def shown_by(longest: int, room: Room) -> Room:
    """The room as pieces show it that cannot be divided. longest: length of the longest.

    Where one is too long, and the date does not explain it, a picture's description stands among its words.
    """
    if longest <= _TOLERANCE * room.limit or room is ROOMY:
        return room
    return ROOMY if room is _UNKNOWN else replace(room, excess=5.0, each=10.0)
