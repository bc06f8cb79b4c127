"""A sheet to draw on: lines, areas and lettering, four times finer than what is saved."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]

INK = "#22303c"
RUST = "#b4532a"
SEA = "#2f6f80"
MIST = "#d9e7ea"
SAND = "#efe4d0"
STONE = "#e6e1d8"
WHITE = "#ffffff"

FINER = 4


def curve(points: Sequence[Point], steps: int = 16) -> list[Point]:
    """A smooth line through all the points (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    line: list[Point] = []
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            x = bx + 0.5 * t * (cx - ax + t * (2 * ax - 5 * bx + 4 * cx - dx + t * (3 * (bx - cx) + dx - ax)))
            y = by + 0.5 * t * (cy - ay + t * (2 * ay - 5 * by + 4 * cy - dy + t * (3 * (by - cy) + dy - ay)))
            line.append((x, y))
    return [*line, points[-1]]


def polar(centre: Point, degrees: float, radius: float) -> Point:
    """The point at a compass bearing (0 is up, 90 is right)."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


class Plate:
    """One drawing. All lengths are in pixels of the finished picture."""

    def __init__(self, width: int, height: int, paper: str = WHITE) -> None:
        self.size = (width, height)
        self.image = Image.new("RGB", (width * FINER, height * FINER), paper)
        self.draw = ImageDraw.Draw(self.image)

    def line(self, points: Sequence[Point], width: float = 4, color: str = INK) -> None:
        """A line with round ends and corners."""
        fine = [(x * FINER, y * FINER) for x, y in points]
        self.draw.line(fine, fill=color, width=round(width * FINER), joint="curve")
        for end in (points[0], points[-1]):
            self.disc(end, width / 2, color)

    def dashes(self, start: Point, end: Point, width: float = 3, color: str = INK, dash: float = 14) -> None:
        """A broken straight line."""
        length = math.dist(start, end)
        at = 0.0
        while at < length:
            reach = min(at + dash, length)
            ends = [tuple(a + (b - a) * t / length for a, b in zip(start, end, strict=True)) for t in (at, reach)]
            self.line([(ends[0][0], ends[0][1]), (ends[1][0], ends[1][1])], width, color)
            at += 2 * dash

    def area(self, points: Sequence[Point], fill: str, outline: float = 0, color: str = INK) -> None:
        """A filled shape, with a line round it where `outline` is a width."""
        self.draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=fill)
        if outline:
            self.line([*points, points[0]], outline, color)

    def disc(self, centre: Point, radius: float, fill: str) -> None:
        """A filled circle."""
        x, y, r = centre[0] * FINER, centre[1] * FINER, radius * FINER
        self.draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def ring(self, centre: Point, radius: float, width: float = 4, color: str = INK, fill: str = WHITE) -> None:
        """A circle: a line of `width`, filled within."""
        self.disc(centre, radius + width / 2, color)
        self.disc(centre, radius - width / 2, fill)

    def arrow(self, points: Sequence[Point], width: float = 4, color: str = INK, head: float = 20) -> None:
        """A line that ends in a solid arrow head."""
        tip = points[-1]
        shaft = [point for point in points[:-1] if math.dist(point, tip) > head]
        (ax, ay), (bx, by) = shaft[-1], tip
        back = math.degrees(math.atan2(ax - bx, by - ay))
        self.line([*shaft, polar(tip, back, head * 0.6)], width, color)
        self.area([tip, *(polar(tip, back + turn, head) for turn in (-22, 22))], color)

    def text(
        self,
        at: Point,
        words: str,
        size: float = 34,
        face: str = "Regular",
        color: str = INK,
        anchor: str = "lm",
        halo: float = 0,
    ) -> None:
        """Lettering in Spectral; `anchor` as in Pillow ("lm": `at` is the middle of the left side).

        A `halo` of white keeps it clear of lines behind it.
        """
        path = str(files("fontpkg_spectral") / "files" / f"Spectral-{face}.ttf")
        font = ImageFont.truetype(path, size * FINER)
        fine = (at[0] * FINER, at[1] * FINER)
        self.draw.text(
            fine, words, color, font, anchor, stroke_width=round(halo * FINER), stroke_fill=WHITE if halo else None
        )
        if halo:  # a stroke thickens the letters too: once more, as they are
            self.draw.text(fine, words, color, font, anchor)

    def kanji(self, at: Point, character: str, size: float, weight: int = 300, color: str = INK) -> None:
        """A character in Noto Sans CJK, centred on `at`."""
        font = ImageFont.truetype(str(files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc"), size * FINER)
        font.set_variation_by_axes([weight])
        self.draw.text((at[0] * FINER, at[1] * FINER), character, fill=color, font=font, anchor="mm")

    def encoded(self, suffix: str) -> bytes:
        """The drawing at its final size: a PNG of few colours (".png"), or a JPEG (".jpg")."""
        image = self.image.resize(self.size, Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        if suffix == ".jpg":
            image.save(buffer, "JPEG", quality=86, optimize=True, progressive=True)
        else:
            image.quantize(96, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        return buffer.getvalue()
