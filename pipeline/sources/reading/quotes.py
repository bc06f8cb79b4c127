"""Quotes: posts as other posts quote them, and quotes filled in from posts of the same input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from pipeline.model import PRIVATE, Author, Message, Poll, Post, Quote


def as_quote(post: Post, author: Author | None = None) -> Quote:
    """The quote of a post: without pictures of emoji; without words where not everyone may read them.

    author: of a post that names nobody.
    """
    known = Quote(url=post.url, id=post.id, author=post.author or author, date=post.date)
    if post.visibility in PRIVATE:
        return replace(known, missing=Message("not-public"))
    spans = tuple(span for span in post.spans if span.kind != "emoji")
    inner = unshown(post.quotes, post.poll)
    return replace(known, text=post.text, spans=spans, marked_up=post.marked_up, media=post.media, unshown=inner)


def unshown(quotes: Sequence[Quote], poll: Poll | None = None) -> tuple[Message, ...]:
    """The parts of a quoted post that a quote of it does not keep."""
    inner = (Message.of("a-quote-of", address=quote.url) if quote.url else Message("a-quote") for quote in quotes)
    return (*inner, *([Message("a-poll")] if poll else []))


def with_own_quotes(
    posts: Mapping[str, Post],
    author: Author | None = None,
    *,
    names: Mapping[str, str] | None = None,
    absent: Message | str = "",
) -> dict[str, Post]:
    """The posts of an input, by their ids; a quote that has no words of its own gets those of the post that it is of.

    author: of posts that name nobody. names: ids of posts by the other names that quotes may have for them. absent: the
    reason why there is nothing of posts that are not in the input.
    """
    names = names or {}

    def filled(post: Post) -> Post:
        quotes = tuple(quote if quote.text else full(quote) for quote in post.quotes)
        return replace(post, quotes=quotes) if quotes != post.quotes else post

    def full(quote: Quote) -> Quote:
        if own := posts.get(names.get(quote.id, quote.id)):
            return as_quote(own, author)
        return replace(quote, missing=absent) if absent else quote

    return {post_id: filled(post) if post.quotes else post for post_id, post in posts.items()}
