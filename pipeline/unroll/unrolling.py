"""Captures become threads: chained, named, dated, and told what they lack. The rules: docs/unrolling.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Author, Capture, Date, Post, Source, Teaser, Thread
from pipeline.text.plain_letters import plain
from pipeline.unroll import gaps, language, naming, privacy, title
from pipeline.unroll.assembly import drafts
from pipeline.unroll.branches import Branches, Chain
from pipeline.unroll.merge.captures import Merged
from pipeline.unroll.merge.draft import Draft
from pipeline.unroll.merge.identity import is_same, network_id, owner


class Unrolled(Struct, frozen=True, kw_only=True):
    """The threads of captures, and what was left out of them."""

    threads: list[Thread]
    """Each once, with an id of its own."""
    answers: list[Chain]
    """Chains that begin as an answer to someone else, and were not asked for."""


def unroll(
    merged: Merged,
    *,
    min_posts: int = 2,
    branches: Branches = "inline",
    include_private: bool = False,
    include_answers: bool = False,
) -> Unrolled:
    """The threads of merged captures (see `pipeline.unroll.merge`).

    An ordered capture is one thread, whatever its length. In bags of posts the threads are the chains of an author's
    answers to themself (see `chains`) with at least `min_posts` posts. The threads have neither slug, reading time nor
    order yet: these depend on all threads of a book (see `pipeline.collection.order`).

    include_private: keep posts that were for followers or single readers. include_answers: keep chains that begin as an
    answer to someone else.
    """
    known = merged.captures if include_private else privacy.without_private(merged.captures)
    here = {post.id for capture in known for post in capture.posts}
    found = drafts(known, min_posts, branches, include_answers=include_answers)
    threads = naming.distinct(_thread(draft, here, merged.conflicts) for draft in found.wanted)
    return Unrolled(threads=threads, answers=found.answers)


def _thread(draft: Draft, here: Set[str], conflicts: Mapping[str, tuple[Notice, ...]]) -> Thread:
    """The thread of a draft, with what its captures state of it.

    here: ids of all posts of the run. conflicts: what there is to tell of posts, by their network ids.
    """
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
        title=plain(_first(capture.title for capture in captures))
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
        gaps=tuple(gaps.ledger(known, posts, owner(draft.author), draft.asides, declared, here, draft.confidence)),
        notices=(*draft.notices, *_of_posts(posts, conflicts), *_surplus(posts, declared, sources)),
        sources=sources,
        asides=draft.asides,
        answered=draft.answered,
    )


def _of_posts(posts: Sequence[Post], conflicts: Mapping[str, tuple[Notice, ...]]) -> Iterator[Notice]:
    if conflicts:
        yield from chain.from_iterable(conflicts.get(network_id(post), ()) for post in posts)


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
