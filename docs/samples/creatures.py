"""The animals, for the thread on tide pools."""

from __future__ import annotations

import math

from plate import INK, MIST, RUST, SAND, STONE, Plate, Point, curve, polar


def barnacle() -> Plate:
    """A barnacle cut open: the animal on its head, feet in the air."""
    plate = Plate(1200, 1500)
    plate.area([(90, 1330), (1110, 1330), (1110, 1460), (90, 1460)], STONE)
    plate.line([(90, 1330), (1110, 1330)], 6)
    left = curve([(205, 1330), (262, 1120), (345, 900), (452, 730)])
    right = [(1200 - x, y) for x, y in left]
    inner_left = curve([(318, 1330), (366, 1130), (424, 930), (486, 762)])
    inner_right = [(1200 - x, y) for x, y in inner_left]
    plate.area([*inner_left, *reversed(inner_right)], MIST)
    for outer, inner in ((left, inner_left), (right, inner_right)):
        plate.area([*outer, *reversed(inner)], SAND, 6)
        for part in (0.33, 0.66):
            between = [(a + (c - a) * part, b + (d - b) * part) for (a, b), (c, d) in zip(outer, inner, strict=True)]
            plate.line(between[6:-6], 2)
    for pair in range(6):
        for side in (-1, 1):
            limb(plate, pair, side)
    body = curve([(600, 1326), (470, 1290), (415, 1180), (440, 1040), (530, 930), (560, 850), (640, 850),
                  (668, 940), (742, 1050), (752, 1190), (705, 1295), (600, 1326)])  # fmt: skip
    plate.area(body, "#e3b79c", 6)
    for y, left_end, right_end in ((940, 524, 664), (995, 478, 700), (1052, 442, 738), (1112, 426, 748)):
        plate.line(curve([(left_end, y), (600, y + 28), (right_end, y + 8)]), 3)
    plate.area(curve([(460, 740), (505, 690), (548, 640), (556, 720), (540, 800), (486, 800), (460, 740)]), SAND, 6)
    plate.area(curve([(740, 740), (695, 690), (652, 640), (644, 720), (660, 800), (714, 800), (740, 740)]), SAND, 6)
    for start, end, words, anchor in (
        ((905, 318), (990, 240), "feet", "lm"),
        ((694, 745), (990, 715), "hatch", "lm"),
        ((852, 1010), (1000, 920), "wall", "lm"),
        ((520, 1295), (300, 1410), "head", "rm"),
    ):
        plate.line([start, end], 3)
        plate.disc(start, 6, INK)
        plate.text((end[0] + (14 if anchor == "lm" else -14), end[1]), words, 50, "Italic", anchor=anchor)
    return plate


def limb(plate: Plate, pair: int, side: int) -> None:
    """One feathered leg, curling inwards at its tip."""
    bearing, reach = side * (9 + 13 * pair), 560 - 34 * pair
    gate = (600.0 + side * (8 + 5 * pair), 690.0)
    tip = polar(gate, bearing * 1.06, reach)
    spine = curve(
        [(600.0 + side * 14, 860.0), gate, polar(gate, bearing * 0.8, reach * 0.4), polar(gate, bearing, reach * 0.8),
         tip, polar(tip, bearing - side * 62, 40)],
        12,
    )  # fmt: skip
    for index in range(16, len(spine) - 8, 2):
        (ax, ay), (bx, by) = spine[index], spine[index + 1]
        along = math.degrees(math.atan2(bx - ax, ay - by))
        hair = 40 * (1 - 0.6 * index / len(spine))
        plate.line([spine[index], polar(spine[index], along - side * 62, hair)], 1.8, RUST)
    plate.line(spine, 6, RUST)


def anemone() -> Plate:
    """A beadlet anemone from above, open: the still of the video."""
    plate = Plate(1280, 720, "#1f4451")
    centre = (640.0, 366.0)
    for radius, shade in ((520, "#234c5a"), (400, "#285564"), (300, "#2d5f6e")):
        plate.disc(centre, radius, shade)
    for row, (count, inner, outer, shade) in enumerate(
        ((48, 130, 318, "#7d2a24"), (42, 118, 268, "#9c382c"), (36, 104, 216, "#b94a35"), (30, 92, 168, "#d0654a"))
    ):
        if row == 1:
            for bead in range(48):
                plate.disc(polar(centre, 7.5 * bead + 2, 196), 9, "#5aa7d6")
        for index in range(count):
            bearing = 360 / count * (index + row / 2)
            tentacle(plate, centre, bearing, inner, outer + 16 * math.sin(index * 2.4 + row), shade)
    plate.disc(centre, 112, "#8f3127")
    for index in range(48):
        plate.line([polar(centre, 7.5 * index, 42), polar(centre, 7.5 * index, 104)], 1.6, "#732620")
    plate.area(curve([(596, 366), (640, 346), (684, 366), (640, 386), (596, 366)]), "#4a1713")
    return plate


def tentacle(plate: Plate, centre: Point, bearing: float, inner: float, outer: float, shade: str) -> None:
    """One arm: it tapers, bends a little, and ends in a lighter tip."""
    bend = 7 * math.sin(bearing * 0.11)
    for step in range(90):
        part = step / 89
        at = polar(centre, bearing + bend * part * part, inner + (outer - inner) * part)
        plate.disc(at, 11 * (1 - part) + 4.2, shade)
    plate.disc(polar(centre, bearing + bend, outer), 4, "#e9a184")


def crab() -> Plate:
    """The author's picture of herself."""
    plate = Plate(192, 192, MIST)
    for side in (-1, 1):
        for leg in range(3):
            knee = (96 + side * (56 + 6 * leg), 92 + 18 * leg)
            plate.line([(96 + side * 30, 104 + 8 * leg), knee, (knee[0] + side * 4, knee[1] + 26)], 5, RUST)
        plate.line([(96 + side * 34, 92), (96 + side * 56, 66), (96 + side * 50, 50)], 7, RUST)
        plate.disc((96 + side * 48, 44), 14, RUST)
        plate.area([(96 + side * 48, 44), (96 + side * 42, 22), (96 + side * 58, 26)], MIST)
        plate.line([(96 + side * 12, 80), (96 + side * 14, 66)], 4, RUST)
        plate.disc((96 + side * 14, 64), 6, INK)
    plate.area(curve([(48, 100), (70, 80), (122, 80), (144, 100), (124, 134), (68, 134), (48, 100)]), RUST)
    return plate
