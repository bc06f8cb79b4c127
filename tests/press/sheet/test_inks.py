"""Operators that set colours are rewritten, and nothing else of what is drawn."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.press.sheet import inks

TEXT = b"BT /F 9 Tf <0003> Tj ET"
OTHERS = b"/Span <</ActualText (1 0 0 rg) /MCID 3>> BDC\n0 0 1 1 re\n/Pattern cs\n/p0 scn\n[1 0 0] 0 d\nEMC"


@pytest.mark.parametrize(
    ("drawn", "greys"),
    [
        (b"0 0 0 rg", b"0 g"),
        (b"1.0 1.0 1.0 RG", b"1 G"),
        (b"1 0 0 rg", b"0.299 g"),
        (b"0.2 0.2 0.2 rg", b"0.2 g"),
        (b"/lab-d65 cs\n0 0 0 scn", b"0 g"),
        (b"/lab-d50 CS\n100 -5.5 1e-05 SCN", b"1 G"),
        (b"/DeviceCMYK cs\n0 0 0 1 scn", b"0 g"),
        (b"/DeviceCMYK cs\n0 1 0 0 scn", b"0.413 g"),
    ],
)
def test_a_colour_becomes_a_grey(drawn: bytes, greys: bytes) -> None:
    """Of every way in which a colour is set; black is all of the one ink."""
    assert inks.in_greys(b"%b\n%b\n%b" % (TEXT, drawn, OTHERS)) == b"%b\n%b\n%b" % (TEXT, greys, OTHERS)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_greys_are_those_of_pictures(colour: tuple[int, int, int]) -> None:
    """A colour that is drawn becomes the grey that it becomes in a picture."""
    drawn = b"%f %f %f rg" % tuple(part / 255 for part in colour)
    grey = float(inks.in_greys(drawn).removesuffix(b" g"))
    assert grey * 255 == pytest.approx(Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0)), abs=1.1)


def test_of_colours_only_greys_become_ink() -> None:
    """Where a book keeps its colours, black is black ink alone none the less."""
    drawn = b"0 0 0 rg\n0.5 0.5 0.5 RG\n0.5 0.5 0.6 rg\n" + OTHERS
    assert inks.without_grey_rgb(drawn) == b"0 g\n0.5 G\n0.5 0.5 0.6 rg\n" + OTHERS


def test_what_is_transparent_becomes_as_light_as_on_white() -> None:
    """An opacity holds until the state before comes back, for what is filled or stroked; masks are left out."""
    drawn = b"0 g\nq\n/a0.5 gs\nf\n0.5 g\nf\n/A0.25 gs\n0 G\nS\n/s3 gs\nQ\nf\n1 g"
    assert inks.opaque(drawn) == b"0 g\nq\n0.5 g\nf\n0.75 g\nf\n0.75 G\n0.75 G\nS\nQ\nf\n1 g"


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [((False, False), b"0.200 0.200 0.200 rg"), ((False, True), b"0.2 g"), ((True, False), b"0.2 g")],
)
def test_the_colour_of_page_numbers(asked: tuple[bool, bool], drawn: bytes) -> None:
    """It follows from the same."""
    grey, neutral = asked
    assert inks.filling("#333333", grey=grey, neutral=neutral) == drawn


def test_lines_are_what_pydyf_writes() -> None:
    """A parser of PDF reads the same operators before and after, but for those of colours."""
    drawn = b"q\n%b\n1 0 0 rg\n%b\n0 0 5 5 re\nf\nQ" % (TEXT, OTHERS)
    with pikepdf.new() as pdf:
        read = [pikepdf.parse_content_stream(pdf.make_stream(each)) for each in (drawn, inks.in_greys(drawn))]
    before, after = ([str(each.operator) for each in part] for part in read)
    assert [each if each != "rg" else "g" for each in before] == after
