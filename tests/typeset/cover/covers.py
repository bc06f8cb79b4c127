"""Covers to look at: of classic, in pixels."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from pipeline.typeset import theme as themes
from pipeline.typeset.cover import raster
from pipeline.typeset.cover.cover_words import CoverWords
from pipeline.typeset.cover.design import HEIGHT, drawn
from pipeline.typeset.theme import Theme

THEME = themes.load("classic")
TWELVE = ", ".join(f"Ştefan Őry {number}" for number in range(11)) + " and Maren Oake"

Box = tuple[int, int, int, int]


def words(title: str = "", **facts: object) -> CoverWords:
    """The words of a cover, by default of the first cloth."""
    return CoverWords(title=title, **{"identity": 0, **facts})  # type: ignore[arg-type]


def seen(of: CoverWords, height: float = HEIGHT, pixels: int = 400) -> Image.Image:
    """The cover as a reader sees it, that many pixels wide."""
    with Image.open(BytesIO(raster.jpeg(drawn(of, height, THEME).encode(), pixels))) as image:
        return image.convert("RGB")


def ink(of: CoverWords, height: float = HEIGHT) -> Box | None:
    """The box around all that differs from a cover without words, in the cover's units; None where nothing does."""
    empty = words(identity=of.identity, right_to_left=of.right_to_left)
    apart = ImageChops.difference(seen(of, height), seen(empty, height)).convert("L")
    box = apart.point(lambda shade: 255 * (shade > 24)).getbbox()
    return (box[0] * 4, box[1] * 4, box[2] * 4, box[3] * 4) if box else None


def stranger(folder: Path, template: str | None) -> Theme:
    """A stranger's theme with that template of the cover; None: without one."""
    (folder / "theme.toml").write_text('name = "strange"\nbase = "classic"\n', encoding="utf-8")
    if template is not None:
        (folder / "cover.svg.j2").write_text(template, encoding="utf-8")
    return themes.load(str(folder))
