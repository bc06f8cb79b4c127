"""Harmonies: colours of spine and back that go with a front, on which words can be read."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.typeset.cover import harmony


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, as "#rrggbb" (WCAG 2.2)."""
    lights = []
    for colour in (one, other):
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        light = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
        lights.append(0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)
    return max(lights) / min(lights)


def front(*colours: tuple[int, int, int]) -> bytes:
    """A picture in stripes of those colours, the first the widest."""
    file, image = BytesIO(), Image.new("RGB", (90, 90), colours[0])
    for place, colour in enumerate(colours[1:]):
        image.paste(colour, (60 + 15 * place, 0, 75 + 15 * place, 90))
    image.save(file, "PNG")
    return file.getvalue()


def test_the_ground_is_the_most_frequent_colour() -> None:
    """As it is, where words can be read on it."""
    assert harmony.of(front((18, 52, 86), (250, 240, 200), (200, 10, 10))).ground == "#123456"


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_words_can_be_read_on_any(colour: tuple[int, int, int]) -> None:
    """By a contrast of 7 to 1, those that speak quietly by 4.5 to 1."""
    made = harmony.of(front(colour))
    assert contrast(made.ink, made.ground) >= 6.9
    assert contrast(made.soft, made.ground) >= 4.5
