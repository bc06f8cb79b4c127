"""Pages saved from a web archive: every address is that of the page itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.reading.web_archive import live

STAMP = "20210301000000"
ADDRESSES = st.sampled_from(
    ["https://example.com/a?b=c#d", "http://x.com/ida", "//pbs.twimg.com/media/A.jpg", "mailto:ida@example.com"]
)
HOSTS = st.sampled_from(["https://web.archive.org", "http://web.archive.org", "//web.archive.org", ""])
SIGNS = st.sampled_from(["", "im_", "id_", "if_", "js_", "cs_"])
ON_PURPOSE = "https://web.archive.org/web/19990101000000/https://example.com/"


def page(*addresses: str, quote: str = '"') -> str:
    links = "".join(f"<a class=b href={quote}{address}{quote}>a label</a>" for address in addresses)
    return f"<!DOCTYPE html><html><body>{links}</body></html>"


@given(st.lists(st.tuples(ADDRESSES, HOSTS, SIGNS), min_size=1), st.sampled_from(['"', "'", ""]))
def test_the_wayback_machine_leaves_no_trace(links: list[tuple[str, str, str]], quote: str) -> None:
    """However it writes its own address."""
    kept = [f"{host}/web/{STAMP}{sign}/{address}" for address, host, sign in links]
    assert live(page(*kept, quote=quote)) == page(*(address for address, _, _ in links), quote=quote)


@given(st.lists(ADDRESSES, min_size=1), st.sampled_from(["archive.ph/o/AbCdE", "archive.today/2021.03.01-120000"]))
def test_nor_does_archive_today(links: list[str], host: str) -> None:
    """It has several hosts, and two forms."""
    assert live(page(*(f"https://{host}/{link}" for link in links))) == page(*links)


def test_a_link_to_an_archive_stays() -> None:
    """On a page of the web, and on one that an archive kept, where it leads to another capture."""
    assert live(page("https://example.com/", ON_PURPOSE)) == page("https://example.com/", ON_PURPOSE)
    kept = [f"https://web.archive.org/web/{STAMP}/https://example.com/{number}" for number in range(2)]
    assert live(page(*kept, ON_PURPOSE)) == page("https://example.com/0", "https://example.com/1", ON_PURPOSE)


@pytest.mark.parametrize("text", [f'<p><a href="{ON_PURPOSE}">a label</a></p>', ON_PURPOSE, ""])
def test_what_is_no_page_stays(text: str) -> None:
    """The text of a post is none, and may consist of a link to an archive."""
    assert live(text) == text
