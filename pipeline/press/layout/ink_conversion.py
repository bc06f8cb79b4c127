"""Conversion of a printed document to the inks of a press: its colours, its pictures, and what is transparent.

It changes the objects of a `pydyf.PDF` while they are still dictionaries and lists, and so does for whatever a theme
has WeasyPrint draw: text, rules, backgrounds, gradients, emoji, the cover.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import pydyf

from pipeline.press.layout.openings import at, number
from pipeline.press.layout.picture_conversion import converted
from pipeline.press.layout.sharing import content
from pipeline.press.sheet import colour_profiles, inks
from pipeline.typeset.prepress import Prepress


def convert(pdf: pydyf.PDF, prepress: Prepress, widths: Mapping[int, float]) -> None:
    """Convert all that a document shows. widths: at most so many points a picture is printed wide, by its number."""
    if prepress.is_as_drawn:
        return
    for each in list(pdf.objects):
        if isinstance(each, pydyf.Stream):
            if each.extra.get("Subtype") == "/Image":
                _convert_picture(pdf, each, prepress, widths.get(each.number, 0.0))
            else:
                _convert_drawing(each, prepress)
        elif isinstance(each, dict):
            _convert_entries(pdf, each, prepress)
    if prepress.has_profiles:
        _add_profile(pdf)


def _convert_picture(pdf: pydyf.PDF, picture: pydyf.Stream, prepress: Prepress, width: float) -> None:
    """Convert a picture; a mask is a picture, too, and goes into the picture where nothing may be transparent."""
    mask = picture.extra.pop("SMask", None) if prepress.is_opaque else None
    most = int(prepress.resolution * width / 72) or picture.extra["Width"]
    made = converted(picture, at(pdf, mask) if mask else None, grey=prepress.is_grey, most=most)
    picture.stream[:], picture.extra = made.stream, made.extra
    if mask:
        gone = pydyf.Dictionary()
        gone.number = number(mask)
        pdf.objects[gone.number] = gone


def _convert_drawing(stream: pydyf.Stream, prepress: Prepress) -> None:
    """Convert the operators of a page, or of what is drawn on pages."""
    drawn, is_packed = content(stream), "Filter" in stream.extra
    drawn = zlib.decompress(drawn) if is_packed else drawn
    drawn = inks.in_greys(drawn) if prepress.is_grey else inks.without_grey_rgb(drawn)
    drawn = inks.opaque(drawn) if prepress.is_opaque else drawn
    stream.stream[:] = [zlib.compress(drawn) if is_packed else drawn]
    if "Group" in stream.extra:
        _convert_group(stream.extra, prepress)


def _convert_group(extra: dict[str, Any], prepress: Prepress) -> None:
    """Have what is drawn as a group blend in the press's inks; where nothing is transparent, it is none."""
    if prepress.is_opaque:
        del extra["Group"]
    elif prepress.is_grey:
        extra["Group"]["CS"] = "/DeviceGray"
    elif prepress.is_exchange:
        extra["Group"]["CS"] = "/DeviceCMYK"


def _convert_entries(pdf: pydyf.PDF, entries: dict[str, Any], prepress: Prepress) -> None:
    """Convert a dictionary, of those that say what colours and transparency are, and what links."""
    if entries.get("S") == "/Link" and prepress.is_for_press:
        entries["S"] = "/Span"  # it leads nowhere on paper
    if "lab-d50" in entries and prepress.is_grey:
        entries.clear()
    if "ShadingType" in entries and prepress.is_grey and entries["ColorSpace"] != "/DeviceGray":
        entries["ColorSpace"] = "/DeviceGray"
        _convert_function(entries["Function"])
    if "ExtGState" in entries:
        if prepress.is_opaque:
            entries["ExtGState"] = pydyf.Dictionary()
        for state in entries["ExtGState"].values():
            if "SMask" in state and (prepress.is_grey or prepress.is_exchange):
                at(pdf, state["SMask"]["G"]).extra["Group"]["CS"] = "/DeviceGray"


def _convert_function(function: dict[str, Any]) -> None:
    """Convert the colours of a gradient."""
    for end in ("C0", "C1"):
        if end in function:
            function[end] = pydyf.Array([inks.grey_of(*map(float, function[end]))])
    for part in function.get("Functions", ()):
        _convert_function(part)


def _add_profile(pdf: pydyf.PDF) -> None:
    """Have all colours be sRGB by its profile. It comes last, where sharing looks first."""
    profile = pydyf.Stream([colour_profiles.srgb()], pydyf.Dictionary({"N": colour_profiles.CHANNELS}), compress=True)
    pdf.add_object(profile)
    space = {"DefaultRGB": pydyf.Array(("/ICCBased", profile.reference))}
    for entries in pdf.objects:
        if isinstance(entries, dict) and "lab-d50" in entries:
            entries.update(space)
        elif isinstance(entries, dict) and "ExtGState" in entries and "ColorSpace" not in entries:
            entries["ColorSpace"] = pydyf.Dictionary(space)
