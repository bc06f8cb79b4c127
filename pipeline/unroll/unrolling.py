"""The line from captures to threads: merged, chained, named, dated, put in order. The rules: docs/unrolling.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain

import regex
from msgspec.structs import replace

from pipeline.collection import crossposts, relations
from pipeline.errors import Notice
from pipeline.library.continuation import continued
from pipeline.library.record import Library
from pipeline.model import Author, Capture, Date, Post, Source, Teaser, Thread
from pipeline.unroll import gaps, language, merge, naming, privacy, title
from pipeline.unroll.assembly import drafts
from pipeline.unroll.branches import Branches
from pipeline.unroll.merge.draft import Draft
from pipeline.unroll.merge.identity import is_same

WORDS_A_MINUTE = 200
IDEOGRAPHS_A_WORD = 2.5

_IDEOGRAPH = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")


def unroll(
    captures: Iterable[Capture],
    *,
    min_posts: int = 2,
    branches: Branches = "inline",
    include_private: bool = False,
    fold_crossposts: bool = False,
    library: Library | None = None,
) -> list[Thread]:
    """The threads of all captures, each once, with an id and a slug of its own, in the order of a book.

    An ordered capture is one thread, whatever its length. In bags of posts the threads are the chains of an author's
    answers to themself (see `chains`) with at least `min_posts` posts. Captures of one post or thread are merged (see
    `merge`), whatever order they come in. The order is by date: threads whose year is known, then those of a day
    without a year, then the undated.

    include_private: keep posts that were for followers or single readers. fold_crossposts: keep one of the threads
    that their author posted on several networks. library: of threads that these continue (see `pipeline.library`).
    """
    library = library or Library()
    merged = merge.posts(captures)
    known = merged if include_private else privacy.without_private(merged)
    here = {post.id for capture in known for post in capture.posts}
    threads = naming.distinct(_thread(draft, here) for draft in drafts(known, min_posts, branches))
    threads = continued(threads, merged, library, include_private=include_private)
    threads = relations.told([replace(thread, minutes=minutes(thread.posts)) for thread in threads])
    if fold_crossposts:
        threads = crossposts.folded(threads)
    slugs = {entry.thread.id: entry.thread.slug for entry in library.entries}
    by_date = sorted(threads, key=lambda thread: (_place(thread), thread.title, thread.id))
    return sorted(naming.slugged(by_date, slugs), key=lambda thread: (_place(thread), thread.slug))


def minutes(posts: Iterable[Post]) -> int:
    """Reading time in minutes: words / 200, rounded, at least 1. 2.5 Chinese or Japanese characters count as a word."""
    words = 0.0
    for post in posts:
        rest, ideographs = (post.text, 0) if post.text.isascii() else _IDEOGRAPH.subn(" ", post.text)
        words += ideographs / IDEOGRAPHS_A_WORD + len(rest.split())
    return max(1, round(words / WORDS_A_MINUTE))


def _thread(draft: Draft, here: Set[str]) -> Thread:
    """The thread of a draft, with what its captures state of it. here: ids of all posts of the run."""
    captures, author = draft.captures, draft.author
    sources = tuple(dict.fromkeys(capture.source for capture in captures))
    posts = _own_posts(draft, author, merged=len(sources) > 1)
    date = _date(captures, posts[0])
    declared = max((capture.declared for capture in captures if capture.declared is not None), default=None)
    teasers: dict[object, Teaser] = {}
    for teaser in chain.from_iterable(capture.cards for capture in captures):
        teasers.setdefault(teaser.id or teaser.url or teaser.posts, teaser)
    known = tuple(gaps.closed(draft.gaps, draft.posts))
    return Thread(
        id=naming.thread_id(author, posts[0] if posts[0].id else _anchor(posts, sources)),
        slug="",
        title=_first(capture.title for capture in captures)
        or title.of_post(posts[0])
        or _plain_title(author.label, date),
        author=author,
        posts=posts,
        source=sources[0],
        date=date,
        declared=declared,
        confidence=draft.confidence,
        language=language.of_thread(posts, _first(capture.language for capture in captures)),
        url=_first(capture.url for capture in captures) or posts[0].url,
        cards=tuple(teasers.values()),
        gaps=tuple(gaps.ledger(known, posts, draft.author, draft.asides, declared, here)),
        notices=(*draft.notices, *_surplus(posts, declared, sources)),
        sources=sources,
        asides=draft.asides,
    )


def _own_posts(draft: Draft, author: Author, *, merged: bool) -> tuple[Post, ...]:
    """The draft's posts without what the thread says for all: their origins, if it has one source, or their author."""
    if not merged:
        return tuple(replace(post, origins=()) if post.origins else post for post in draft.posts)
    return tuple(
        replace(post, author=None) if post.author and is_same(post.author, author) else post for post in draft.posts
    )


def _anchor(posts: Sequence[Post], sources: Sequence[Source]) -> Post:
    """The post that makes the thread's id, where the first has no id: in a merged thread, the first that has one."""
    return next((post for post in posts if post.id), posts[0]) if len(sources) > 1 else posts[0]


def _surplus(posts: Sequence[Post], declared: int | None, sources: Sequence[Source]) -> Iterator[Notice]:
    if declared is not None and len(posts) > declared and len(sources) == 1:
        more = f"the source counts {declared} posts, and {len(posts)} were found"
        yield Notice(message=more, path=sources[0].name)


def _date(captures: Sequence[Capture], first: Post) -> Date | None:
    """The date that the best source states, else the first post's; an exact moment goes before either."""
    stated = [capture.date for capture in captures if capture.date]
    dates = [date for date in (*stated, first.date) if date]
    return next((date for date in dates if date.instant), dates[0] if dates else None)


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _plain_title(author: str, date: Date | None) -> str:
    day = str(date) if date else ""
    return f"Thread by {author}, {day}" if day else f"Thread by {author}"


def _place(thread: Thread) -> tuple[int, int, int, int, float]:
    date = thread.date or Date()
    known = 0 if date.year is not None else 1 if date.month else 2
    moment = date.instant.timestamp() if date.instant else 0.0
    return known, date.year or 0, date.month or 0, date.day or 0, moment
