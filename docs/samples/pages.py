"""The drawings of the specimen, on the shapes of pages."""

from __future__ import annotations

import math

from plate import INK, MIST, RUST, SAND, SEA, STONE, WHITE, Plate, Point, curve

PALE = "#c4ced2"


def skin() -> Plate:
    """A sheepskin, the sheet that is cut from it, and the folds of the sheet."""
    plate = Plate(1200, 800, SAND)
    half = [(600, 60), (700, 84), (800, 72), (1000, 40), (1080, 96), (980, 190), (952, 330), (962, 470), (1000, 610),
            (1090, 720), (1000, 762), (850, 700), (720, 716), (600, 770)]  # fmt: skip
    outline = curve([*half, *[(1200 - x, y) for x, y in reversed(half[1:-1])], half[0]])
    plate.area(outline, "#f8efe0", 5)
    plate.area(_box(280, 150, 640, 500), WHITE, 5)
    plate.dashes((600, 150), (600, 650), 4, RUST)
    plate.dashes((280, 400), (920, 400), 3, SEA)
    for x in (440, 760):
        plate.dashes((x, 150), (x, 650), 2, PALE)
    return plate


def folds() -> Plate:
    """Folio, quarto and octavo, each half of the one before."""
    plate = Plate(1200, 800, STONE)
    left = 90.0
    for words, width, height in (("folio", 400, 540), ("quarto", 270, 400), ("octavo", 200, 270)):
        top = 660.0 - height
        for leaf in range(3, -1, -1):
            plate.area(_box(left + 9 * leaf, top - 7 * leaf, width, height), WHITE, 3)
        plate.line([(left, top), (left, top + height)], 9, RUST)
        plate.text((left + width / 2, 720), words, 44, "Italic", anchor="mm")
        left += width + 75
    return plate


def proportion(words: str, ratio: float) -> Plate:
    """A page of some proportion, with its text block."""
    plate = Plate(800, 1200, MIST)
    height = 900.0
    width = height / ratio
    left, top = 400 - width / 2, 110.0
    plate.area(_box(left, top, width, height), WHITE, 4)
    inner = _box(left + width / 9, top + height / 9, width * 6 / 9, height * 6 / 9)
    plate.area(inner, "#eef3f4", 2, SEA)
    plate.dashes((left, top + height), (left + width, top), 2, PALE)
    plate.text((400, 1105), words, 62, "Medium", anchor="mm")
    return plate


def canon() -> Plate:
    """An opening, and the diagonals that give the place of the text in it."""
    plate = Plate(1500, 1000)
    width, height, top, left = 540.0, 810.0, 95.0, 210.0
    for side in (left, left + width):
        plate.area(_box(side, top, width, height), "#fbf8f1", 4)
    bottom, middle, right = top + height, left + width, left + 2 * width
    for ends in (((left, bottom), (right, top)), ((left, top), (right, bottom)),
                 ((left, bottom), (middle, top)), ((right, bottom), (middle, top))):  # fmt: skip
        plate.line(ends, 2, PALE)
    for side, mirrored in ((left, True), (middle, False)):
        inner, outer = width / 9, 2 * width / 9
        x = side + (outer if mirrored else inner)
        plate.area(_box(x, top + height / 9, width - inner - outer, height * 6 / 9), MIST, 3, SEA)
    return plate


def spines() -> Plate:
    """A shelf, from a pocket book to an atlas."""
    plate = Plate(2400, 600, "#f3ede2")
    colors = (SEA, RUST, INK, "#7d8f69", "#c98a4b", "#5b4a6a", "#2f6f80")
    left, number = 60.0, 0
    while left < 2260:
        height = 190 + 330 * abs(math.sin(number * 1.7)) ** 1.4
        width = 34 + (number * 37) % 48
        plate.area(_box(left, 545 - height, width, height), colors[number % len(colors)])
        plate.line([(left + 8, 545 - height * 0.8), (left + width - 8, 545 - height * 0.8)], 4, SAND)
        plate.line([(left + 8, 545 - height * 0.16), (left + width - 8, 545 - height * 0.16)], 4, SAND)
        left += width + 5
        number += 1
    plate.line([(30, 550), (2370, 550)], 10)
    return plate


def scroll() -> Plate:
    """A page that has no end, in the frame of a telephone."""
    plate = Plate(800, 1500, STONE)
    plate.area(_box(170, 60, 460, 1000), INK)
    plate.area(_box(190, 110, 420, 900), WHITE)
    for row in range(25):
        width = 340 - 90 * (row % 4 == 3)
        plate.line([(230, 160 + row * 52), (230 + width, 160 + row * 52)], 12, SEA if row < 17 else PALE)
    plate.arrow([(700, 300), (700, 1330)], 8, RUST, 40)
    return plate


def drying_boards() -> Plate:
    """Washi on a drying board, for the thread on the sizes of paper in Japan."""
    plate = Plate(1200, 800, "#efe9dc")
    for number in range(4):
        left = 70 + number * 275.0
        plate.area(_box(left, 90, 235, 600), "#c9a877", 4)
        plate.area(_box(left + 22, 130, 190, 270), "#fbf8f1", 3)
        plate.area(_box(left + 22, 420, 190, 240), "#fbf8f1", 3)
    return plate


def _box(left: float, top: float, width: float, height: float) -> list[Point]:
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
