"""The cover as the first page of a collection: over all of it, in vectors, with its words for those who hear it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image

from pipeline import press
from pipeline.errors import ThemeError
from pipeline.model import Imprint, Picture
from pipeline.typeset import theme as themes
from tests.press.conftest import bind, book, thread
from tests.press.tagged import audit, read
from tests.typeset.cover.covers import stranger

WHOLE = book(thread("One wall."), thread("Two walls.", number=2))


def first_page(data: bytes) -> Image.Image:
    """The first page in pixels, 200 wide."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    image: Image.Image = page.render(scale=200 / page.get_width()).to_pil().convert("RGB")
    page.close()
    document.close()
    return image


def test_it_covers_the_page_and_has_its_words_as_alternative_text() -> None:
    """A figure of the structure, drawn without a font and without an image."""
    data = bind(WHOLE).data
    image = first_page(data)
    corners = [image.getpixel(place) for place in ((198, 1), (198, image.height - 2), (30, 60))]
    assert len(set(corners)) == 1
    assert corners[0] != (255, 255, 255)
    assert len(image.getcolors(1 << 20) or []) > 10, "letters, with their edges"
    with pikepdf.open(BytesIO(data)) as pdf:
        audit(pdf)
        (figure,) = (tag for tag in read(pdf).all("Figure") if tag.name.startswith("Cover"))
        assert figure.name == "Cover: Threads by Ida Marlow, by Ida Marlow"
        operators = {str(each.operator) for each in pikepdf.parse_content_stream(pdf.pages[0])}
        assert operators & {"f", "f*"}
        assert not operators & {"Tj", "TJ", "Do"}


def test_an_editors_picture_takes_its_place() -> None:
    """Over all of the page."""
    file = BytesIO()
    Image.new("RGB", (300, 430), "#c03040").save(file, "PNG")
    own = Picture(name="a.png", media_type="image/png", data=file.getvalue(), width=300, height=430)
    image = first_page(bind(replace(WHOLE, imprint=Imprint(cover=own))).data)
    (shade,) = image.getcolors(1) or []
    assert shade[1] == pytest.approx((192, 48, 64), abs=2)


def test_it_has_the_shape_that_the_style_sheet_gives_the_page(tmp_path: Path) -> None:
    """A theme with another page needs no other template: its foot stands at the foot of that."""
    (tmp_path / "theme.toml").write_text('base = "classic"\n[settings]\npage = "210x210"', encoding="utf-8")
    image = first_page(bind(WHOLE, theme=themes.load(str(tmp_path))).data)
    assert image.size == (200, 200)
    assert image.getpixel((198, 198)) == image.getpixel((198, 2)) != (255, 255, 255)


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("<svg>\n{{ nothing }}</svg>", "line 2", "nothing"),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g id='a'><use href='#a'/></g></svg>",
            "",
            "cannot be printed",
        ),
    ],
)
def test_a_fault_of_its_template_is_named(tmp_path: Path, template: str, line: str, said: str) -> None:
    """Where it is printed, too."""
    theme = stranger(tmp_path, template)
    front, *_ = press.front_matter(WHOLE, theme)
    with pytest.raises(ThemeError, match=said) as caught:
        press.make_front(front, theme)
    assert (caught.value.path, caught.value.where) == (str(tmp_path / "cover.svg.j2"), line)
