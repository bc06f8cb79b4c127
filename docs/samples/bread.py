"""The drawings for the thread on bread."""

from __future__ import annotations

import math

from plate import INK, RUST, SAND, Plate, Point, curve, polar

CRUST = "#c98a4b"
FLOUR = "#f8efe0"


def temperature() -> Plate:
    """Crumb and crust of a loaf in the oven, minute by minute."""
    plate = Plate(1500, 1060)
    left, right, top, bottom = 130, 1120, 70, 950

    def place(minute: float, degrees: float) -> Point:
        return left + (right - left) * minute / 40, bottom - (bottom - top) * degrees / 210

    def crumb(minute: float) -> float:
        return 25 + 72 / (1 + math.exp(-(minute - 16) / 3.7)) - 0.9

    def crust(minute: float) -> float:
        return 98 - 73 * math.exp(-minute / 2.4) + 92 * (1 - math.exp(-((minute / 19) ** 1.7)))

    for degrees in range(0, 201, 50):
        at = place(0, degrees)
        plate.line([at, place(40, degrees)], 1.6 if degrees else 4, "#cfc8bb" if degrees else INK)
        plate.text((left - 22, at[1]), str(degrees), 34, anchor="rm")
    for minute in range(0, 41, 10):
        plate.line([place(minute, 0), (place(minute, 0)[0], bottom + 14)], 3)
        plate.text((place(minute, 0)[0], bottom + 48), str(minute), 34, anchor="mm")
    plate.text((right + 30, bottom + 48), "minutes", 34, "Italic", anchor="lm")
    plate.text((left + 14, top - 26), "°C", 34, "Italic")
    plate.area([place(0, 0), *(place(step / 4, crumb(step / 4)) for step in range(161)), place(40, 0)], SAND)
    for degrees, height, words in (
        (33, 33, "yeast at work"), (55, 48, "yeast dies"), (62, 60, "starch swells"),
        (70, 72, "gluten sets"), (80, 84, "enzymes stop"), (95, 104, "done"),
    ):  # fmt: skip
        minute = next(step / 20 for step in range(800) if crumb(step / 20) >= degrees)
        at, end = place(minute, degrees), place(40, height)
        plate.line([at, (at[0] + 64, end[1]), (end[0] + 18, end[1])], 2)
        plate.disc(at, 8, INK)
        plate.text((end[0] + 32, end[1]), words, 36)
    plate.line([place(0, 0), place(40, 0)], 4)
    plate.line([place(step / 4, crust(step / 4)) for step in range(161)], 6, RUST)
    plate.line([place(step / 4, crumb(step / 4)) for step in range(161)], 6)
    plate.text((place(40, 187)[0] + 32, place(40, 187)[1]), "crust", 42, "MediumItalic", RUST)
    plate.text((place(3, 10)[0], place(0, 11)[1]), "middle of the crumb", 42, "MediumItalic")
    return plate


def cut(plate: Plate, points: list[Point], wide: float) -> None:
    """A slash that has opened: pale within, pointed at both ends."""
    spine = curve(points, 12)
    left, right = [], []
    for index, (x, y) in enumerate(spine):
        half = wide * math.sin(math.pi * index / (len(spine) - 1)) ** 0.7 / 2
        ahead, behind = spine[min(index + 1, len(spine) - 1)], spine[max(index - 1, 0)]
        along = math.degrees(math.atan2(ahead[0] - behind[0], behind[1] - ahead[1]))
        left.append(polar((x, y), along - 90, half))
        right.append(polar((x, y), along + 90, half))
    plate.area([*left, *reversed(right)], FLOUR, 3)


def loaf(plate: Plate, at: Point, across: float, down: float) -> None:
    """A loaf from above."""
    for shrink, shade in ((0, INK), (6, CRUST), (26, "#d39a5d")):
        outline = [(at[0] + (across - shrink) * math.sin(t), at[1] - (down - shrink) * math.cos(t)) for t in
                   (math.tau * step / 180 for step in range(180))]  # fmt: skip
        plate.area(outline, shade)


def scoring() -> Plate:
    """Four ways to score a loaf, from above."""
    plate = Plate(1600, 620)
    loaf(plate, (210, 265), 150, 205)
    cut(plate, [(250, 96), (178, 180), (160, 280), (196, 420)], 50)
    loaf(plate, (590, 265), 185, 185)
    cut(plate, [(590, 118), (590, 265), (590, 412)], 40)
    cut(plate, [(443, 265), (590, 265), (737, 265)], 40)
    plate.area([(574, 265), (590, 250), (606, 265), (590, 280)], FLOUR)
    loaf(plate, (1000, 265), 150, 210)
    plate.line([(1000, 84), (1000, 446)], 3)
    for row in range(5):
        for side in (-1, 1):
            foot = (1000 + side * 10, 176 + 62 * row)
            reach = (62, 88, 98, 88, 58)[row]
            grain = [(foot[0] + side * reach * x, foot[1] - reach * y) for x, y in ((0, 0), (0.6, 0.28), (1, 0.66))]
            cut(plate, grain, 20)
    loaf(plate, (1390, 265), 185, 185)
    for shift in (-70, 0, 70):
        half = 0.68 * math.sqrt(150**2 - shift**2)
        for lean in (-1, 1):
            x, y = 1390 + shift, 265 + lean * shift
            cut(plate, [(x - half, y + lean * half), (x, y), (x + half, y - lean * half)], 15)
    for x, words in ((210, "one slash"), (590, "a cross"), (1000, "an ear of wheat"), (1390, "diamonds")):
        plate.text((x, 556), words, 44, "Italic", anchor="mm")
    return plate
