"""Addresses on X: written in one form, found in many."""

from __future__ import annotations

import pytest

from pipeline.text.x_addresses import (
    NOBODY,
    POST,
    POST_OF_ANY_SPELLING,
    hashtag_url,
    is_handle,
    is_id,
    post_id_in,
    post_url,
    profile_url,
    status_number_in,
)


def test_addresses_are_written_in_one_form() -> None:
    """Of people, posts and hashtags; a post whose author is not known has one too, and one without an id has none."""
    assert profile_url("moss") == "https://x.com/moss"
    assert post_url("moss", "20") == "https://x.com/moss/status/20"
    assert post_url(NOBODY, "20") == "https://x.com/i/status/20"
    assert post_url("", "20") == post_url("moss", "") == ""
    assert hashtag_url("苔/moss") == "https://x.com/hashtag/%E8%8B%94%2Fmoss"


@pytest.mark.parametrize("host", ["x.com", "www.x.com", "twitter.com", "mobile.twitter.com"])
@pytest.mark.parametrize("word", ["status", "statuses"])
def test_a_post_is_found_on_each_host(host: str, word: str) -> None:
    """X had two names, and its hosts were several."""
    url = f"https://{host}/moss/{word}/20?s=20"
    match = POST.match(url)
    assert match
    assert match.groupdict() == {"handle": "moss", "id": "20"}
    assert post_id_in(url) == status_number_in(url) == "20"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://x.com/moss/status/20", (True, True, True, True)),
        ("HTTPS://M.Twitter.com/moss/status/20", (False, True, False, True)),
        ("https://x.com/i/web/status/20", (False, True, False, True)),
        ("https://x.com/@moss/status/20", (False, False, True, True)),
        ("https://moss.example/@fern/statuses/20", (False, False, False, True)),
        ("https://x.com/moss", (False, False, False, False)),
        ("https://nox.com/moss/status/x", (False, False, False, False)),
    ],
)
def test_each_pattern_accepts_what_its_name_says(url: str, found: tuple[bool, ...]) -> None:
    """With a handle; of any spelling; by anyone; the number on any host."""
    of_handle, of_any_spelling = POST.match(url), POST_OF_ANY_SPELLING.match(url)
    assert (bool(of_handle), bool(of_any_spelling), bool(post_id_in(url)), bool(status_number_in(url))) == found


def test_ids_and_handles() -> None:
    """Up to 20 digits; up to 30 letters, digits and low lines of ASCII."""
    assert is_id("20")
    assert is_id("9" * 20)
    assert not any(map(is_id, ("", "9" * 21, "٢٠", "20 ", "x")))
    assert is_handle("moss_20")
    assert not any(map(is_handle, ("", "@moss", "m" * 31, "möss", "moss.fern")))
