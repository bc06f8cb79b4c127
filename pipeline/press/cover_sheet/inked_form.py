"""Forms in the inks of a press: greys are DeviceGray, so that black is black ink alone."""

from __future__ import annotations

from typing import Any

from pipeline.press.layout.vector_art import Form
from pipeline.press.sheet import inks
from pipeline.typeset.prepress import Prepress


def inked(form: Form, prepress: Prepress, spaces: dict[str, Any]) -> Form:
    """The form as a press prints it, and all within it. spaces: entries of resources, for what has colours."""
    operators = inks.in_greys(form.operators) if prepress.is_grey else inks.without_grey_rgb(form.operators)
    operators = inks.opaque(operators) if prepress.is_opaque else operators
    entries: dict[str, Any] = _value(form.entries, prepress, spaces)
    if "Group" in entries and prepress.is_opaque:
        del entries["Group"]
    elif "Group" in entries and (prepress.is_grey or prepress.is_exchange):
        entries["Group"] |= {"CS": "/DeviceGray" if prepress.is_grey else "/DeviceCMYK"}
    entries["Resources"] = entries.get("Resources", {}) | spaces
    if prepress.is_opaque:
        entries["Resources"].pop("ExtGState", None)
    return Form(entries, operators)


def _value(value: Any, prepress: Prepress, spaces: dict[str, Any]) -> Any:
    if isinstance(value, Form):
        return inked(value, prepress, spaces)
    if isinstance(value, list):
        return [_value(each, prepress, spaces) for each in value]
    if not isinstance(value, dict):
        return "/DeviceGray" if prepress.is_grey and value == "/DeviceRGB" else value
    if prepress.is_grey and value.get("FunctionType") == 2 and len(value["C0"]) == 3:  # a gradient's, to the next
        return value | {end: [inks.grey_of(*value[end])] for end in ("C0", "C1")}
    return {key: _value(each, prepress, spaces) for key, each in value.items()}
