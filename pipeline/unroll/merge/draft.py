"""Drafts of threads, and how two drafts of one thread are woven together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, compress

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Aside, Author, Capture, Confidence, Gap, Post, Quote
from pipeline.unroll import gaps
from pipeline.unroll.merge.identity import may_be, network_id
from pipeline.unroll.merge.standing import rank


class Draft(Struct, frozen=True, kw_only=True, dict=True):
    """A thread in the making: posts in reading order, and the captures that it was made from."""

    posts: tuple[Post, ...]
    captures: tuple[Capture, ...]
    """Captures, the best first; what each states of a whole thread is true of this one."""
    confidence: Confidence = "exact"
    gaps: tuple[Gap, ...] = ()
    asides: tuple[Aside, ...] = ()
    answers: Post | None = None
    """The post of another draft that it answers, if it is a branch; else None."""
    answered: Quote | None = None
    """The post by someone else that it begins as an answer to, where that was read; else None."""
    left_out: tuple[Post, ...] = ()
    """Posts of branches that were left out, as asked."""
    notices: tuple[Notice, ...] = ()

    @cached_property
    def author(self) -> Author:
        """Author of its first post, completed from the other captures of the same author."""
        own = self.posts[0].author or self.captures[0].author
        others = [capture.author for capture in self.captures if may_be(own, capture.author)]
        return Author(
            name=own.name or next((other.name for other in others if other.name), ""),
            handle=own.handle or next((other.handle for other in others if other.handle), ""),
            url=own.url or next((other.url for other in others if other.url), ""),
        )

    @cached_property
    def ids(self) -> dict[str, int]:
        """Numbers of the posts that have network ids, from 0, by these."""
        found = ((network_id(post), place) for place, post in enumerate(self.posts))
        return {post_id: place for post_id, place in found if post_id}


def of_page(capture: Capture) -> Draft:
    """The draft of an ordered capture; a post that it holds twice keeps its first place."""
    seen: dict[str, int] = {}
    places: list[int] = []
    posts: list[Post] = []
    for post in capture.posts:
        place = len(posts)
        places.append(seen.setdefault(post_id, place) if (post_id := network_id(post)) else place)
        if places[-1] == len(posts):
            posts.append(post)
    return Draft(
        posts=tuple(posts),
        captures=(capture,),
        confidence=capture.confidence,
        gaps=tuple(gaps.moved(capture.gaps, places)),
        notices=capture.notices,
    )


def sourced(draft: Draft) -> Draft:
    """A draft of one capture with author and origin set on each post, so that it can be woven with others."""
    if len(draft.captures) > 1:
        return draft
    return replace(draft, posts=tuple(of_capture(post, draft.captures[0]) for post in draft.posts))


def of_capture(post: Post, capture: Capture) -> Post:
    """The post with author and origins set, by default the capture's."""
    if post.author and post.origins:
        return post
    return replace(post, author=post.author or capture.author, origins=post.origins or (capture.source.name,))


def without(page: Draft, ids: Set[str]) -> Draft:
    """A page without the posts that have these ids."""
    kept = [post_id not in ids for post_id in (post.id for post in page.posts)] if page.ids.keys() & ids else []
    if not kept:
        return page
    places = list(accumulate(kept, initial=0))
    return replace(
        page,
        posts=tuple(compress(page.posts, kept)),
        gaps=tuple(
            gaps.moved(page.gaps, [place if stays else None for place, stays in zip(places, kept, strict=False)])
        ),
    )


def woven(base: Draft, other: Draft, same: Mapping[int, int], merged: Mapping[int, Post]) -> Draft:
    """Two drafts of one thread as one.

    base: gives the order, the asides and, where its posts have ids, the author. same: pairs of posts that are the same,
    other number to base number. merged: posts that replace some of the base's, by number. A post that only the other
    draft has comes right after the one that it follows there, unless its moment puts it later.
    """
    base, other = sourced(base), sourced(other)
    return replace(
        interwoven(base, other, same, merged),
        captures=tuple(sorted((*base.captures, *other.captures), key=rank)),
        notices=(*base.notices, *other.notices),
    )


def interwoven(base: Draft, other: Draft, same: Mapping[int, int], merged: Mapping[int, Post]) -> Draft:
    """The base with the other draft's posts, gaps and asides among its own, as `woven` puts them."""
    slots = dict(_slots(base, other, same))
    posts: list[Post] = []
    at_base: list[int] = []
    at_other = [-1] * len(other.posts)
    for place in range(-1, len(base.posts)):
        if place >= 0:
            at_base.append(len(posts))
            posts.append(merged.get(place, base.posts[place]))
        for number in slots.get(place, ()):
            at_other[number] = len(posts)
            posts.append(other.posts[number])
    for number, place in same.items():
        at_other[number] = at_base[place]
    total = len(posts)
    return replace(
        base,
        posts=tuple(posts),
        gaps=tuple(dict.fromkeys((*_still(base, at_base, total), *_still(other, at_other, total)))),
        asides=tuple(_asides(base, other, at_base, at_other)),
    )


def _slots(base: Draft, other: Draft, same: Mapping[int, int]) -> Iterator[tuple[int, list[int]]]:
    """Numbers of the other draft's own posts, by the base's post that they are put after (-1: before all)."""
    slots: dict[int, list[int]] = {}
    held = sorted(same.values())
    beside = {place for aside in base.asides for place in range(aside.start, aside.end)}
    last = -1
    for number, post in enumerate(other.posts):
        if number in same:
            last = same[number]
        else:
            after = bisect_right(held, last)
            limit = held[after] if after < len(held) else len(base.posts)
            last = _later(base, post, last, limit, beside)
            slots.setdefault(last, []).append(number)
    yield from slots.items()


def _later(base: Draft, post: Post, last: int, limit: int, beside: Set[int]) -> int:
    """Number of the last post of the base, before `limit`, that a post follows: past earlier moments and asides."""
    moment = post.date.instant if post.date else None
    while last + 1 < limit:
        following = base.posts[last + 1]
        then = following.date.instant if following.date else None
        if last + 1 not in beside and not (moment and then and then < moment):
            break
        last += 1
    return last


def _asides(base: Draft, other: Draft, at_base: Sequence[int], at_other: Sequence[int]) -> Iterator[Aside]:
    """The asides renumbered: those of the base, and those of the other draft that overlap none of the base's posts."""
    found = [_moved(aside, at_base) for aside in base.asides]
    taken = set(at_base)
    for aside in other.asides:
        moved = _moved(aside, at_other)
        if moved.end - moved.start == aside.end - aside.start and taken.isdisjoint(range(moved.start, moved.end)):
            found.append(moved)
    yield from sorted(found, key=lambda aside: aside.start)


def _moved(aside: Aside, places: Sequence[int]) -> Aside:
    return Aside(start=places[aside.start], end=places[aside.end - 1] + 1, answers=places[aside.answers])


def _still(draft: Draft, places: Sequence[int], total: int) -> Iterator[Gap]:
    """The gaps of a draft renumbered, without those that the other draft has filled. total: number of posts now."""
    for gap in draft.gaps:
        if gap.kind != "posts":
            yield from gaps.moved([gap], places)
        elif gap.after is None:
            if total == len(draft.posts):
                yield gap
        else:
            before = places[gap.after] if gap.after >= 0 else -1
            following = places[gap.after + 1] if gap.after + 1 < len(places) else total
            if following <= before + 1:
                yield replace(gap, after=before)
