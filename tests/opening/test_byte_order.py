"""Text in UTF-16 and UTF-32 becomes UTF-8, whole or in pieces; everything else stays as it is."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.opening.byte_order import as_utf8, encoding_of, pieces_as_utf8

MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize("encoding", MARKS)
@given(text=st.text(st.characters(exclude_categories=["Cs"], min_codepoint=1)), size=st.integers(1, 9))
def test_text_with_its_mark_becomes_utf_8(encoding: str, text: str, size: int) -> None:
    """Cut anywhere behind the mark."""
    data = MARKS[encoding] + text.encode(encoding)
    assert as_utf8(data) == text.encode()
    pieces = [data[:4], *(data[at : at + size] for at in range(4, len(data), size))]
    assert b"".join(pieces_as_utf8(pieces)) == text.encode()


@given(st.binary(max_size=40))
def test_other_bytes_stay_as_they_are(data: bytes) -> None:
    """Archives and pictures among them."""
    if encoding_of(data)[1]:
        assert as_utf8(data).decode()
    else:
        assert as_utf8(data) == data
        assert b"".join(pieces_as_utf8([data])) == data


def test_ascii_in_utf_16_needs_no_mark() -> None:
    """Every other byte says so."""
    assert as_utf8('{"a": 1}'.encode("utf-16-le")) == b'{"a": 1}'
    assert as_utf8('{"a": 1}'.encode("utf-16-be")) == b'{"a": 1}'
