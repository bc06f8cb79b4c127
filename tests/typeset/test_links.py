"""Links to posts of other threads of a run are known, however they are written."""

from __future__ import annotations

import pytest

from pipeline.model import Post, Span
from pipeline.typeset.links import Index
from tests.ebook import books

X = Post(id="12345", text="A canary.", url="https://x.com/maren/status/12345")
MASTODON = Post(
    id="https://tides.example/users/maren/statuses/109", text="A lamp.", url="https://tides.example/@maren/109"
)
BLUESKY = Post(
    id="at://did:plc:abc/app.bsky.feed.post/3kx", text="A tide.", url="https://bsky.app/profile/maren.example/post/3kx"
)


@pytest.mark.parametrize(
    ("post", "url", "known"),
    [
        (X, "https://twitter.com/somebody/status/12345?s=20", True),
        (X, "https://x.com/maren/status/1234", False),
        (MASTODON, "https://tides.example/@maren/109", True),
        (MASTODON, "https://www.tides.example/@maren/109/?lang=en#top", True),
        (MASTODON, "http://Tides.example/users/maren/statuses/109", True),
        (MASTODON, "https://tides.example/@maren/1099", False),
        (MASTODON, "https://other.example/@maren/109", False),
        (BLUESKY, "https://bsky.app/profile/maren.example/post/3kx", True),
        (BLUESKY, "https://bsky.app/profile/did:plc:abc/post/3kx", True),
        (BLUESKY, "https://bsky.app/profile/did%3Aplc%3Aabc/post/3kx/", True),
        (BLUESKY, "https://bsky.app/profile/other.example/post/3kx", False),
        (MASTODON, "http://[", False),
        (X, "mailto:maren@tides.example", False),
    ],
)
def test_a_link_to_a_post_leads_to_its_thread(post: Post, url: str, known: bool) -> None:
    """By the post's id or address, on any network; never to a thread that does not hold it."""
    other = books.thread("Birds", Post(text="First."), post, slug="birds")
    spans = (Span(start=0, end=3, kind="link", target=url),)
    thread = books.thread("Lamps", Post(text="See", spans=spans))
    found = Index([thread, other]).links(thread).posts
    assert {address: target.id for address, target in found.items()} == ({url: other.id} if known else {})
