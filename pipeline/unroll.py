"""Captures become threads: chained, named, dated, and told what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex

from pipeline import chains, gaps, language, naming, title
from pipeline.chains import Chain
from pipeline.errors import Notice
from pipeline.model import Capture, Date, Gap, Post, Thread

WORDS_A_MINUTE = 200
IDEOGRAPHS_A_WORD = 2.5

_IDEOGRAPH = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")


def unroll(captures: Iterable[Capture], *, min_posts: int = 2) -> list[Thread]:
    """The threads of all captures, each with an id and a slug of its own, in the order of a book.

    An ordered capture is one thread, whatever its length. In a bag of posts the threads are the chains of an author's
    answers to themself (see `chains`) with at least `min_posts` posts. By date: threads whose year is known, then
    those of a day without a year, then the undated.
    """
    threads: list[Thread] = []
    for capture in captures:
        threads += _threads(capture, min_posts)
    by_date = sorted(naming.distinct(threads), key=lambda thread: (_place(thread), thread.title, thread.id))
    return sorted(naming.slugged(by_date), key=lambda thread: (_place(thread), thread.slug))


def minutes(posts: Iterable[Post]) -> int:
    """Reading time: words by 200, rounded, at least 1. Chinese and Japanese count 2.5 characters as a word."""
    words = 0.0
    for post in posts:
        rest, ideographs = (post.text, 0) if post.text.isascii() else _IDEOGRAPH.subn(" ", post.text)
        words += ideographs / IDEOGRAPHS_A_WORD + len(rest.split())
    return max(1, round(words / WORDS_A_MINUTE))


def _threads(capture: Capture, min_posts: int) -> Iterator[Thread]:
    if capture.ordered:
        if capture.posts:
            yield _thread(capture, Chain(posts=capture.posts), capture.gaps, ())
        return
    found = chains.chains(capture, min_posts)
    places = {post.id: (chain, index) for chain in found for index, post in enumerate(chain.posts) if post.id}
    if len(found) > 1:  # what the source says of the whole is true of none of them
        capture = replace(capture, title="", date=None, declared=None, url="", cards=())
    for chain in found:
        notices = tuple(_branching(chain, places, capture.source.name))
        yield _thread(capture, chain, tuple(_own_gaps(capture, chain)), notices)
        capture = replace(capture, notices=()) if capture.notices else capture  # told once


def _thread(capture: Capture, chain: Chain, known: tuple[Gap, ...], notices: tuple[Notice, ...]) -> Thread:
    """The thread of a chain, with all that the capture says.

    known: gaps that have their place; notices: about the chain.
    """
    posts, declared = chain.posts, capture.declared
    author, date = posts[0].author or capture.author, _date(capture, posts[0])
    if declared is not None and len(posts) > declared:
        more = f"the source counts {declared} posts, and {len(posts)} were found"
        notices = (*notices, Notice(message=more, path=capture.source.name))
    return Thread(
        id=naming.thread_id(author, posts[0]),
        slug="",
        title=capture.title or title.derive(posts[0].text) or _plain_title(author.label, date),
        author=author,
        posts=posts,
        source=capture.source,
        date=date,
        declared=declared,
        confidence=capture.confidence,
        language=language.of_thread(posts, capture.language),
        minutes=minutes(posts),
        url=capture.url or posts[0].url,
        cards=capture.cards,
        gaps=(*gaps.of_count(len(posts), declared), *known, *gaps.of_posts(posts, known)),
        notices=(*capture.notices, *notices),
    )


def _date(capture: Capture, first: Post) -> Date | None:
    """What the source states or the first post has; of two, the one that is an exact moment."""
    stated, own = capture.date, first.date
    return own if own and own.instant and not (stated and stated.instant) else stated or own


def _own_gaps(capture: Capture, chain: Chain) -> Iterator[Gap]:
    """The reader's gaps that fall in this chain; those of no certain place are told in every chain."""
    if chain.orphan:
        yield gaps.of_beginning()
    places = {id(post): index for index, post in enumerate(chain.posts)} if capture.gaps else {}
    for gap in capture.gaps:
        if gap.after is None or not 0 <= gap.after < len(capture.posts):
            yield replace(gap, after=None)
        elif (place := places.get(id(capture.posts[gap.after]))) is not None:
            yield replace(gap, after=place)


def _branching(chain: Chain, places: dict[str, tuple[Chain, int]], path: str) -> Iterator[Notice]:
    """That a chain branches off another, or has branches too small to be threads."""
    if chain.answers and chain.answers.id in places:
        trunk, index = places[chain.answers.id]
        yield Notice(message=f"{_named(chain)} branches off {_named(trunk)} at post {index + 1}", path=path)
    if chain.asides:
        posts = "1 post stands" if chain.asides == 1 else f"{chain.asides} posts stand"
        message = f"{posts} beside the main line of {_named(chain)}, right after what is answered"
        yield Notice(message=message, path=path)


def _named(chain: Chain) -> str:
    first = chain.posts[0]
    return f"“{title.derive(first.text) or first.id}”"


def _plain_title(author: str, date: Date | None) -> str:
    day = str(date) if date else ""
    return f"Thread by {author}, {day}" if day else f"Thread by {author}"


def _place(thread: Thread) -> tuple[int, int, int, int, float]:
    date = thread.date or Date()
    known = 0 if date.year is not None else 1 if date.month else 2
    moment = date.instant.timestamp() if date.instant else 0.0
    return known, date.year or 0, date.month or 0, date.day or 0, moment
