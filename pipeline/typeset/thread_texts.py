"""The texts of a thread that people wrote, with the post that each belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Post, Quote, Thread


def texts(thread: Thread) -> Iterator[tuple[int, str]]:
    """All texts of a thread, each with the number of its post, or with 0."""
    yield from ((0, text) for text in (thread.title, thread.author.name))
    if thread.answered:
        yield from ((0, text) for text in _quoted(thread.answered))
    for number, post in enumerate(thread.posts, 1):
        yield from ((number, text) for text in _said(post))
    yield from ((0, teaser.posts[0]) for teaser in thread.cards if teaser.posts)


def _said(post: Post) -> Iterator[str]:
    yield from (post.text, post.warning, post.author.name if post.author else "")
    for quote in post.quotes:
        yield from _quoted(quote)
    yield from (choice.text for choice in (post.poll.choices if post.poll else ()))
    yield from (text for card in post.link_cards for text in (card.title, card.description))
    yield from (media.alt for media in post.media)


def _quoted(quote: Quote) -> Iterator[str]:
    yield quote.text
    yield quote.author.name if quote.author else ""
