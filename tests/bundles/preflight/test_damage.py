"""No damage to a file gets in the way of judging it and the others: it is found, and told of."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.bundles.preflight.judgement import WHOLE
from tests.bundles.preflight import sound_files
from tests.bundles.preflight.held import found

KINDS = {"book.epub": "epub", "book.pdf": "pdf", "book-cover.pdf": "cover", "1.eml": "mail"}
FEW = settings(max_examples=25, deadline=None)


@cache
def sound(name: str) -> bytes:
    """The sound file of a kind."""
    return {
        "book.epub": lambda: sound_files.epub().data(),
        "book.pdf": lambda: sound_files.press_book(),
        "book-cover.pdf": lambda: sound_files.cover_sheet(),
        "1.eml": lambda: sound_files.mail(),
    }[name]()


@FEW
@given(name=st.sampled_from([*KINDS]), start=st.floats(0, 1), other=st.binary(max_size=40), keep=st.booleans())
def test_bytes_lost_or_changed(name: str, start: float, other: bytes, keep: bool) -> None:
    """Anywhere in a file: what comes of it are findings."""
    data = sound(name)
    at = int(start * len(data))
    findings = found({name: data[:at] + other + (data[at + len(other) :] if keep else b"")})
    assert {finding.file for finding in findings} <= {name}


@FEW
@given(name=st.sampled_from([*sound_files.epub().files]), data=st.binary(max_size=60))
def test_files_of_an_epub_replaced(name: str, data: bytes) -> None:
    """Whatever is in the place of one."""
    book = sound_files.epub()
    book.files[name] = data
    assert {finding.file for finding in found({"book.epub": book.data()})} <= {"book.epub"}


VALUES = [
    "/Nothing", "7", "-1.5", "(x)", "true", "[]", "[1 2 3]", "[/A /B 3 4]", "<<>>", "[<<>> []]", "[[[/ICCBased]]]",
    "<< /S 7 /Type /Font /N (x) >>",
]  # fmt: skip


@FEW
@given(data=st.data())
def test_values_of_a_pdf_replaced(data: st.DataObject) -> None:
    """Any entry of the catalogue, of a page, or of what it draws with, by a value of a wrong kind."""
    with pikepdf.open(io.BytesIO(sound("book.pdf"))) as pdf:
        page = pdf.pages[2].obj
        intent = pdf.Root.OutputIntents[0]
        owners = [pdf.Root, page, page.Resources, page.Resources.XObject.I300, page.Resources.Font.F, intent]
        owner = data.draw(st.sampled_from(owners))
        key = data.draw(st.sampled_from(sorted({*owner.keys(), "/Annots", "/Group", "/SMask", "/Names"} - {"/Length"})))
        owner[key] = pikepdf.Object.parse(data.draw(st.sampled_from(VALUES)).encode())
        broken = sound_files.saved(pdf, "1.4")
    assert {finding.file for finding in found({"book.pdf": broken})} <= {"book.pdf"}


@pytest.mark.parametrize("name", ["book.epub", "book.pdf", "book-cover.pdf"])
def test_an_empty_file_is_told_of_once(name: str) -> None:
    """As damaged, with what to do, whatever else there would be to say."""
    (finding,) = found({name: b""})
    assert finding.rule == WHOLE
    assert finding.refused
    assert finding.hint


def test_a_damaged_file_does_not_keep_others_from_being_judged() -> None:
    """Each by itself."""
    longer = sound_files.press_book(pages=32)
    findings = found({"a.pdf": sound("book.pdf")[:2000], "book.pdf": longer})
    assert [(finding.file, finding.rule) for finding in findings] == [("a.pdf", WHOLE), ("book.pdf", "most-pages")]
    assert found({"a.pdf": sound("book.pdf")[:2000]}) == findings[:1]


def test_elements_within_elements_without_end() -> None:
    """Nothing that is judged goes down by calling itself."""
    book = sound_files.epub()
    deep = "<b>" * 60_000 + "</b>" * 60_000
    book.change("text.xhtml", "A wall", deep)
    book.change("nav.xhtml", "Dry ones", deep)
    assert {finding.rule for finding in found({"book.epub": book.data()})} <= {"text-size", WHOLE}
