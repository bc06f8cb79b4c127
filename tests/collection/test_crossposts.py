"""Cross-posts are folded only on request, and only where nothing speaks against it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.model import Asset, Author, Capture, Date, Media, Post, Span, Thread
from tests.conftest import unrolled
from tests.unroll.merge.examples import MAREN, TEXTS, page, post

FEDI = Author(name="Maren Holt", handle="tidewatch@sea.example", url="https://sea.example/@tidewatch")


def _there(number: int, text: str, hours: float = 1) -> Post:
    address = f"https://sea.example/users/tidewatch/statuses/{number}"
    then = post(number).date
    assert then
    assert then.instant
    return Post(id=address, text=text, url=address, date=Date.at(then.instant + timedelta(hours=hours)))


def _captures(author: Author = FEDI, hours: float = 1, text: str = TEXTS[1]) -> list[Capture]:
    here = page(post(1, text=f"{TEXTS[0]} 1/2 https://example.org/tar"), post(2, text=f"{TEXTS[1]} 2/2"))
    there = page(
        _there(1, f"{TEXTS[0]} #harbour @pilot@sea.example", hours),
        _there(2, text, hours),
        name="outbox.json",
        kind="mastodon-archive",
        author=author,
    )
    return [here, there]


def _folded(captures: list[Capture]) -> list[Thread]:
    threads = unrolled(captures, fold_crossposts=True)
    assert unrolled(captures[::-1], fold_crossposts=True) == threads
    return threads


def test_not_unless_asked() -> None:
    """Without the option both threads stay, and nothing is said."""
    assert [thread.notices for thread in unrolled(_captures())] == [(), ()]


def test_crossposts_are_folded() -> None:
    """The thread of the better source stays and says where else it stood; one with pictures stays in any case."""
    (thread,) = _folded(_captures())
    assert thread.source.name == "outbox.json"
    assert [source.name for source in thread.sources] == ["outbox.json", "page.html"]
    told = "“Why does the harbour smell of tar on the first warm day?” was posted on another network too, which is left out"
    assert [notice.message for notice in thread.notices] == [f"{told}: {post(1).url}"]
    here, there = _captures()
    drawn = replace(here.posts[0], media=(Media(asset=Asset(path=Path("/saved/tar.png"))),))
    (thread,) = _folded([replace(here, posts=(drawn, here.posts[1])), there])
    assert thread.source.name == "page.html"


@pytest.mark.parametrize(
    "captures",
    [
        _captures(author=Author(name="Maren Holt", handle="someone@sea.example")),
        _captures(author=Author(name="Someone", handle="tidewatch@sea.example")),
        _captures(hours=25),
        _captures(text=TEXTS[1].replace("pine", "oak")),
        [_captures()[0], replace(_captures()[1], author=MAREN, posts=_captures()[1].posts[:1])],
    ],
)
def test_never_where_unsure(captures: list[Capture]) -> None:
    """Another name or handle, another day, another word or fewer posts: both stay."""
    assert len(_folded(captures)) == 2


def test_a_link_to_the_profile_speaks_for_a_name() -> None:
    """Where only the handle is the same, a post that leads to the other profile proves who it is."""
    here, there = _captures(author=replace(FEDI, name="Someone"))
    start = here.posts[0].text.index("https")
    link = Span(start=start, end=len(here.posts[0].text), kind="link", target=FEDI.url)
    linked = replace(here.posts[0], spans=(link,))
    assert len(_folded([replace(here, posts=(linked, here.posts[1])), there])) == 1


def test_short_threads_are_never_folded() -> None:
    """A greeting is the same everywhere."""
    here = page(post(1, text="Good morning"))
    there = page(_there(1, "Good morning"), name="outbox.json", kind="mastodon-archive", author=FEDI)
    assert len(_folded([here, there])) == 2
