"""A PDF written as its objects come: every one is found where the file says that it is."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.press.book.pdf_file import BATCH, PdfFile
from pipeline.press.sheet.syntax import reference, string, text, written
from pipeline.press.sheet.template import fill, hole, numbered

COUNTS = [0, 1, BATCH, BATCH + 1, 3 * BATCH + 7]


def made(count: int) -> bytes:
    """A file with so many objects and as many streams, the last of each added first."""
    output = BytesIO()
    file = PdfFile(output)
    catalog, pages, page, information = (file.reserve() for _ in range(4))
    numbers = range(file.reserve(count), len(file._entries))
    streams = range(file.reserve(count), len(file._entries))
    for number, stream in zip(reversed(numbers), reversed(streams), strict=True):
        file.add(number, {"Number": number})
        file.add_stream(stream, {"Number": stream}, b"stream %d" % stream, compress=stream % 2 == 0)
    kids = {"All": [*map(reference, numbers), *map(reference, streams)]}
    file.add(pages, {"Type": "/Pages", "Kids": [reference(page)], "Count": 1})
    file.add(page, {"Type": "/Page", "Parent": reference(pages), "MediaBox": [0, 0, 9, 9], "Resources": {}})
    file.add(catalog, {"Type": "/Catalog", "Pages": reference(pages), **kids})
    file.add(information, {"Title": text("Walls")})
    file.finish(catalog, information)
    return output.getvalue()


@pytest.mark.parametrize("count", COUNTS)
def test_every_object_is_found(count: int) -> None:
    """In object streams as by itself, whatever the order in which they came; a strict reader finds no fault."""
    with pikepdf.open(BytesIO(made(count)), attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []
        found = list(pdf.Root.All)
        assert [int(each.Number) for each in found] == [each.objgen[0] for each in found]
        for stream in found[count:]:
            assert stream.read_bytes() == b"stream %d" % stream.objgen[0]
        assert str(pdf.docinfo.Title) == "Walls"


def test_the_identifier_tells_what_is_in_the_file() -> None:
    """The same for the same content, another for other content."""
    first, again, other = (pikepdf.open(BytesIO(made(count))).trailer.ID for count in (1, 1, 2))
    assert bytes(first[0]) == bytes(first[1]) == bytes(again[0])
    assert len(bytes(first[0])) == 16
    assert bytes(first[0]) != bytes(other[0])


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_read_as_it_was_written(said: str) -> None:
    """Whatever characters it has; on one line, and without what marks a hole."""
    data = text(said)
    assert not {*b"\n\r\0"} & {*data}
    assert str(pikepdf.Object.parse(data)) == said


@given(st.binary())
def test_a_string_has_the_bytes_that_it_was_given(data: bytes) -> None:
    """Those that mean something in a string, too."""
    assert bytes(pikepdf.Object.parse(string(data))) == data


@given(st.floats(-1e6, 1e6) | st.integers(-(2**31), 2**31 - 1))
def test_a_number_is_written_without_an_exponent(number: float) -> None:
    """PDF knows none; to a millionth."""
    data = written(number)
    assert not {*data} - {*b"-.0123456789"}
    assert abs(float(data) - number) <= 1e-6


def test_a_reference_may_be_replaced_wherever_it_stands() -> None:
    """But no text that looks like one."""
    value = {"Kids": [b"1 0 R", b"2 0 R"], "Title": text("1 0 R"), "A": {"Next": b"1 0 R"}}
    data = written(value, {b"1 0 R": hole("a")})
    assert fill(data, {b"a": b"9 0 R"}) == b"<</Kids [9 0 R 2 0 R]/Title (1 0 R)/A <</Next 9 0 R>>>>"


def test_holes_are_filled_by_name() -> None:
    """Each as often as it stands there; one without a value is a fault of ours."""
    template = b"a " + hole("x") + b" b " + hole("key", 1) + hole("x") + b"%d"
    assert fill(template, {b"x": b"1", **dict(numbered("key", [b"2", b"3"]))}) == b"a 1 b 31%d"
    with pytest.raises(KeyError):
        fill(template, {})
