"""Long pictures: screenshots of what scrolls. On one page they would be a ribbon, so they are cut into parts.

Each part takes the whole measure and at most a page. It ends, where there is such a place, between two rows that are
alike, in the widest gap there is: nothing that is written or drawn is cut through.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_LONG = 2.5
"""Height by width above which a picture is long: neither cameras nor the screens of phones (22:9 at most) make such,
and at three fifths of a page's height it would be narrower than a third of the measure."""
_NARROWEST = 64
"""Pixels of width below which a picture has no words to be read."""
_MOST_PARTS = 200
"""Parts above which a picture is no page of anything, but a line."""
_SHORTEST = 0.75
"""Least height of a part by what it would be if all that is left were divided evenly."""
_FIRST = 0.6
"""Height of the first part, of a page's: it stands beneath its words as any picture does."""
_MARGIN = 12
"""Rows of a gap that a cut leaves at either side, where the gap has them."""
_LIKE = 16
"""Most that the greys of two pixels differ by in rows that are alike: JPEG leaves traces on an even ground."""


def is_long(width: int, height: int, page: float) -> bool:
    """Whether a picture of that size is cut. page: height of a part, as its width goes."""
    return width >= _NARROWEST and _LONG < height / width <= page * _MOST_PARTS


def parts(image: Image.Image, page: float) -> list[Image.Image]:
    """The parts of a long picture, from its top to its end; together they have all its pixels."""
    edges = [0]
    most = int(image.width * page * _FIRST)
    while (rest := image.height - edges[-1]) > most:
        even = rest / ceil(rest / most) if edges[-1] else most
        shortest = int(even * _SHORTEST)
        edges.append(edges[-1] + _gap(image, edges[-1], shortest, min(most, rest - shortest), int(even)))
        most = int(image.width * page)
    edges.append(image.height)
    return [image.crop((0, top, image.width, bottom)) for top, bottom in pairwise(edges)]


def _gap(image: Image.Image, top: int, least: int, most: int, even: int) -> int:
    """Height of the part that begins at `top`: up to a wide gap near `even`, else to any gap, else just `even`."""
    from PIL import ImageChops

    width = image.width
    rows = image.crop((0, top + least - 1, width, top + most + 1)).convert("L")
    above, below = rows.crop((0, 0, width, rows.height - 1)), rows.crop((0, 1, width, rows.height))
    differ = ImageChops.difference(above, below).point([0] * _LIKE + [1] * (256 - _LIKE)).tobytes()
    best, chosen, place = (0, 0), even, least
    for is_gap, edges in groupby(range(0, len(differ), width), lambda start: not any(differ[start : start + width])):
        count = len(list(edges))
        margin = min(count // 2, _MARGIN)
        middle = min(max(even, place + margin), place + count - 1 - margin)
        if is_gap and (rated := (margin, -abs(middle - even))) > best:
            best, chosen = rated, middle
        place += count
    return chosen
