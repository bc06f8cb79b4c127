"""How finely pictures are printed, told from the finished file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline.model import Asset, Media
from pipeline.press.book.printed_pictures import printed_pictures
from pipeline.typeset import theme as themes
from pipeline.typeset.theme_toml import Wishes
from tests.press.conftest import THEME, bind, single, thread


@pytest.mark.parametrize(("limit", "resolution"), [(0, 1600 / 108 * 25.4), (200, 200)])
def test_pictures_are_measured_and_bounded(tmp_path: Path, limit: int, resolution: float) -> None:
    """A picture as wide as the text has so many pixels an inch, or as many as are asked for; its shape stays."""
    Image.linear_gradient("L").resize((1600, 800)).save(tmp_path / "leaf.png")
    book = single(thread("A leaf.", media=[Media(alt="A leaf", asset=Asset(path=tmp_path / "leaf.png"))]))
    theme = themes.load("classic", [Wishes({"print_resolution": str(limit)})]) if limit else THEME
    (found,) = printed_pictures(bind(book, theme=theme).data)
    assert found.page == 1
    assert [found.width, found.height] == pytest.approx([108, 54], abs=0.1)
    assert found.resolution == pytest.approx(resolution, rel=0.01)
    assert found.resolution <= resolution + 0.5
