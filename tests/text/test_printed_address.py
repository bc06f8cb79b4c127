"""Addresses on paper: short, and still the same address; and whether words show one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.printed_address import is_shown, printed


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a/b.html?c=1#d", "example.org/a/b.html?c=1#d"),
        ("http://www.example.org/", "example.org"),
        ("https://www.org/", "www.org"),
        ("https://example.org/a/", "example.org/a/"),
        ("https://example.org:8080/a", "example.org:8080/a"),
        ("https://localhost/a", "https://localhost/a"),
        ("http://192.0.2.1/a", "http://192.0.2.1/a"),
        ("https://ada@example.org/", "https://ada@example.org/"),
        ("mailto:ada@example.org", "ada@example.org"),
        ("https://example.org/?utm_source=x&id=2", "example.org/?utm_source=x&id=2"),
        ("https://de.wikipedia.org/wiki/M%C3%BCller%20%26%20Co", "de.wikipedia.org/wiki/Müller%20%26%20Co"),
        ("https://example.org/%E2%80%AE%FF%F0%9F%A7%B1", "example.org/%E2%80%AE%FF%F0%9F%A7%B1"),
    ],
)
def test_an_address_is_as_short_as_it_can_be_typed(url: str, expected: str) -> None:
    """Only what a browser adds is left out, and letters are letters."""
    assert printed(url) == expected


def test_letters_are_signs_where_no_font_has_them() -> None:
    """As the source has them."""
    assert printed("https://example.org/%F0%90%80%80", letters=False) == "example.org/%F0%90%80%80"


@pytest.mark.parametrize(
    "words",
    [
        "https://www.example.org/a?id=2",
        "example.org/a?id=2",
        "EXAMPLE.org/a?id=2",
        "See (example.org/a?id=2).",
        "http://example.org/a?id=2&utm_source=x",
    ],
)
def test_words_that_have_the_address_show_it(words: str) -> None:
    """Whole, though parts that a browser adds or a reader does not need may be missing."""
    assert is_shown("https://example.org/a?id=2&utm_source=x", words)


@pytest.mark.parametrize("words", ["the notes", "", "example.org", "example.org/a?id=…", "example.org/A?id=2", "…"])
def test_other_words_do_not(words: str) -> None:
    """An ellipsis, another path, or a host alone."""
    assert not is_shown("https://example.org/a?id=2&utm_source=x", words)


@given(
    st.from_regex(r"https?://(www\.)?[a-z]{1,9}\.(org|com)(/[a-zA-Z0-9%.-]{0,9}){0,3}(\?[a-z]=[0-9])?", fullmatch=True)
)
def test_what_is_printed_shows_its_address(url: str) -> None:
    """However it was shortened."""
    assert is_shown(url, printed(url))
