"""The union of a thread and of what the library has of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from pipeline.library.pairing import Pairs, Words, paired
from pipeline.library.record import Entry, day
from pipeline.library.run import Run
from pipeline.library.succession import followed
from pipeline.model import Aside, Change, Date, Gap, Post, Sighting, Thread
from pipeline.unroll import gaps
from pipeline.unroll.merge.draft import Draft, interwoven
from pipeline.unroll.merge.identity import network_id, owner
from pipeline.unroll.merge.standing import standing


def marked(thread: Thread, entries: Sequence[Entry], run: Run) -> Thread:
    """The thread with the change "added" on each post that none of its entries has."""
    known = {number for entry in entries for number in paired(entry.thread.posts, thread.posts).values()}
    earlier = [post for entry in entries for post in entry.thread.posts]
    words = Words(earlier)
    new = Change(kind="added", update=run.update, since=run.since)
    posts = (
        replace(post, change=new) if number not in known and _is_apart(post, earlier, words) else post
        for number, post in enumerate(thread.posts)
    )
    return replace(thread, posts=tuple(posts))


def joined(thread: Thread, entry: Entry, run: Run) -> Thread:
    """The thread with the posts that only the entry has, each in its place; posts that both have get their change."""
    old, new = entry.thread.posts, thread.posts
    pairs = paired(old, new)
    words = Words(new)
    lacking = {
        place: restored(post, entry, run)
        for place, post in enumerate(old)
        if place not in pairs and run.is_wanted(post) and _is_apart(post, new, words)
    }
    posts = _followed(thread, entry, pairs, run)
    base = Draft(posts=posts, captures=(), gaps=thread.gaps, asides=thread.asides)
    whole = interwoven(base, *_rest(entry, pairs, lacking), {})
    return replace(
        thread,
        posts=whole.posts,
        asides=whole.asides,
        gaps=tuple(_ledger(whole, thread, run) if lacking else _still_open(thread.gaps, whole.posts)),
        date=thread.date or entry.thread.date,
    )


def restored(post: Post, entry: Entry, run: Run) -> Post:
    """A post of the library as the run has it; where it has none, the library's, with the last capture that had it."""
    if now := run.posts.get(network_id(post)):
        return followed(post, replace(now, author=post.author), poorer=False, update=run.update, since=run.since)
    if post.last_seen:
        return post
    seen = [each for each in entry.seen if each.source in post.origins] or entry.seen
    unknown = Sighting(source=entry.thread.source.name)
    latest = max(seen, key=lambda each: (day(each.date or Date()), each.source), default=unknown)
    return replace(post, last_seen=latest, change=Change(kind="gone", update=run.update, since=run.since))


def _followed(thread: Thread, entry: Entry, pairs: Pairs, run: Run) -> tuple[Post, ...]:
    """The thread's posts, those that the entry has too as successors of its posts."""
    posts = list(thread.posts)
    poorer = standing(thread.source) > standing(entry.thread.source)
    for place, number in pairs.items():
        old = entry.thread.posts[place]
        posts[number] = followed(old, posts[number], poorer=poorer, update=run.update, since=run.since)
    return tuple(posts)


def _is_apart(post: Post, others: Sequence[Post], words: Words) -> bool:
    """Whether a post is none of the others and no part of them: by its network id, else by its words."""
    if network_id(post) and any(map(network_id, others)):
        return True
    return bool(post.text or post.media) and not words.holds(post)


def _rest(entry: Entry, pairs: Pairs, lacking: Mapping[int, Post]) -> tuple[Draft, dict[int, int]]:
    """A draft of the entry's posts, those that both have or the thread lacks, and the pairs: draft to thread."""
    places: dict[int, int] = {}
    posts: list[Post] = []
    for place, post in enumerate(entry.thread.posts):
        if place in pairs or place in lacking:
            places[place] = len(posts)
            posts.append(lacking.get(place, post))
    asides = tuple(_moved(entry.thread.asides, places))
    same = {places[place]: number for place, number in pairs.items()}
    return Draft(posts=tuple(posts), captures=(), asides=asides), same


def _moved(asides: Sequence[Aside], places: Mapping[int, int]) -> Iterator[Aside]:
    """The asides at their new places; only those whose posts, and the post that they answer, are all there."""
    for aside in asides:
        if places.keys() >= {aside.answers, *range(aside.start, aside.end)}:
            yield Aside(start=places[aside.start], end=places[aside.end - 1] + 1, answers=places[aside.answers])


def _ledger(whole: Draft, thread: Thread, run: Run) -> Iterator[Gap]:
    """The gaps of the union: those that sources or an editor have told of, and those that the posts themselves show."""
    placed = [gap for gap in whole.gaps if gap.after is not None]
    known = [*(gap for gap in thread.gaps if gap.after is None), *placed]
    shown = [gap for gap in _still_open(known, whole.posts) if gap.evidence in ("source", "end", "option")]
    yield from gaps.ledger(
        shown, whole.posts, owner(thread.author), whole.asides, thread.declared, run.here, thread.confidence
    )


def _still_open(known: Iterable[Gap], posts: Sequence[Post]) -> Iterator[Gap]:
    for gap in known:
        if gap.after is None or gaps.is_open(gap, posts):
            yield gap
