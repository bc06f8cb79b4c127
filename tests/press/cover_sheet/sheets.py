"""Books to wrap, the forms of printers, and their sheets in pixels."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from msgspec.structs import replace
from PIL import Image

from pipeline.model import Author, BibliographicRecord, Book, Chapter, CoverForm, Imprint, Picture
from tests.press.conftest import thread

INCH = 25.4
KDP = CoverForm(width=6 * INCH, height=9 * INCH, page_thickness=0.002252 * INCH, spine_text_pages=79, barcode="own")
ISBN = "9783161484100"
RECORD = BibliographicRecord(description="How walls stand.", publisher="Harbour Press", isbn=ISBN)


def book(title: str = "Walls and Tides", language: str = "en", *, author: str = "Ida Marlow", **facts: object) -> Book:
    """A collection of two threads, with a record. facts: of its imprint."""
    whole = [thread("One on two.", number=number, author=Author(name=author), language=language) for number in (1, 2)]
    chapters = tuple(Chapter(thread=each, body="<article/>") for each in whole)
    imprint = replace(Imprint(stated=RECORD), **facts)
    return Book(id=whole[0].id[:-1] + "9", title=title, language=language, chapters=chapters, imprint=imprint)


def picture(width: int = 600, height: int = 900, colours: tuple[str, str] = ("#702010", "#702010")) -> Picture:
    """A picture of one colour above another."""
    file, image = BytesIO(), Image.new("RGB", (width, height), colours[0])
    image.paste(colours[1], (0, height // 2, width, height))
    image.save(file, "PNG")
    return Picture(name="a.png", media_type="image/png", data=file.getvalue(), width=width, height=height)


def seen(data: bytes, density: float = 100) -> Image.Image:
    """The page in pixels. density: dots to the inch."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    image: Image.Image = page.render(scale=density / 72).to_pil().convert("RGB")
    page.close()
    document.close()
    return image


def part(image: Image.Image, form: CoverForm, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """A part of a sheet: lengths in millimetres from the upper left corner of the trim."""
    scale = image.height / (form.height + 2 * form.bleed)
    edges = (round((form.bleed + each) * scale) for each in (left, top, right, bottom))
    return image.crop(tuple(edges))  # type: ignore[arg-type]
