"""The output intent of a PDF/X: the press that it is meant for, with its profile (ISO 15930-7, 6.2.3)."""

from __future__ import annotations

from pathlib import Path

from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.sheet.syntax import reference, text
from pipeline.typeset.output_profile import OutputProfile

OURS = Path(__file__).parents[1] / "data" / "FOGRA39L-compact.icc"
"""Made from the characterization data FOGRA39L: docs/decisions/0018-press-files.md."""
_REGISTRY = "http://www.color.org"
_CONDITION = "FOGRA39"
"""Name of the printing condition in the ICC's registry: offset on coated paper (ISO 12647-2)."""
_CUSTOM = "Custom"
"""Stands in its place where the condition is in no registry."""


def entries(file: PdfFile, profile: OutputProfile | None) -> dict[str, object]:
    """Entries of the catalogue. profile: the editor's; None: ours."""
    number = file.reserve()
    data = profile.data if profile else OURS.read_bytes()
    file.add_stream(number, {"N": 4}, data)
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFX",
        "OutputConditionIdentifier": text(_CUSTOM if profile else _CONDITION),
        **({} if profile else {"RegistryName": text(_REGISTRY)}),
        "Info": text(profile.description if profile else "Offset printing on coated paper"),
        "DestOutputProfile": reference(number),
    }
    return {"OutputIntents": [intent]}
