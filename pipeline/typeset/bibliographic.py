"""The bibliographic record of a book, for library catalogues: as the editor states it, else as its threads tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec.structs import replace

from pipeline.model import BibliographicRecord, Book, Date, Thread
from pipeline.typeset.index_terms import Term, hashtag
from pipeline.typeset.plain_titles import plain
from pipeline.wording import Wording

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Default of "last modified", where no post has a date: some formats demand one, and the clock would differ between
runs."""
_AUTHORS = 3
"""Authors that a description names, where there are many."""
_SUBJECTS = 10
"""Subjects that are taken from hashtags: what comes after is of a post, not of the book."""


def record(book: Book, words: Wording) -> BibliographicRecord:
    """The record, its texts plain. words: the book's own."""
    stated = book.imprint.stated
    series = stated.series
    return BibliographicRecord(
        description=plain(stated.description) or _description(book, words),
        publisher=plain(stated.publisher),
        subjects=tuple(dict.fromkeys(filter(None, map(plain, stated.subjects)))) or _subjects(book),
        series=replace(series, title=plain(series.title)) if series else None,
        isbn=stated.isbn,
        rights=plain(stated.rights),
        date=stated.date or max(dates(book), key=_order, default=None),
    )


def modified(book: Book) -> datetime:
    """Moment of the newest post that has a year, in UTC; a day counts from its midnight."""
    return max(map(_moment, dates(book)), default=EPOCH)


def dates(book: Book) -> list[Date]:
    """The dates of its threads and their posts, as far as their years are known."""
    every = (date for thread in _threads(book) for date in (thread.date, *(post.date for post in thread.posts)))
    return [date for date in every if date and date.year is not None]


def _description(book: Book, words: Wording) -> str:
    """The facts in a line: "12 threads; Ada Lindqvist and Bo Ek; 5 February 2021 – 9 May 2022"."""
    threads = _threads(book)
    count = (
        words.say("threads", count=len(threads))
        if book.is_collection
        else words.say("posts", count=len(threads[0].posts))
    )
    known = dates(book)
    span = words.stretch(min(known, key=_order), max(known, key=_order)) if known else ""
    return words.clauses([count, words.people((plain(author.label) for author in book.known_authors), _AUTHORS), span])


def _subjects(book: Book) -> tuple[str, ...]:
    """The hashtags that most posts have, without their signs, as most posts write each; of two alike, the first."""
    spellings: dict[str, Counter[str]] = {}
    for thread in _threads(book):
        for tag in _hashtags(thread):
            spellings.setdefault(tag.id, Counter())[tag.text.removeprefix("#")] += 1
    most = sorted(spellings.values(), key=lambda counts: -counts.total())[:_SUBJECTS]
    return tuple(counts.most_common(1)[0][0] for counts in most)


def _hashtags(thread: Thread) -> Iterator[Term]:
    """The hashtags of each post, each once."""
    for post in thread.posts:
        typed = (plain(post.text[span.start : span.end]) for span in post.spans if span.kind == "hashtag")
        yield from {tag.id: tag for tag in map(hashtag, typed) if tag.text != "#"}.values()


def _moment(date: Date) -> datetime:
    return date.instant or datetime(date.year or 1, date.month or 1, date.day or 1, tzinfo=UTC)


def _order(date: Date) -> tuple[int, int, int, float]:
    return date.order


def _threads(book: Book) -> list[Thread]:
    return [chapter.thread for chapter in book.chapters]
