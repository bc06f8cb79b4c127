"""Emoji on a printed page: real text under a drawing that the PDF holds once."""

from __future__ import annotations

import logging
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import page
import pikepdf
import pytest

from pipeline.typeset import emoji, fonts
from tests.press.tagged import as_bound

BODY = """<body><h1>Weaving 🧵</h1><p>Weaving 🧵 by the 🌊, 12 m, ☀️ and ☀, 🏳️‍🌈 🇳🇴 👩🏽‍🚀 1️⃣ ❤️‍🔥.
Πάντα ῥεῖ, прилив, 潮, البحر, המים, ज्वार.</p></body>"""
CSS = ".emoji { font-family: 'Threadbound Emoji'; line-height: 0; background: no-repeat 50% / 1em }"


class Printed:
    """A page with emoji, as PDF, and what WeasyPrint had to say about it."""

    def __init__(self, folder: Path) -> None:
        fonts.configure(folder)
        import weasyprint

        from pipeline.press.layout.images import Images

        body = ElementTree.fromstring(BODY)
        words = [piece for piece in emoji.split("".join(body.itertext())) if isinstance(piece, str)]
        face = fonts.stack("".join(words))
        emoji.mark(body, emoji.print_element, fonts.printable)
        inner = ElementTree.tostring(body, encoding="unicode")
        self.warnings: list[str] = []
        handler = logging.Handler(logging.WARNING)
        handler.emit = lambda record: self.warnings.append(record.getMessage())  # type: ignore[method-assign]
        logger = logging.getLogger("weasyprint")
        logger.addHandler(handler)
        self.data = bytes(
            weasyprint.HTML(string=f"<html lang='en'><head><title>Weaving 🧵</title></head>{inner}</html>").write_pdf(
                stylesheets=[weasyprint.CSS(string=f"body {{ font-family: {face} }} {CSS}")],
                cache=Images({}),
                pdf_variant="pdf/ua-1",
                finisher=as_bound,
            )
        )
        logger.removeHandler(handler)
        self.pdf = pikepdf.open(BytesIO(self.data))
        self.objects: list[Any] = [each for each in self.pdf.objects if isinstance(each, pikepdf.Object)]

    def streams(self, kind: str) -> list[Any]:
        return [
            each for each in self.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == f"/{kind}"
        ]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The page, printed once for all tests here."""
    return Printed(tmp_path_factory.mktemp("fonts"))


def test_nothing_is_left_to_say(printed: Printed) -> None:
    """No glyph is missing, no picture fails: WeasyPrint warns of nothing."""
    assert printed.warnings == []


def test_it_is_accessible(printed: Printed) -> None:
    """Text over drawings keeps to PDF/UA-1."""
    report = page.validate_pdf_bytes(printed.data, profile="ua1")
    assert [failure.message for failure in report.failures] == []


def test_only_our_fonts_are_in_it(printed: Printed) -> None:
    """Every font in the file is one of the house's."""
    names = {str(each.FontFamily) for each in printed.objects if "/FontFamily" in each}
    assert names == {
        fonts.TEXT, fonts.EMOJI, "Noto Serif", "Amiri", "DejaVu Sans", "Noto Serif JP", "Noto Serif Devanagari", "Noto Serif Hebrew",
    }  # fmt: skip


def test_emoji_are_text(printed: Printed) -> None:
    """The characters of each emoji are what its glyph copies as; figures outside of emoji are the text face's."""
    (font,) = [
        each
        for each in printed.objects
        if fonts.EMOJI.replace(" ", "-") in str(each.get("/BaseFont", "")) and "/ToUnicode" in each
    ]
    mapped = re.findall(rb"<\w{4}> <(\w+)>", font.ToUnicode.read_bytes().partition(b"beginbfchar")[2])
    texts = {bytes.fromhex(each.decode()).decode("utf-16-be") for each in mapped}
    assert texts == {"🧵", "🌊", "☀️", "🏳️‍🌈", "🇳🇴", "👩🏽‍🚀", "1️⃣", "❤️‍🔥"}


def test_a_drawing_is_stored_once(printed: Printed) -> None:
    """However often an emoji is used, its drawing is in the file once, and nothing needs a transparency group."""
    forms = printed.streams("Form")
    drawings = [form for form in forms if [float(side) for side in form.BBox] == [0, 0, 36, 36]]
    assert len(drawings) == 8
    assert len({form.read_bytes() for form in drawings}) == 8
    assert not [form for form in forms if "/Group" in form]
