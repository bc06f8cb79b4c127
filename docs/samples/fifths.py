"""The drawing for the thread on the comma."""

from __future__ import annotations

import math
from itertools import pairwise

from plate import INK, MIST, RUST, SEA, Plate, polar

NAMES = ("C", "G", "D", "A", "E", "B", "F♯", "C♯", "G♯", "D♯", "A♯", "E♯", "B♯")
FIFTH = 1200 * math.log2(3 / 2)


def circle() -> Plate:
    """Twelve pure fifths on a circle that is an octave round: the last one misses the first."""
    plate = Plate(1200, 1200)
    centre, radius = (600, 600), 440
    plate.ring(centre, radius, 2, "#c4ced2")
    bearings = [360 * (number * FIFTH % 1200) / 1200 for number in range(13)]
    points = [polar(centre, bearing, radius) for bearing in bearings]
    gap = [polar(centre, bearings[12] * step / 20, radius) for step in range(21)]
    plate.area([centre, *gap], MIST)
    for number, (start, end) in enumerate(pairwise(points)):
        plate.line([start, end], 5 if number == 11 else 2.6, RUST if number == 11 else SEA)
    for number, (name, point, bearing) in enumerate(zip(NAMES, points, bearings, strict=True)):
        last = number == 12
        plate.disc(point, 11, RUST if last else INK)
        at = polar(centre, bearing + (3 if last else -3 if number == 0 else 0), radius + 56)
        letter, sharp = name[0], name[1:]
        plate.text(at, letter, 50, "Medium", RUST if last else INK, "mm")
        if sharp:
            x, y = at[0] + 26, at[1] - 12
            for shift in (-4, 4):
                plate.line([(x + shift, y - 15), (x + shift, y + 15)], 2.4, RUST if last else INK)
                plate.line([(x - 10, y + shift * 1.4 + 2), (x + 10, y + shift * 1.4 - 2)], 3.4, RUST if last else INK)
    return plate
