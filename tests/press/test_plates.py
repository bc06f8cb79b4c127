"""Pictures in a PDF: the bytes that typesetting made, shown as the picture that they are."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from pipeline.model import Asset, Media
from pipeline.press import sheet
from pipeline.typeset import pictures
from tests.press.conftest import THEME, single, thread


@pytest.mark.parametrize(("mode", "suffix"), [("RGB", "png"), ("L", "png"), ("RGB", "jpg"), ("L", "jpg")])
def test_a_picture_is_shown_as_it_was_prepared(tmp_path: Path, mode: str, suffix: str) -> None:
    """Pixel by pixel, drawings and photos, in colour and in grey; the data are not packed anew."""
    path = tmp_path / f"leaf.{suffix}"
    Image.linear_gradient("L").resize((321, 123)).rotate(90).convert(mode).save(path)
    prepared = pictures.prepare(Asset(path=path))
    chapter = single(thread("A leaf.", media=[Media(alt="A leaf", asset=Asset(path=path))])).chapters[0]
    with pikepdf.open(BytesIO(sheet.render(chapter, THEME).pdf)) as pdf:
        (stored,) = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert bytes(stored.read_raw_bytes()) in prepared.data
        shown = pikepdf.PdfImage(stored).as_pil_image()
    with Image.open(BytesIO(prepared.data)) as expected:
        assert shown.mode == expected.mode == mode
        assert ImageChops.difference(shown, expected).getbbox() is None
