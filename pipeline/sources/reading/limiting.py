"""The limit of texts, which every capture is held to, whatever reader it comes from.

No network has posts so long: what goes beyond is damage, or made to be slow, and would take minutes to set.
"""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Capture, Post, Quote
from pipeline.model.limits import MAX_TEXT

_Written = TypeVar("_Written", Post, Quote)


def limited(capture: Capture) -> Capture:
    """The capture with texts of at most 100,000 characters, and a notice for each post of which more was cut off."""
    notices: list[Notice] = []
    posts = list(capture.posts)
    for place, post in enumerate(posts):
        longest = max([len(post.text), *(len(quote.text) for quote in post.quotes)])
        if longest > MAX_TEXT:
            quotes = tuple(map(_cut, post.quotes))
            posts[place] = replace(_cut(post), quotes=quotes, truncated=post.truncated or len(post.text) > MAX_TEXT)
            message = f"{longest:,} characters, more than the {MAX_TEXT:,} of one post; the rest is left out"
            where = f"post {post.id}" if post.id else f"post {place + 1}"
            notices.append(Notice(message=message, path=capture.source.name, where=where))
    return replace(capture, posts=tuple(posts), notices=(*capture.notices, *notices)) if notices else capture


def _cut(written: _Written) -> _Written:
    spans = tuple(span for span in written.spans if span.end <= MAX_TEXT)
    return replace(written, text=written.text[:MAX_TEXT], spans=spans)
