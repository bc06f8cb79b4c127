"""Pictures made ready for print: how finely they are printed at most."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from pipeline.model import Asset, Media
from pipeline.typeset import theme as themes
from pipeline.typeset.theme_toml import Wishes
from tests.press.conftest import THEME, bind, single, thread

_IMAGES = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)


@pytest.mark.parametrize(("limit", "resolution"), [(0, 1600 / 108 * 25.4), (200, 200)])
def test_pictures_are_bounded_as_they_are_printed(tmp_path: Path, limit: int, resolution: float) -> None:
    """A picture as wide as the text has so many pixels an inch, or as many as are asked for; its shape stays."""
    Image.linear_gradient("L").resize((1600, 800)).save(tmp_path / "leaf.png")
    book = single(thread("A leaf.", media=[Media(alt="A leaf", asset=Asset(path=tmp_path / "leaf.png"))]))
    theme = themes.load("classic", [Wishes({"print_resolution": str(limit)})]) if limit else THEME
    with pypdfium2.PdfDocument(bind(book, theme=theme).data) as pdf:
        (picture,) = pdf[0].get_objects(_IMAGES)
        left, bottom, right, top = picture.get_bounds()
        across, down = picture.get_px_size()
    assert [right - left, top - bottom] == pytest.approx([108 / 25.4 * 72, 54 / 25.4 * 72], abs=0.3)
    assert across == pytest.approx(2 * down, abs=1)
    assert resolution * 0.99 <= across / (right - left) * 72 <= resolution + 0.5
