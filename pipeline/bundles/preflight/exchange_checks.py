"""Checks of a PDF/X: what a file states of itself, and what it must not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.bundles.preflight.page_checks import inset
from pipeline.bundles.preflight.press_checks import fonts_embedded, no_annotations
from pipeline.bundles.preflight.scope import about
from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault, names, pages

_TITLES = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a"}
_VERSIONS = {"x-4": "1.6", "x-1a": "1.4"}
"""The latest version of PDF that a file may be of."""
_X1A = re.compile(r"PDF/X-1(a)?:200[13]")
_X4 = re.compile(rb"PDF/X-4(?![0-9a-z])")
_IN_X1A = {"", "grey", "CMYK", "a spot colour", "a pattern"}
_NEAR = 0.01
"""Points by which a box may stand out of another: numbers are rounded."""


def standard(subject: Subject, limit: str) -> Iterator[Fault]:
    """PDF/X-4 (ISO 15930-7) or PDF/X-1a (ISO 15930-1 and -4), in what can be told without a press.

    A cover sheet beside a PDF/X-1a may be a PDF/X-4, which has colours.
    """
    if about(subject.output.name) == "cover" and _X4.search(_metadata(subject)):
        limit = "x-4"
    rest = [*fonts_embedded(subject, True), *no_annotations(subject, True)]
    messages = [
        *_stated(subject, limit),
        *_intents(subject.pdf.root),
        *_boxes(subject),
        *_forbidden(subject),
        *_colours(subject, limit),
        *(fault.message for fault in rest),
    ]
    if messages:
        yield Fault(f"it is no {_TITLES[limit]}: {'; '.join(messages)}", f"Publish with --set print_standard={limit}.")


def _stated(subject: Subject, limit: str) -> Iterator[str]:
    pdf = subject.pdf.pdf
    facts = pdf.docinfo
    xmp = _metadata(subject)
    version = str(facts.get("/GTS_PDFXVersion", ""))
    conformance = str(facts.get("/GTS_PDFXConformance", ""))
    is_x1a = _X1A.fullmatch(version) and "a:" in (conformance or version)
    if not (is_x1a if limit == "x-1a" else b"GTS_PDFXVersion" in xmp and _X4.search(xmp)):
        yield "it does not state that it is one"
    if pdf.pdf_version > _VERSIONS[limit]:
        yield f"it is of version {pdf.pdf_version} of PDF, and {_VERSIONS[limit]} is the latest that may be"
    trapped = str(facts.get("/Trapped", "")).strip("/")
    if trapped not in ("True", "False") and not (limit == "x-4" and re.search(rb"pdf:Trapped\W+(True|False)\b", xmp)):
        yield "it does not state whether it is trapped"
    needed = {"/Title": rb"dc:title", "/CreationDate": rb"xmp:CreateDate", "/ModDate": rb"xmp:ModifyDate"}
    lacks = [
        key.strip("/") for key, name in needed.items() if key not in facts and (limit == "x-1a" or name not in xmp)
    ]
    if lacks:
        yield f"it does not state {names(lacks)}"
    if "/ID" not in pdf.trailer:
        yield "it has no identifier"


def _metadata(subject: Subject) -> bytes:
    """The file's metadata in XMP; b"" without any."""
    stream = subject.pdf.root.get("/Metadata")
    data: bytes = stream.read_bytes() if stream is not None else b""
    return data


def _intents(root: Any) -> Iterator[str]:
    """The output intent (ISO 15930-7, 6.2.3)."""
    intents = [each for each in root.get("/OutputIntents", []) if each.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield f"{len(intents)} output intents" if intents else "no output intent"
    for intent in intents:
        if not str(intent.get("/OutputConditionIdentifier", "")):
            yield "its output intent names no condition"
        profile = intent.get("/DestOutputProfile")
        if profile is None and "/RegistryName" not in intent:
            yield "its output intent has neither a profile nor a registry"
        if profile is not None and profile.read_bytes()[12:16] != b"prtr":
            yield "the profile of its output intent is not a press's"


def _boxes(subject: Subject) -> Iterator[str]:
    bare, both, loose = [], [], []
    for sheet, page in zip(subject.pdf.sheets, subject.pdf.pages, strict=True):
        stated = [each for each in ("/TrimBox", "/ArtBox") if each in page.obj]
        bare += [sheet.number] * (not stated)
        both += [sheet.number] * (len(stated) == 2)
        inward = (*inset(sheet.media, sheet.bleed), *inset(sheet.bleed, sheet.trim))
        loose += [sheet.number] * (min(inward) < -_NEAR)
    if bare:
        yield f"{pages(bare)}: no TrimBox"
    if both:
        yield f"{pages(both)}: both a TrimBox and an ArtBox"
    if loose:
        yield f"{pages(loose)}: boxes that do not lie in each other"


def _forbidden(subject: Subject) -> Iterator[str]:
    pdf = subject.pdf.pdf
    if pdf.is_encrypted:
        yield "it is encrypted"
    if "/LZWDecode" in subject.pdf.filters:
        yield "it is packed by LZW"
    for state in subject.pdf.entries("/ExtGState"):
        if "/TR" in state or state.get("/TR2", "/Default") != "/Default":
            yield "it has transfer curves"
        if "/HTP" in state:
            yield "it has origins of halftones"


def _colours(subject: Subject, limit: str) -> Iterator[str]:
    """Colours that the press has no say in: none by device but its own; in X-1a no profile, no transparency."""
    other: dict[str, list[int]] = {}
    for number, uses in enumerate(subject.pdf.colours, 1):
        found = {use.space for use in uses if (use.space not in _IN_X1A if limit == "x-1a" else use.space == "RGB")}
        if limit == "x-1a" and any(use.kind == "transparency" for use in uses):
            found.add("transparency")
        for each in sorted(found):
            other.setdefault(each, []).append(number)
    for each, numbers in other.items():
        yield f"{pages(numbers)}: {each}"
