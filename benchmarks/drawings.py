"""Small pictures for the corpus: hills under a sun, another one for each seed."""

from __future__ import annotations

from io import BytesIO
from math import sin
from random import Random

from PIL import Image, ImageDraw

SIZE = (640, 400)
"""Pixels."""
_SKIES = ("#f3e9d2", "#dfe7ea", "#f6dcc8", "#e4e0ee")
_HILLS = ("#8a9a7b", "#6f8591", "#a07c6a", "#7d7396", "#b59b5b", "#56705f")


def draw(random: Random, suffix: str) -> bytes:
    """A picture as a file. suffix: ".png" or ".jpg"."""
    width, height = SIZE
    image = Image.new("RGB", SIZE, random.choice(_SKIES))
    pen = ImageDraw.Draw(image)
    x, y, radius = random.randrange(80, width - 80), random.randrange(60, 160), random.randrange(24, 48)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill="#d9694a")
    for layer, colour in enumerate(random.sample(_HILLS, 3)):
        top, wave, shift = 190 + 65 * layer, random.uniform(60, 140), random.uniform(0, 9)
        ridge = [(x, top + 32 * sin(x / wave + shift)) for x in range(0, width + 16, 16)]
        pen.polygon([(0, height), *ridge, (width, height)], fill=colour)
    out = BytesIO()
    image.save(out, format={".png": "PNG", ".jpg": "JPEG"}[suffix])
    return out.getvalue()
