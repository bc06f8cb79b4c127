"""The shore and its tides, for the thread on tide pools."""

from __future__ import annotations

import math
from bisect import bisect

from plate import INK, MIST, RUST, SAND, SEA, STONE, WHITE, Plate, Point, curve, polar

OCHRE = "#d9a441"
WEED = "#6d7f4a"

PROFILE = curve(
    [(0, 82), (90, 100), (190, 90), (300, 155), (400, 250), (490, 272), (560, 360), (640, 405), (715, 420),
     (745, 510), (830, 550), (905, 505), (930, 470), (990, 505), (1060, 640), (1160, 745), (1280, 850), (1500, 935)],
    24,
)  # fmt: skip


def surface(x: float) -> tuple[Point, float]:
    """The rock at x: its surface, and the bearing that points out of it."""
    at = min(max(bisect([point[0] for point in PROFILE], x), 1), len(PROFILE) - 1)
    (ax, ay), (bx, by) = PROFILE[at - 1], PROFILE[at]
    y = ay + (by - ay) * (x - ax) / ((bx - ax) or 1)
    return (x, y), math.degrees(math.atan2(by - ay, bx - ax))


def tent(plate: Plate, x: float, size: float, ribs: int = 2, top: float = 0.0) -> None:
    """A limpet, or with a flat `top` a barnacle."""
    foot, tilt = surface(x)
    left, right = polar(foot, tilt - 90, size), polar(foot, tilt + 90, size)
    crown = polar(foot, tilt, size * 0.95)
    a, b = polar(crown, tilt - 90, size * top), polar(crown, tilt + 90, size * top)
    plate.area([left, a, b, right], WHITE, 3.5)
    for rib in range(1, ribs + 1):
        t = rib / (ribs + 1)
        low = (left[0] + (right[0] - left[0]) * t, left[1] + (right[1] - left[1]) * t)
        plate.line([(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t), low], 2)


def snail(plate: Plate, x: float, size: float) -> None:
    """A periwinkle: a spiral on a foot."""
    foot, tilt = surface(x)
    middle = polar(foot, tilt, size * 0.8)
    plate.disc(middle, size, INK)
    plate.disc(middle, size - 3, SAND)
    turns = [polar(middle, 40 * step, (size - 3) * (1 - step / 24)) for step in range(22)]
    plate.line(turns, 2.5)


def mussel(plate: Plate, x: float, lean: float, size: float) -> None:
    """A mussel: a dark drop, point down."""
    foot, tilt = surface(x)
    bearing = tilt + lean
    left, right = [], []
    for step in range(21):
        turn = math.pi * step / 20
        along = polar(foot, bearing, size * (0.5 - 0.5 * math.cos(turn)))
        half = size * 0.36 * math.sin(turn) * (0.55 - 0.45 * math.cos(turn))
        left.append(polar(along, bearing - 90, half))
        right.append(polar(along, bearing + 90, half))
    outline = [*left, *reversed(right)]
    plate.area(outline, "#4a5b78", 3)


def kelp(plate: Plate, x: float, height: float, sway: float) -> None:
    """One frond that leans with the water."""
    foot, _ = surface(x)
    spine = curve([polar(foot, sway * part * part * 60, height * part) for part in (0, 0.25, 0.5, 0.75, 1)], 10)
    left, right = [], []
    for index, point in enumerate(spine):
        part = index / (len(spine) - 1)
        wide = 3 + 17 * math.sin(math.pi * min(1, part * 1.02)) ** 0.8 * (part > 0.12)
        left.append((point[0] - wide * (1 + 0.12 * math.sin(index * 1.3)), point[1]))
        right.append((point[0] + wide * (1 + 0.12 * math.cos(index * 1.3)), point[1]))
    plate.area([*left, *reversed(right)], WEED, 3)
    plate.line(spine, 2)


def starfish(plate: Plate, at: Point, size: float) -> None:
    """Five blunt arms."""
    outline = [polar(at, 8 + 36 * step, size if step % 2 == 0 else size * 0.42) for step in range(10)]
    plate.area(curve([*outline, outline[0]], 8), RUST, 3)


