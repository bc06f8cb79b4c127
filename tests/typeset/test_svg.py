"""Drawings in SVG are drawn, and nothing in them reaches out."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.assets import BadPictureError
from pipeline.model import Asset
from pipeline.typeset import apart, pictures, svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
BOX = f'{HEAD} width="40" height="20">'


def drawn(text: str) -> Image.Image:
    return Image.open(io.BytesIO(svg.drawn(text.encode()))).convert("RGB")


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        ('width="40" height="20"', (125, 62)),
        ('width="10mm" height="1in"', (118, 300)),
        ('viewBox="0 0 4 2"', (12, 6)),
        ('viewBox="0,0,4,2" width="100%"', (12, 6)),
        ('viewBox="0 0 4 2" height="100"', (625, 312)),
        ('width="100000" height="50000"', (1276, 638)),
        ('width="1" height="999999999"', (1, 20_000)),
        ('width="1e9" height="5" viewBox="0 0 100000000 50000000"', (31, 16)),
    ],
)
def test_a_drawing_is_as_large_as_it_says_and_no_larger_than_a_page(size: str, pixels: tuple[int, int]) -> None:
    """At 300 dots an inch."""
    assert drawn(f'{HEAD} {size}><rect width="9" height="9"/></svg>').size == pixels


@pytest.mark.parametrize(
    "text",
    [
        "<svg",
        f"{BOX}",
        f"{HEAD}><rect/></svg>",
        f'{HEAD} viewBox="0 0 0 9"/>',
        f'{HEAD} viewBox="a b c d"/>',
        f'<!DOCTYPE svg [<!ENTITY a "b">]>{BOX}<text>&a;</text></svg>',
        BOX + "<g>" * 50_000 + "</g>" * 50_000 + "</svg>",
        BOX + "<g/>" * 200_001 + "</svg>",
    ],
)
def test_what_cannot_be_drawn_is_told(text: str) -> None:
    """In words that fit the placeholder."""
    with pytest.raises(BadPictureError, match=r"drawing|drawn"):
        svg.drawn(text.encode())


OUTSIDE = st.sampled_from(
    ["/etc/passwd", "file:///etc/passwd", "https://x.example/a.png", "a.png", " \ta.png", "data:text/html,x",
     "data:image/svg+xml;base64,PHN2Zy8+", "DATA:IMAGE/SVG+XML,x", "//x.example/a", "C:\\a.png"]
)  # fmt: skip
PLACE = st.sampled_from(
    [
        '<image xlink:href="{}" width="9" height="9"/>',
        '<image href="{}" width="9" height="9"/>',
        '<use href="{}"/>',
        '<filter id="f"><feImage href="{}"/></filter>',
        '<rect style="fill:url({})"/>',
        "<rect style=\"fill: URL( '{}' )\"/>",
        '<rect fill="url({})"/>',
        '<style>@import "{}";</style>',
        "<style>@IMPORT url({});</style>",
        "<style>rect {{ fill: u\\72l({}) }}</style>",
        "<style>rect {{ mask: url({}) </style>",
        '<script href="{}"/>',
        '<foreignObject><image href="{}"/></foreignObject>',
    ]
)


@given(st.lists(st.tuples(PLACE, OUTSIDE), max_size=5))
def test_nothing_leads_out_of_a_drawing(parts: list[tuple[str, str]]) -> None:
    """No address stays but those of its own parts and of pictures within it."""
    inside = "".join(place.format(address) for place, address in parts)
    kept = '<image href="data:image/png;base64,AA=="/><use href="#a"/><rect fill="url(#b)"/>'
    made = svg.harmless(f"{BOX}{inside}{kept}</svg>".encode()).decode()
    for sign in ("passwd", "x.example", "a.png", "text/html", "svg+xml", "script", "import"):
        assert sign not in made.lower()
    assert all(own in made for own in ("data:image/png;base64,AA==", '"#a"', "url(#b)"))


def test_a_file_of_this_machine_is_not_shown(tmp_path: Path) -> None:
    """However it is asked for."""
    Image.new("RGB", (9, 9), "red").save(tmp_path / "x.png")
    made = drawn(f'{BOX}<image href="{tmp_path}/x.png" width="40" height="20"/></svg>')
    assert made.getcolors() == [(125 * 62, (255, 255, 255))]


def test_a_drawing_is_the_same_each_time(tmp_path: Path) -> None:
    """Its words are set in our own faces."""
    path = tmp_path / "x.svg"
    path.write_text(
        f'\ufeff<?xml version="1.0"?>\n<!-- a > b -->\n{BOX}<text y="15" font-family="Arial">Wall</text></svg>'
    )
    first = pictures.prepare(Asset(path=path))
    pictures.prepare.cache_clear()
    assert pictures.prepare(Asset(path=path)) == first
    assert svg.drawn(path.read_bytes()) != svg.drawn(f"{BOX}</svg>".encode())


def test_a_web_page_is_no_drawing() -> None:
    """Though there may be one in it; nor are beginnings that go on for ever."""
    assert not svg.is_svg(b"<!DOCTYPE html><html><svg/></html>")
    start = time.process_time()
    for beginning in (b"<!--", b"<?", b"<!DOCTYPE svg [", b" ", b"<!DOCTYPE svg>"):
        assert not svg.is_svg(beginning * 4096)
    assert time.process_time() - start < 2


def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the thread goes on without the drawing."""
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(BadPictureError, match="takes too long"):
        svg.drawn(f"{BOX}</svg>".encode())
