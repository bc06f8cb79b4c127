"""Posts in plain letters: styled ones (𝗯𝗼𝗹𝗱) become spans of a style, and heaps of accents are thinned."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Post, Span
from pipeline.text import plain_letters, stacked_marks, styled_letters


def of(post: Post) -> tuple[Post, list[Span]]:
    """The post in plain letters, and spans for the styles that these had. (Its own spans come from its source.)"""
    if post.text.isascii():
        return post, []
    surplus = stacked_marks.surplus(post.text)
    if surplus:
        post = replace(
            post,
            text=stacked_marks.without(post.text, surplus),
            spans=tuple(
                replace(
                    span, start=stacked_marks.moved(span.start, surplus), end=stacked_marks.moved(span.end, surplus)
                )
                for span in post.spans
            ),
        )
    text, looks = styled_letters.read(post.text)
    if text is post.text:
        return post, []
    spans = [Span(start=look.start, end=look.end, kind=look.style) for look in looks]
    return replace(post, text=text), spans


def line(text: str) -> str:
    """A text without spans in plain letters: a name, an answer of a poll. An address stays as it is."""
    return text if "://" in text else plain_letters.plain(text)
