"""Pictures in a PDF: the bytes that typesetting made, shown as the picture that they are."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from pipeline.model import Asset, CustomEmoji, Media, Post, Span
from pipeline.typeset import pictures
from tests.press.conftest import bind, single, thread


@pytest.mark.parametrize(("mode", "suffix"), [("RGB", "png"), ("L", "png"), ("RGB", "jpg"), ("L", "jpg")])
def test_a_picture_is_shown_as_it_was_prepared(tmp_path: Path, mode: str, suffix: str) -> None:
    """Pixel by pixel, drawings and photos, in colour and in grey; the data are not packed anew."""
    path = tmp_path / f"leaf.{suffix}"
    Image.linear_gradient("L").resize((321, 123)).rotate(90).convert(mode).save(path)
    prepared = pictures.prepare(Asset(path=path))
    book = single(thread("A leaf.", media=[Media(alt="A leaf", asset=Asset(path=path))]))
    with pikepdf.open(BytesIO(bind(book).data)) as pdf:
        (stored,) = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert bytes(stored.read_raw_bytes()) in prepared.data
        shown = pikepdf.PdfImage(stored).as_pil_image()
    with Image.open(BytesIO(prepared.data)) as expected:
        assert shown.mode == expected.mode == mode
        assert ImageChops.difference(shown, expected).getbbox() is None


def test_a_custom_emoji_stays_clear(tmp_path: Path) -> None:
    """Its colours come with a mask, in which what is clear is nothing."""
    image = Image.new("RGBA", (8, 6), (180, 80, 40, 0))
    image.paste((180, 80, 40, 255), (0, 0, 3, 6))
    image.save(tmp_path / "stone.png")
    stone = CustomEmoji(name=":stone:", asset=Asset(path=tmp_path / "stone.png"))
    post = Post(text="A :stone:", spans=(Span(start=2, end=9, kind="emoji"),), emoji=(stone,))
    with pikepdf.open(BytesIO(bind(single(thread(posts=(post,)))).data)) as pdf:
        (stored,) = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/SMask" in each]
        assert stored.read_bytes() == image.convert("RGB").tobytes()
        assert stored.SMask.read_bytes() == image.getchannel("A").tobytes()