def shore_zones() -> Plate:
    """A rocky shore in section, from the splash zone down to the kelp."""
    plate = Plate(1500, 1000)
    low, high, pool = 680, 250, 480
    plate.area([(1070, low), (1500, low), (1500, 1000), (1070, 1000)], MIST)
    plate.area([(738, pool), *[at for at in PROFILE if 725 <= at[0] <= 925 and at[1] >= pool], (924, pool)], MIST)
    plate.line([(742, pool), (924, pool)], 3, SEA)
    for x, height, sway in ((1190, 105, 0.7), (1250, 140, 0.55), (1312, 165, 0.6), (1378, 205, 0.5), (1436, 175, 0.4)):
        kelp(plate, x, height, sway)
    plate.area([*PROFILE, (1500, 1000), (0, 1000)], STONE)
    plate.line(PROFILE, 5)
    plate.line([(1100, low), (1500, low)], 3, SEA)
    plate.dashes((410, high), (1500, high), 2.5, SEA, 10)
    for y, words in ((high, "high water"), (low, "low water")):
        plate.text((1480, y - 22), words, 32, "Italic", SEA, "rm")
    inhabitants(plate)
    for at, zone, life in (
        ((70, 230), "Splash zone", "lichens, periwinkles"),
        ((230, 425), "Upper shore", "barnacles"),
        ((480, 620), "Middle shore", "limpets, pools, mussels"),
        ((800, 830), "Lower shore", "starfish, kelp"),
    ):
        plate.text(at, zone, 42, "Medium")
        plate.text((at[0], at[1] + 48), life, 36, "Italic")
    return plate


def inhabitants(plate: Plate) -> None:
    """Everyone at their height."""
    for x in range(12, 205, 13):
        foot, tilt = surface(x)
        plate.line([polar(foot, tilt - 90, 7), polar(foot, tilt + 90, 5 + x % 3)], 9, OCHRE if x < 120 else INK)
    for x, size in ((226, 15), (268, 17), (318, 14), (346, 16)):
        snail(plate, x, size)
    for x in (404, 428, 452, 477, 503, 524, 543, 562):
        tent(plate, x, 13 + x % 4, 2, 0.42)
    for x, size in ((600, 24), (650, 30), (697, 21)):
        tent(plate, x, size, 4)
    for turn in range(-75, 76, 15):
        middle = (806.0, 528.0)
        plate.line(curve([middle, polar(middle, turn * 0.7, 24), polar(middle, turn, 44)]), 5, RUST)
    plate.area(curve([(786, 543), (791, 516), (806, 508), (822, 516), (832, 547), (812, 550), (786, 543)]), RUST)
    for index, x in enumerate(range(944, 1052, 12)):
        mussel(plate, x, (-16, 10, 22, -4)[index % 4], 44 + 6 * (index % 3))
    starfish(plate, (1092, 672), 34)


def tide_curve() -> Plate:
    """Thirty days of tide, from the pull of the moon and the pull of the sun."""
    plate = Plate(1600, 470)
    left, right, middle, days = 80, 1520, 285, 30.0

    def level(day: float) -> float:
        return 78 * math.cos(math.tau * (day - 1.5) / 0.517525) + 36 * math.cos(math.tau * (day - 1.5) / 0.5)

    steps = 6000
    line = [(left + (right - left) * n / steps, middle - level(days * n / steps)) for n in range(steps + 1)]
    plate.area([(left, middle + 128), *line, (right, middle + 128)], MIST)
    plate.line(line, 2.6, SEA)
    plate.line([(left, middle + 128), (right, middle + 128)], 3)
    for day in range(31):
        x = left + (right - left) * day / days
        plate.line([(x, middle + 128), (x, middle + (142 if day % 5 else 150))], 2.5)
        if day % 5 == 0:
            plate.text((x, middle + 168), str(day) if day < days else "30 days", 28, anchor="mm")
    for quarter, (day, name) in enumerate(
        ((0.0, "new moon"), (7.38, "first quarter"), (14.77, "full moon"), (22.15, "last quarter"), (29.53, "new moon"))
    ):
        x = left + (right - left) * day / days
        moon(plate, (x, 60), quarter % 4)
        plate.text((x, 112), name, 28, "Italic", anchor="mm")
    return plate


def moon(plate: Plate, at: Point, quarter: int) -> None:
    """New, first quarter, full, last quarter, as seen from the north."""
    plate.ring(at, 23, 3, fill=INK if quarter in (0, 1, 3) else WHITE)
    if quarter in (1, 3):
        side = 0 if quarter == 1 else 180
        plate.area([polar(at, side + 5 * step, 21.5) for step in range(37)], WHITE)
