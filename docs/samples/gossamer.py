"""The drawings for the thread on gossamer."""

from __future__ import annotations

import io
import math
from itertools import pairwise

from PIL import Image, ImageOps
from plate import INK, MIST, RUST, SAND, SEA, Plate, Point, curve, polar

BLACK = "#000000"
GRASS = "#8a9a5b"


class Emblem(Plate):
    """A small drawing in one colour on nothing at all, to stand within a line of text."""

    def encoded(self, suffix: str = ".png") -> bytes:  # noqa: ARG002 (nothing else can be clear)
        """A PNG that is clear where nothing is drawn."""
        drawn = ImageOps.invert(self.image.convert("L").resize(self.size, Image.Resampling.LANCZOS))
        clear = Image.new("RGBA", self.size, RUST)
        clear.putalpha(drawn)
        buffer = io.BytesIO()
        clear.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()


def leg(plate: Plate, joints: list[Point], width: float) -> None:
    """A leg from the body to the foot, thinner towards its end."""
    spine = curve(joints, 10)
    for index, (start, end) in enumerate(pairwise(spine)):
        plate.line([start, end], width * (1 - 0.62 * index / len(spine)))


def threads(plate: Plate, start: Point, ends: list[Point], width: float, color: str) -> None:
    """Threads that leave together and spread."""
    for x, y in ends:
        bend = (start[0] + 0.45 * (x - start[0]), start[1] + 0.3 * (y - start[1]))
        plate.line(curve([start, bend, (x, y)]), width, color)


def tiptoe() -> Plate:
    """A crab spider on a grass tip, on straight legs, her abdomen high, and the threads going up."""
    plate = Plate(1500, 1000)
    body, back = (640.0, 600.0), (765.0, 486.0)
    fan = [(1010.0 + 58 * step, 60.0 + 2.6 * step * step) for step in range(9)]
    threads(plate, (838, 408), fan, 2.4, SEA)
    left, right = curve([(440, 1000), (560, 900), (680, 820), (800, 780)]), [(470.0, 1000.0)]
    plate.area([*left, (900, 772), (800, 806), (690, 848), (590, 912), *right], GRASS)
    for knee, foot in (
        ((470, 640), (545, 905)), ((545, 690), (610, 862)), ((716, 700), (690, 816)), ((800, 640), (768, 790)),
    ):  # fmt: skip
        leg(plate, [body, knee, foot], 18)
    leg(plate, [body, (500, 520), (400, 430)], 20)
    plate.area(turned(back, 128, 84, -42), "#c9a47a", 6)
    for shift in (-58, -18, 22, 60):
        middle = polar(back, 48, shift)
        plate.line([polar(middle, -42, 44), polar(middle, 48, 12), polar(middle, 138, 44)], 5, RUST)
    plate.disc(body, 62, INK)
    plate.disc(body, 56, "#a97d52")
    for x, y in ((598, 574), (616, 558), (592, 596)):
        plate.disc((x, y), 7, INK)
    plate.text((250, 410), "a leg that feels", 42, "Italic", anchor="mm")
    plate.text((250, 460), "for the wind", 42, "Italic", anchor="mm")
    plate.text((1290, 360), "fifty threads", 42, "Italic", SEA, "mm")
    plate.text((1290, 410), "or more", 42, "Italic", SEA, "mm")
    plate.text((950, 690), "the others on tiptoe", 42, "Italic")
    return plate


def turned(centre: Point, long: float, short: float, degrees: float) -> list[Point]:
    """An oval, turned against the clock."""
    turn = math.radians(degrees)
    steps = [math.tau * step / 120 for step in range(120)]
    return [
        (
            centre[0] + long * math.cos(t) * math.cos(turn) - short * math.sin(t) * math.sin(turn),
            centre[1] + long * math.cos(t) * math.sin(turn) + short * math.sin(t) * math.cos(turn),
        )
        for t in steps
    ]


def hair_and_thread() -> Plate:
    """A hair and a thread of gossamer, cut across, four hundred to one."""
    plate = Plate(1500, 720)
    plate.ring((480, 360), 300, 4, fill=SAND)
    plate.ring((480, 360), 70, 2, "#cdb992", "#e6d6b4")
    plate.disc((1150, 360), 0.75, INK)
    plate.ring((1150, 360), 44, 2.5, RUST, "#ffffff")
    plate.disc((1150, 360), 1, INK)
    plate.text((480, 690), "a hair", 42, "Italic", anchor="mm")
    plate.text((1150, 450), "gossamer", 42, "Italic", RUST, "mm")
    return plate


def rigging() -> Plate:
    """Shrouds and ratlines, with threads streaming off them."""
    plate = Plate(900, 900, MIST)
    plate.area([(0, 760), (900, 730), (900, 900), (0, 900)], "#9dbcc2")
    plate.line([(470, 900), (450, -20)], 34, "#6b5137")
    for foot in (60, 150, 240, 330):
        plate.line([(foot, 900), (440, 60)], 7)
    for step in range(9):
        part = 0.08 + 0.1 * step
        left, right = 60 + (440 - 60) * (1 - part), 330 + (440 - 330) * (1 - part)
        y = 60 + (900 - 60) * part
        plate.line([(left, y), (right, y)], 4)
    for step in range(11):
        start = (430.0 - 26 * step, 130.0 + 62 * step)
        end = polar(start, 78 - 3 * step, 330 + 20 * (step % 4))
        threads(plate, start, [end], 3, "#ffffff")
        plate.disc(end, 8, RUST)
    return plate


def emblem() -> Plate:
    """A spider at the end of a thread that the wind has bent."""
    plate = Emblem(144, 144)
    plate.line(curve([(134, 10), (104, 22), (78, 52), (66, 88)], 24), 6, BLACK)
    for side in (-1, 1):
        for lift in (-22, -6, 10, 24):
            tip = (62 + side * 42, 104 + lift * 1.4)
            plate.line(curve([(62, 104 + lift * 0.3), (62 + side * 26, 92 + lift * 1.1), tip]), 6, BLACK)
    plate.disc((62, 106), 21, BLACK)
    plate.disc((62, 84), 12, BLACK)
    return plate
