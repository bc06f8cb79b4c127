"""Web addresses in running text, and as what a link leads to."""

from __future__ import annotations

import pytest
import regex

from pipeline.text.web_addresses import (
    ADDRESS,
    ADDRESS_AT_END,
    ADDRESS_OR_CUT_ONE,
    ADDRESS_OR_WWW,
    BARE_LINK,
    LINK,
    host_of,
    web_url,
    without_punctuation,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://example.org/moss", (True, True, True, True, True, False)),
        ("example.org/moss", (True, True, True, True, False, True)),
        ("www.example.org", (False, False, True, False, False, False)),
        ("example.org/…", (True, True, True, True, False, True)),
        ("example.org…", (False, False, False, True, False, False)),
        ("moss.txt/2", (True, True, True, True, False, False)),
        ("HTTPS://EXAMPLE.ORG/MOSS", (False, False, True, True, True, False)),
        ("moss@example.org/a", (True, False, False, False, False, False)),
        ("a.m./p.m., 3/4, e.g.", (False, False, False, False, False, False)),
    ],
)
def test_each_pattern_accepts_what_its_name_says(text: str, found: tuple[bool, ...]) -> None:
    """To be weighed; at the end of a line; of "www." too; one that was cut too; complete, with and without a scheme."""
    parts = (regex.compile(ADDRESS_OR_CUT_ONE), regex.compile(LINK, regex.IGNORECASE), regex.compile(BARE_LINK))
    cut, link, bare = (pattern.search(text) for pattern in parts)
    searched = ADDRESS.search(text), ADDRESS_AT_END.search(text), ADDRESS_OR_WWW.search(text), cut, link, bare
    assert tuple(match is not None for match in searched) == found


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("https://example.org/moss.", "https://example.org/moss"),
        ("https://example.org/moss_(plant)", "https://example.org/moss_(plant)"),
        ("https://example.org/moss).", "https://example.org/moss"),
        ("https://example.org/?", "https://example.org/"),
        ("!?", ""),
    ],
)
def test_the_punctuation_of_a_sentence_is_left_out(address: str, bare: str) -> None:
    """A bracket stays where the address opens it."""
    assert without_punctuation(address) == bare


@pytest.mark.parametrize(
    ("address", "target"),
    [
        (" HTTPS://Example.org/a b ", "https://Example.org/a%20b"),
        ("//example.org/moss", "https://example.org/moss"),
        ("mailto:moss@example.org", "mailto:moss@example.org"),
        ("javascript:alert(1)", ""),
        ("/moss", ""),
        ("http://[", ""),
        ("https://example.org/" + "m" * 9000, ""),
        ("", ""),
    ],
)
def test_what_a_link_may_lead_to(address: str, target: str) -> None:
    """Absolute addresses of the web and of e-mail, and nothing else."""
    assert web_url(address) == target


def test_hosts() -> None:
    """In small letters, without port; none where there is none."""
    assert host_of("https://www.Example.org:8080/moss") == "www.example.org"
    assert host_of("moss") == host_of("http://[") == ""
