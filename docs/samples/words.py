"""The drawings for the threads on regular expressions and on words for books."""

from __future__ import annotations

import math

from PIL import Image, ImageOps
from plate import FINER, INK, MIST, RUST, Plate, Point, curve, polar

BAMBOO = "#dcc58f"
LEAF = "#7f9a6a"
TEXT = (
    "子曰學而時習之不亦說乎有朋自遠方來不亦樂乎人不知而不慍不亦君子乎"
    "有子曰其為人也孝弟而好犯上者鮮矣不好犯上而好作亂者未之有也"
    "君子務本本立而道生孝弟也者其為仁之本與"
)
"""How the Analects begin: eighty characters."""


def automaton() -> Plate:
    """The machine for a(b|c)*d: three states, and a letter on each arrow."""
    plate = Plate(1600, 420)
    states: list[Point] = [(380, 290), (850, 290), (1320, 290)]
    plate.arrow([(200, 290), (308, 290)], 5, INK, 30)
    for (ax, y), (bx, _), letter in ((states[0], states[1], "a"), (states[1], states[2], "d")):
        plate.arrow([(ax + 66, y), (bx - 72, y)], 5, INK, 30)
        plate.text(((ax + bx) / 2, y - 40), letter, 62, "Italic", RUST, "mm")
    for side, letter in ((-1, "b"), (1, "c")):
        middle = polar(states[1], side * 38, 128)
        around = [polar(middle, side * bearing, 62) for bearing in (105, 70, 30, -10, -50, -90)]
        loop = curve([polar(states[1], side * 68, 66), *around, polar(states[1], side * 11, 70)])
        plate.arrow(loop, 5, INK, 30)
        plate.text(polar(states[1], side * 48, 232), letter, 62, "Italic", RUST, "mm")
    for at in states:
        plate.ring(at, 64, 5, fill=MIST)
    plate.ring(states[2], 50, 5, fill=MIST)
    for at, words in zip(states, ("1", "2", "3"), strict=True):
        plate.text(at, words, 48, anchor="mm")
    return plate


def root() -> Plate:
    """From a tree to the sign for one, and with a mark at its foot the sign for root, origin, book."""
    plate = Plate(1600, 640)
    for bearing, reach in ((-64, 150), (-38, 190), (-12, 205), (14, 200), (40, 185), (66, 145)):
        end = polar((300, 320), bearing, reach)
        branch = curve([(300, 400), polar((300, 350), bearing * 0.6, reach * 0.5), end])
        plate.line(branch, 7)
        for twig in (-26, 26):
            tip = polar(end, bearing + twig, 56)
            plate.line([branch[-7], tip], 4)
            plate.disc(tip, 17, LEAF)
        plate.disc(end, 17, LEAF)
    flank = curve([(250, 562), (281, 470), (287, 390), (292, 300)])
    plate.area([*flank, *((600 - x, y) for x, y in reversed(flank))], INK)
    for bearing in (-78, -45, -15, 15, 45, 78):
        foot = (300 + bearing * 0.45, 564.0)
        tip = polar(foot, 180 - bearing, 62 + abs(bearing) * 0.8)
        plate.line(curve([foot, polar(foot, 180 - bearing * 0.6, 34), tip]), 6, RUST)
    plate.line([(90, 560), (510, 560)], 4)
    plate.kanji((800, 300), "木", 420)
    plate.kanji((1290, 300), "本", 420)
    redden(plate, (1186, 411, 1394, 431))
    for x, words in ((800, "tree"), (1290, "root, origin, book")):
        plate.text((x, 580), words, 46, "Italic", anchor="mm")
    return plate


def redden(plate: Plate, box: tuple[float, float, float, float]) -> None:
    """Turn the ink within a box to rust."""
    area = tuple(round(edge * FINER) for edge in box)
    patch = plate.image.crop(area)
    mask = ImageOps.invert(patch.convert("L"))
    plate.image.paste(Image.new("RGB", patch.size, RUST), area[:2], mask)


def slips() -> Plate:
    """A book of bamboo: ten slips of eight characters, from right to left, held by two cords."""
    plate = Plate(1100, 1400)
    wide, pitch, left, top, bottom = 82, 92, 94, 90, 1310
    for slip in range(10):
        x, sag = left + slip * pitch, 7 * math.sin(slip * 1.7)
        corners = [(x, top + sag), (x + wide, top + sag), (x + wide, bottom + sag), (x, bottom + sag)]
        plate.area(corners, BAMBOO, 3.5)
        for node in (270 + 140 * (slip % 3), 1110 - 140 * (slip % 2)):
            plate.line([(x + 4, node + sag), (x + wide - 4, node + sag + 2)], 2, "#b99b5c")
        for row, character in enumerate(TEXT[(9 - slip) * 8 : (10 - slip) * 8]):
            plate.kanji((x + wide / 2, 206 + sag + 140 * row), character, 68, 400)
    for y in (416, 976):
        cord(plate, y, left, pitch, 10)
    return plate


def cord(plate: Plate, y: float, left: float, pitch: float, slips: int) -> None:
    """Two strands that cross in every gap between the slips."""
    for side in (-1, 1):
        wave: list[Point] = [
            (left + pitch * t, y + side * 14 * math.sin(math.pi * (t + 0.05)))
            for t in (step / 24 for step in range(-12, 24 * slips + 10))
        ]
        plate.line(wave, 9, INK)
        plate.line(wave, 5, RUST)
