"""Merging by ids: threads saved as pages are woven into the drafts that share posts with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count

from pipeline.unroll.merge.draft import Draft, without, woven
from pipeline.unroll.merge.words import folded


def joined(chains: Sequence[Draft], pages: Sequence[Draft]) -> list[Draft]:
    """The drafts, one for each thread: pages that share posts with others are woven into them.

    chains: drafts of bags; no two share a post. A page joins all trunks that it shares posts with, for it shows them to
    be one thread; posts of branches stay in those, and posts that were left out stay out.
    """
    found = dict(enumerate(chains))
    place = _places(found) if pages else {}
    left_out = {post.id for chain in chains for post in chain.left_out}
    fresh = count(len(chains))
    for page in pages:
        shared = Counter(place[post_id] for post_id in page.ids if post_id in place)
        trunks = sorted(index for index in shared if found[index].answers is None)
        trunks = trunks or [index for index, _ in shared.most_common(1)]
        elsewhere = [post_id for post_id in page.ids if post_id in place and place[post_id] not in trunks]
        page = without(page, left_out.intersection(page.ids).union(elsewhere))
        if page.posts:
            index = trunks[0] if trunks else next(fresh)
            found[index] = _one([*(found.pop(trunk) for trunk in trunks[:1]), page, *map(found.pop, trunks[1:])])
            place.update(dict.fromkeys(found[index].ids, index))
    return list(found.values())


def _places(drafts: dict[int, Draft]) -> dict[str, int]:
    return {post_id: index for index, draft in drafts.items() for post_id in draft.ids}


def _one(drafts: Iterable[Draft]) -> Draft:
    """One draft of several, each of which shares posts with those before."""
    base, *others = drafts
    for other in others:
        base = woven(base, other, _same(base, other), {})
    return base


def _same(base: Draft, other: Draft) -> dict[int, int]:
    """Pairs of posts that both drafts have, other number to base number: by ids, or by words where there is no id."""
    same = {number: base.ids[post_id] for post_id, number in other.ids.items() if post_id in base.ids}
    named = set(other.ids.values())
    nameless = [number for number in range(len(other.posts)) if number not in named]
    if nameless:
        taken = set(same.values())
        texts = {folded(post.text): place for place, post in enumerate(base.posts) if place not in taken}
        for number in nameless:
            text = folded(other.posts[number].text)
            if text and text in texts:
                same[number] = texts.pop(text)
    return same
