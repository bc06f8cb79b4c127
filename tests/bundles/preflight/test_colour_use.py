"""Colours, wherever they are used: found by the space that they are in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Stream

from pipeline.bundles.preflight.colour_use import Use, used
from tests.bundles.preflight.sound_files import add_page, draw, image, words

Set = Callable[[pikepdf.Pdf, Any], str]
"""Puts into a page's resources what operators need, and gives these."""


def uses(setting: Set) -> set[Use]:
    """The uses on a page but for the black word that it has."""
    pdf = pikepdf.new()
    add_page(pdf, right=True)
    draw(pdf, 1, setting(pdf, pdf.pages[0].Resources))
    (found,) = used(pdf.pages)
    return {*found} - {Use("words", "grey", (0.0,)), Use("drawing", "grey")}


def space(written: bytes) -> Set:
    """A drawing in a colour space."""

    def setting(_: pikepdf.Pdf, resources: Any) -> str:
        resources.ColorSpace = Dictionary(C=Object.parse(written))
        return "/C cs 0.5 scn 0 0 9 9 re f"

    return setting


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"/DeviceRGB", "RGB"),
        (b"[/Indexed /DeviceCMYK 0 <00000000>]", "CMYK"),
        (b"[/Separation /Gold /DeviceCMYK << /FunctionType 2 /N 1 >>]", "a spot colour"),
        (b"[/DeviceN [/Gold] /DeviceCMYK << /FunctionType 2 /N 1 >>]", "a spot colour"),
        (b"[/Lab << /WhitePoint [1 1 1] >>]", "Lab"),
        (b"[/CalRGB << /WhitePoint [1 1 1] >>]", "RGB by profile"),
        (b"[/CalGray << /WhitePoint [1 1 1] >>]", "grey by profile"),
        (b"/Unheard", "an unknown space"),
    ],
)
def test_spaces(written: bytes, told: str) -> None:
    """By their own words."""
    assert uses(space(written)) == {Use("drawing", told)}


def test_the_ink_of_black_alone_is_grey() -> None:
    """Though it is a colour of its own."""
    assert uses(space(b"[/Separation /Black /DeviceCMYK << /FunctionType 2 /N 1 >>]")) == set()


def tiles(pdf: pikepdf.Pdf, resources: Any) -> str:
    """A ground of coloured tiles."""
    tile = Stream(pdf, b"1 0 0 rg 0 0 5 5 re f")
    tile.stream_dict = Dictionary(PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9)
    resources.Pattern = Dictionary(P=tile)
    return "/Pattern cs /P scn 0 0 99 99 re f"


def gradient(_: pikepdf.Pdf, resources: Any) -> str:
    """A ground that is a gradient."""
    resources.Pattern = Dictionary(P=Dictionary(PatternType=2, Shading=Dictionary(ColorSpace=Name.DeviceRGB)))
    return "/Pattern CS /P SCN 0 0 99 99 re S"


def masked(pdf: pikepdf.Pdf, _: Any) -> str:
    """A picture with a soft mask."""
    image(pdf, 1, pixels=9, points=9).SMask = pdf.make_stream(b"")
    return ""


def stencil(pdf: pikepdf.Pdf, _: Any) -> str:
    """A picture that has no colour of its own."""
    drawn = image(pdf, 1, pixels=8, points=9)
    del drawn.ColorSpace
    drawn.ImageMask = True
    return ""


def soft_mask(pdf: pikepdf.Pdf, resources: Any) -> str:
    """Drawing through a mask."""
    group = pdf.make_stream(b"0.5 g 0 0 9 9 re f")
    resources.ExtGState = Dictionary(T=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group)))
    return "/T gs 0 0 9 9 re f"


def blended(_: pikepdf.Pdf, resources: Any) -> str:
    """Drawing that darkens what is below."""
    resources.ExtGState = Dictionary(T=Dictionary(BM=Array([Name.Multiply, Name.Normal])))
    return "/T gs 0 0 9 9 re f"


def inherited(pdf: pikepdf.Pdf, resources: Any) -> str:
    """A form with words, drawn in two colours that it does not choose itself."""
    form = Stream(pdf, words(0, 0, "").encode())
    form.stream_dict = Dictionary(Subtype=Name.Form, BBox=[0, 0, 99, 99], Group=Dictionary(S=Name.Transparency))
    resources.XObject.Fm = form
    return "1 0 0 rg /Fm Do 0 1 0 rg /Fm Do Q Q Q"


def by_default(pdf: pikepdf.Pdf, resources: Any) -> str:
    """A colour of the device, which the page says is one by a profile."""
    profile = pdf.make_stream(b"", N=3)
    resources.ColorSpace = Dictionary(DefaultRGB=Array([Name.ICCBased, profile]), C=Name.DeviceRGB)
    return "1 0 0 rg /C cs 1 0 0 scn 0 0 9 9 re f"


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (by_default, {Use("drawing", "RGB by profile")}),
        (tiles, {Use("drawing", "RGB")}),
        (gradient, {Use("drawing", "RGB")}),
        (masked, {Use("picture", "grey"), Use("transparency")}),
        (stencil, set()),
        (soft_mask, {Use("transparency")}),
        (blended, {Use("transparency")}),
        (
            inherited,
            {
                Use("drawing", "RGB"),
                Use("words", "RGB", (1.0, 0.0, 0.0)),
                Use("words", "RGB", (0.0, 1.0, 0.0)),
                Use("transparency"),
            },
        ),
    ],
)
def test_places(setting: Set, expected: set[Use]) -> None:
    """Patterns, masks, forms: each is looked into, and what may be seen through is told of."""
    assert uses(setting) == expected


def test_a_form_within_itself_is_looked_into_once() -> None:
    """Damaged files have such."""

    def setting(pdf: pikepdf.Pdf, resources: Any) -> str:
        form = pdf.make_stream(b"1 0 0 rg /Fm Do")
        form.stream_dict = Dictionary(Subtype=Name.Form, Resources=Dictionary(XObject=Dictionary(Fm=form)))
        resources.XObject.Fm = form
        return "/Fm Do"

    assert uses(setting) == {Use("drawing", "RGB")}


def test_a_page_that_is_a_group_may_be_seen_through() -> None:
    """As PDF/X-1a has it."""

    def setting(pdf: pikepdf.Pdf, _: Any) -> str:
        pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency)
        return ""

    assert uses(setting) == {Use("transparency")}
