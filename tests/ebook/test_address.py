"""Addresses as an EPUB may hold them."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ebook import address


@pytest.mark.parametrize(
    ("typed", "legal"),
    [
        ("https://example.org/a?b=c&d=%20e#f", "https://example.org/a?b=c&d=%20e#f"),
        ("HTTPS://Example.ORG/Path", "https://example.org/Path"),
        ("https://example.org/a b|c[d]^{e}", "https://example.org/a%20b%7Cc%5Bd%5D%5E%7Be%7D"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/#a#b", "https://example.org/#a%23b"),
        ("https://münchen.example/straße?q=é", "https://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%A9"),
        ("http://snake_case.example:8080/", "http://snake_case.example:8080/"),
        ("mailto:maren@example.org?subject=Low tide", "mailto:maren@example.org?subject=Low%20tide"),
    ],
)
def test_crooked_addresses_are_straightened(typed: str, legal: str) -> None:
    """What people type is written by the letter of the standard, and leads to the same place."""
    assert address.legal(typed) == legal


@pytest.mark.parametrize(
    "typed",
    [
        "", "page.html", "https://", "https:///path", "http:example.org", "http://[broken", "https://a..b/",
        "https://example.org:99999/", "https://example.org:tea/", "https://exa mple.org/", "https://xn--a/",
        "https://maren:secret@example.org/", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "mailto:",
        "https://example.org\\@evil.example/", f"https://{'a' * 64}.example/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    """An address that no reader could follow, or should not, is none."""
    assert address.legal(typed) == ""


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.text().map("https://example.org/".__add__), st.text().map("https://".__add__)))
def test_every_address_is_legal_and_stays_so(typed: str) -> None:
    """Whatever is typed: only ASCII that URLs may hold comes out, and once straight it does not change again."""
    result = address.legal(typed)
    assert set(result) <= set(string.ascii_letters + string.digits + "!$%&'()*+,-./:;=?@_~#")
    assert address.legal(result) == result
