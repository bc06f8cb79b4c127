"""Checks of what a press makes of a PDF: pictures, fonts, colours, and what no press has use for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault, UnreadableError, names, pages

if TYPE_CHECKING:
    from pipeline.bundles.preflight.colour_use import Use

_REPORT = "Please report it, with the file if you can."
_NEUTRAL = 0.1
"""Difference of the channels of a colour up to which people call it black or grey."""


def sound(subject: Subject, _: object) -> Iterator[Fault]:
    """A file that can be read to its end, and is not encrypted."""
    if subject.pdf.pdf.is_encrypted:
        yield Fault("it is encrypted", _REPORT)
    if faults := subject.pdf.faults:
        raise UnreadableError(f"it is damaged: {faults[0].rpartition(': ')[2]}")


def resolution(subject: Subject, limit: float) -> Iterator[Fault]:
    """Pictures with so many pixels to the inch at the size at which they are printed. They are printed without, too."""
    soft = {
        (number, mark): mark.density
        for number, drawn in enumerate(subject.pdf.marks, 1)
        for mark in drawn
        if mark.kind == "picture" and round(mark.density) < limit
    }
    if not soft:
        return
    where = pages(number for number, _ in soft)
    least, most = round(min(soft.values())), round(max(soft.values()))
    density = f"{least}" if least == most else f"{least} to {most}"
    what = "the picture is" if len(soft) == 1 else f"{len(soft)} pictures are"
    message = f"{where}: {what} {density} dpi at this size; {limit:g} wanted"
    it = "It prints" if len(soft) == 1 else "They print"
    yield Fault(message, f"{it} soft: larger pictures, or smaller pages, print sharper.", refused=False)


def fonts_embedded(subject: Subject, _: object) -> Iterator[Fault]:
    """All fonts within the file, whether a page shows them or not."""
    if missing := [str(each.get("/BaseFont", "a font without a name")).lstrip("/") for each in _bare_fonts(subject)]:
        yield Fault(f"fonts that are not in the file: {names(missing)}", _REPORT)


def _bare_fonts(subject: Subject) -> Iterator[Any]:
    of_pages = (page.get("/Resources", {}).get("/Font", {}).values() for page in subject.pdf.pages)
    for each in chain(subject.pdf.entries("/Font"), *of_pages):
        if each.get("/Subtype") in ("/Type0", "/Type3"):  # of others, or of drawings
            continue
        descriptor = each.get("/FontDescriptor", {})
        if not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
            yield each


def no_annotations(subject: Subject, _: object) -> Iterator[Fault]:
    """Neither links and notes, nor files within the file, actions, scripts and forms."""
    if linked := [number for number, page in enumerate(subject.pdf.pages, 1) if len(page.get("/Annots", []))]:
        yield Fault(f"{pages(linked)}: links or notes", "Publish with --set print_standard=plain.")
    if found := [*_extras(subject.pdf.root, subject.pdf.pages)]:
        yield Fault(f"it has {names(found)}", "Publish with --set print_standard=plain.")


def _extras(root: Any, sheets: list[Any]) -> Iterator[str]:
    trees = root.get("/Names", {})
    if "/EmbeddedFiles" in trees or "/AF" in root:
        yield "attachments"
    action = root.get("/OpenAction")
    if "/JavaScript" in trees or _is_action(action, "/JavaScript"):
        yield "scripts"
    if "/AA" in root or _is_action(action) or any("/AA" in page.obj for page in sheets):
        yield "actions"
    if "/AcroForm" in root:
        yield "a form"


def _is_action(value: Any, kind: str = "") -> bool:
    """Whether a value is an action, of that kind, and not only a place to open at."""
    has_kind = value is not None and hasattr(value, "keys") and "/S" in value
    return bool(has_kind and (not kind or value.get("/S") == kind))


def grey(subject: Subject, _: object) -> Iterator[Fault]:
    """No colour but DeviceGray, in words, drawings and pictures."""
    spaces: dict[str, list[int]] = {}
    for number, uses in enumerate(subject.pdf.colours, 1):
        for space in sorted({use.space for use in uses if use.kind != "transparency"} - {"grey", "a pattern"}):
            spaces.setdefault(space, []).append(number)
    for space, numbers in spaces.items():
        yield Fault(f"{pages(numbers)}: colour, in {space}", "Publish with --set print_colours=grey.")


def black_text(subject: Subject, _: object) -> Iterator[Fault]:
    """Words in black and grey as black ink alone; coloured words are not meant."""
    if mixed := [number for number, uses in enumerate(subject.pdf.colours, 1) if any(map(_is_mixed, uses))]:
        yield Fault(
            f"{pages(mixed)}: black words that are mixed of several inks",
            "They print with coloured edges. Publish with --set print_standard=plain.",
        )


def _is_mixed(use: Use) -> bool:
    """Whether a use is of words in a black or grey that is not of black ink alone."""
    if use.kind != "words" or not use.values:
        return False
    if use.space.startswith("CMYK"):
        inks = use.values[:3]
        return max(inks) > 0 and max(inks) - min(inks) < _NEUTRAL
    return use.space.startswith("RGB") and max(use.values) - min(use.values) < _NEUTRAL and min(use.values) < 1
