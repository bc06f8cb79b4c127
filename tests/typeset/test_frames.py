"""An animation shows a frame with something on it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from pipeline.model import Asset
from pipeline.typeset.pictures import prepare, prepare_figure


def animation(path: Path, *colours: str, format: str) -> Asset:
    """Frames, each with a square of a colour on white."""
    frames = []
    for colour in colours:
        frame = Image.new("RGBA" if format != "GIF" else "RGB", (60, 40), "white")
        frame.paste(colour, (10, 10, 30, 30))
        frames.append(frame)
    frames[0].save(path, format, save_all=True, append_images=frames[1:], duration=100, lossless=True)
    return Asset(path=path)


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_the_first_frame_with_something_on_it_is_shown(tmp_path: Path, format: str) -> None:
    """Many begin with an empty one."""
    shown = prepare_figure(animation(tmp_path / "x", "white", "navy", "red", format=format), 1.45)
    assert shown.moves
    (picture,) = shown.parts
    with Image.open(io.BytesIO(picture.data)) as image:
        red, _, blue = image.convert("RGB").getpixel((20, 20))  # type: ignore[misc]
        assert red < 20
        assert 100 < blue < 150


def test_of_empty_frames_the_first_is_shown(tmp_path: Path) -> None:
    """It is what there is."""
    frames = [Image.new("RGBA", (60, 40), (grey, grey, grey, 255)) for grey in (40, 90)]
    frames[0].save(tmp_path / "x.png", save_all=True, append_images=frames[1:], duration=100)
    with Image.open(io.BytesIO(prepare(Asset(path=tmp_path / "x.png")).data)) as image:
        assert image.convert("L").getpixel((5, 5)) == 40


def test_a_picture_and_the_pages_of_a_document_do_not_move(tmp_path: Path) -> None:
    """A GIF of one frame, a TIFF of two pages."""
    pages = [Image.new("L", (60, 40), grey) for grey in (40, 90)]
    pages[0].save(tmp_path / "x.gif")
    pages[0].save(tmp_path / "x.tif", save_all=True, append_images=pages[1:])
    for name in ("x.gif", "x.tif"):
        assert not prepare_figure(Asset(path=tmp_path / name), 1.45).moves
