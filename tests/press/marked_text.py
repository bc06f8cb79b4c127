"""The text of a PDF as a screen reader has it: in the order of its content, from marks and Unicode maps alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf


def marked_text(data: bytes) -> str:
    """The text of all pages; white space is not told where lines end."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return "".join(text for page in pdf.pages for text in _part(page.obj))


def _part(part: Any) -> Iterator[str]:
    """The text of a page or of a form on one."""
    maps: dict[str, dict[bytes, str]] = {}
    said: dict[bytes, str] = {}
    actual: list[bool] = []
    instructions: Any = pikepdf.parse_content_stream(part)
    for operands, operator in instructions:
        name = str(operator)
        if name in ("BDC", "BMC"):
            text = _actual_text(operands)
            actual.append(text is not None)
            yield text or ""
        elif name == "EMC":
            actual.pop()
        elif name == "Tf":
            font = str(operands[0])
            said = maps.setdefault(font, _unicode_map(part.Resources.Font[font]))
        elif name == "Do" and "/StructParents" in (form := part.Resources.XObject[str(operands[0])]):
            yield from _part(form)
        elif name in ("Tj", "TJ") and not any(actual):
            yield from (said[code] for code in _codes(operands[0]))


def _actual_text(operands: Any) -> str | None:
    marks = operands[1] if len(operands) > 1 else None
    return str(marks.ActualText) if isinstance(marks, pikepdf.Dictionary) and "/ActualText" in marks else None


def _codes(shown: Any) -> Iterator[bytes]:
    for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(piece, pikepdf.String):
            data = bytes(piece)
            yield from (data[start : start + 2] for start in range(0, len(data), 2))


def _unicode_map(font: pikepdf.Object) -> dict[bytes, str]:
    entries = re.findall(rb"<(\w{4})> <(\w+)>", font.ToUnicode.read_bytes())
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in entries}
