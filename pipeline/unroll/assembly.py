"""Drafts of threads from captures: chains of the posts in bags, pages as they are, and both merged into one draft
where they are of one thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Capture, Gap, Post
from pipeline.unroll import gaps, merge
from pipeline.unroll.branches import Branches, Chain
from pipeline.unroll.chains import chains
from pipeline.unroll.merge import identity
from pipeline.unroll.merge.draft import Draft, of_capture, of_page


class Drafts(Struct, frozen=True, kw_only=True):
    """The drafts of captures, one for each thread."""

    wanted: list[Draft]
    answers: list[Chain]
    """Chains that begin as an answer to someone else, and were not asked for."""


def drafts(captures: Sequence[Capture], min_posts: int, branches: Branches, *, include_answers: bool) -> Drafts:
    """The drafts of the captures.

    captures: the best source first; a post that several of them hold is the same in all (see `merge.posts`).
    include_answers: of threads, too, that begin as an answer to someone else.
    """
    found = chains([capture for capture in captures if not capture.ordered], min_posts, branches)
    saved = [of_page(capture) for capture in captures if capture.ordered and capture.posts]
    wanted = [*found.own, *found.answers] if include_answers else found.own
    drafts = merge.by_words(merge.by_ids(list(_of_chains(wanted)), saved))
    return Drafts(wanted=drafts, answers=[] if include_answers else _elsewhere(found.answers, drafts))


def _elsewhere(answers: Sequence[Chain], drafts: Sequence[Draft]) -> list[Chain]:
    """The chains that begin as answers, without those that a saved page has as a thread, told by ids or by words."""
    if not answers:
        return []
    here = {post.id or post.text for draft in drafts for post in draft.posts}
    return [chain for chain in answers if not all(post.id in here or post.text in here for post in chain.posts)]


def _of_chains(found: Sequence[Chain]) -> Iterator[Draft]:
    """The drafts of chains. Title, date and the like of a capture count only where it holds a single chain; its notices
    go to one draft."""
    holders = [list({id(each): each for held in chain.captures for each in held}.values()) for chain in found]
    places: dict[int, list[int]] = {}
    for number, captures in enumerate(holders):
        for capture in captures:
            places.setdefault(id(capture), []).append(number)
    every = {id(capture): capture for captures in holders for capture in captures}
    stripped = {name: _stripped(capture) if len(places[name]) > 1 else capture for name, capture in every.items()}
    known: dict[int, list[Gap]] = {}
    for name, capture in every.items():
        for number, gap in _own_gaps(capture, {number: found[number] for number in places[name]}):
            known.setdefault(number, []).append(gap)
    for number, (chain, captures) in enumerate(zip(found, holders, strict=True)):
        first = [capture for capture in captures if places[id(capture)][0] == number]
        yield Draft(
            posts=_posts(chain, captures),
            captures=tuple(stripped[id(capture)] for capture in captures),
            gaps=(*known.get(number, ()), *_gaps(chain)),
            asides=chain.asides,
            answers=chain.answers,
            answered=chain.answered,
            left_out=tuple(post for left in chain.left_out for post in left.posts),
            notices=tuple(notice for capture in first for notice in capture.notices),
        )


def _gaps(chain: Chain) -> Iterator[Gap]:
    """Gaps of a chain itself: an answered post that is not here, and branches that were left out."""
    if chain.begins_as_answer and not chain.answered:
        yield gaps.of_answered(chain.posts[0])
    yield from (gaps.of_branch(len(left.posts), left.after) for left in chain.left_out)


def _posts(chain: Chain, captures: Sequence[Capture]) -> tuple[Post, ...]:
    if len(captures) == 1:
        return chain.posts
    return tuple(of_capture(post, held[0]) for post, held in zip(chain.posts, chain.captures, strict=True))


def _stripped(capture: Capture) -> Capture:
    return replace(capture, title="", date=None, declared=None, url="", cards=())


def _own_gaps(capture: Capture, chains: Mapping[int, Chain]) -> Iterator[tuple[int, Gap]]:
    """Gaps of a capture, each with the number of the chain that it falls in; one without a place, for every chain."""
    if not capture.gaps:
        return
    here = {
        _known_by(post, capture): (number, place)
        for number, chain in chains.items()
        for place, post in enumerate(chain.posts)
    }
    for gap in capture.gaps:
        if gap.after is None or not 0 <= gap.after < len(capture.posts):
            yield from ((number, replace(gap, after=None)) for number in chains)
        elif found := here.get(_known_by(capture.posts[gap.after], capture)):
            yield found[0], replace(gap, after=found[1])


def _known_by(post: Post, capture: Capture) -> str | int:
    return identity.key(post, capture.source) or id(post)
