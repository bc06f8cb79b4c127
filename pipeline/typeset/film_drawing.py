"""A process apart that takes a frame from a film: `python -m pipeline.typeset.film_drawing CONTAINER`.

Film in, PNG out: see `films.still`.
"""

from __future__ import annotations

import io
from itertools import chain, islice
from typing import BinaryIO

import av

from pipeline.typeset import apart, frames

_FRAMES = 250
"""Frames among which one with something on it is looked for: ten seconds."""


def _still(film: BinaryIO, arguments: list[str]) -> bytes:
    """The first frame with something on it, else the first."""
    with av.open(film, "r", format=arguments[0], options={"protocol_whitelist": ""}) as container:
        images = (frame.to_image() for frame in islice(container.decode(video=0), _FRAMES))
        first = next(images)
        shown = next((each for each in chain([first], images) if not frames.is_blank(each)), first)
    out = io.BytesIO()
    shown.save(out, "PNG", compress_level=1)
    return out.getvalue()


if __name__ == "__main__":
    apart.serve(_still)
