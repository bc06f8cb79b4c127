"""Inks: colours of drawings as a printer wants them. Greys are DeviceGray, so that black is black ink alone."""

from __future__ import annotations

import re
from typing import Any

from pipeline.press.layout.vector_art import Form

_RGB = re.compile(rb"^(\S+) (\S+) (\S+) (rg|RG)$", re.MULTILINE)
"""The operators that choose a colour."""
_GREY_OPERATORS = {b"rg": b"g", b"RG": b"G"}
_WEIGHTS = (0.299, 0.587, 0.114)
"""Of red, green and blue in a grey (ITU-R BT.601), as Pillow has them for pictures."""


def printed(form: Form, *, greys: bool) -> Form:
    """The form in inks, and all within it. greys: it has no other colours."""
    operators = _RGB.sub(lambda found: _chosen(found, greys=greys), form.operators)
    entries: dict[str, Any] = _value(form.entries, greys=greys)
    return Form(entries, operators)


def _chosen(found: re.Match[bytes], *, greys: bool) -> bytes:
    channels = [float(channel) for channel in found.groups()[:3]]
    if greys or len(set(channels)) == 1:
        return b"%.4g %b" % (_grey(channels), _GREY_OPERATORS[found[4]])
    return found[0]


def _value(value: Any, *, greys: bool) -> Any:
    if isinstance(value, Form):
        return printed(value, greys=greys)
    if isinstance(value, list):
        return [_value(each, greys=greys) for each in value]
    if not isinstance(value, dict):
        return "/DeviceGray" if greys and value == "/DeviceRGB" else value
    if greys and value.get("FunctionType") == 2 and len(value["C0"]) == 3:  # from a colour of a gradient to the next
        return value | {end: [_grey(value[end])] for end in ("C0", "C1")}
    return {key: _value(each, greys=greys) for key, each in value.items()}


def _grey(channels: list[float]) -> float:
    return sum(weight * channel for weight, channel in zip(_WEIGHTS, channels, strict=True))
