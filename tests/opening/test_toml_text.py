"""TOML is read as its parser reads it, within bounds, or refused in a line."""

from __future__ import annotations

import tomllib
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.opening.byte_order import as_utf8
from pipeline.opening.toml_text import TomlError, loads

_SIGNS = st.text(alphabet="ab1._-= \t\n\"'#[]{},\\\x00é", max_size=60)


@given(_SIGNS | st.text(max_size=40))
def test_any_text_is_read_as_tomllib_reads_it_or_refused(text: str) -> None:
    """The check before loses nothing; a mark at the beginning, or a NUL in every other byte, tells of an encoding."""
    data = text.encode("utf-8", "surrogatepass")
    try:
        expected = tomllib.loads(as_utf8(data).decode())
    except ValueError:
        expected = None
    try:
        assert loads(data) == expected
    except TomlError as error:
        assert expected is None
        assert "\n" not in str(error)
        assert error.hint


@pytest.mark.parametrize("data", [b"#\x00", b"\xef\xbb\xbf#", "#".encode("utf-16")])
def test_an_encoding_may_be_told_by_two_bytes(data: bytes) -> None:
    """A comment of nothing."""
    assert loads(data) == {}


def test_what_stands_in_strings_and_comments_is_not_counted() -> None:
    """However it looks."""
    long = ".".join(["a"] * 100) + "9" * 2000
    text = f"# {long}\na = \"{long}\"\nb = '{long}'\nc = \"\"\"\n{long}\"\"\"\nd = '''{long}'''\n"
    assert loads(text.encode()) == {"a": long, "b": long, "c": long, "d": long}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (".".join(["a"] * 20_000) + " = 1", "broken TOML: a key of too many parts at line 1"),
        ("\n[" + " . ".join(["'a.b'"] * 20_000) + "]", "broken TOML: a key of too many parts at line 2"),
        ("year = 0x" + "f" * 5000, "broken TOML: a number that is too long at line 1: year"),
        ("year = 0b_" + "1" * 50_000, "broken TOML: a number that is too long at line 1: year"),
        ("a = '''\n\n'''\nyear = " + "9" * 5000, "broken TOML: a number that is too long at line 4: year"),
        ("a = " + "[" * 40_000, "broken TOML: nested too deeply at "),
        ("a = 2024-02-30", "broken TOML: invalid date or datetime at line 1"),
        ("a = 1\nb = ", "broken TOML: invalid value at end of document"),
    ],
)
def test_what_goes_too_far_is_told_with_its_place(text: str, said: str) -> None:
    """Before it takes memory."""
    tracemalloc.start()
    try:
        with pytest.raises(TomlError) as caught:
            loads(text.encode())
        assert f"{caught.value.message} at {caught.value.where}".startswith(said) or said == caught.value.message
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_utf_16_is_read_with_its_mark() -> None:
    """As Windows' editors write it."""
    assert loads("a = 'é'".encode("utf-16")) == {"a": "é"}
