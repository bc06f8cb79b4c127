"""A thread and what the library has of it, as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from pipeline import gaps
from pipeline.library.followed import followed
from pipeline.library.pairing import Pairs, Words, paired
from pipeline.library.record import Entry, day
from pipeline.merge.draft import Draft, interwoven
from pipeline.merge.identity import network_id
from pipeline.merge.standing import standing
from pipeline.model import Aside, Change, Date, Gap, Post, Sighting, Thread
from pipeline.privacy import is_private


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run knows when it looks at its threads one by one."""

    here: Set[str]
    """The network's ids of all posts that it has read."""
    update: int
    """The number of the library's next update."""
    since: Date | None
    """When the newest of the library's captures was made."""
    include_private: bool
    """Keep posts that not everyone could see, too."""

    def has_lost(self, post: Post) -> bool:
        """Whether a post of the library is nowhere in the run, as far as ids tell."""
        return network_id(post) not in self.here

    def shows(self, post: Post) -> bool:
        """Whether a post may be published."""
        return self.include_private or not is_private(post)


def marked(thread: Thread, entries: Sequence[Entry], run: Run) -> Thread:
    """The thread, whose posts say that they are new where none of its entries has them."""
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
    """The thread with the posts that only the entry has, each in its place; what both have says what became of it."""
    old, new = entry.thread.posts, thread.posts
    pairs = paired(old, new)
    words = Words(new)
    lost = {
        place
        for place, post in enumerate(old)
        if place not in pairs and run.has_lost(post) and run.shows(post) and _is_apart(post, new, words)
    }
    posts = _followed(thread, entry, pairs, run)
    base = Draft(posts=posts, captures=(), gaps=thread.gaps, asides=thread.asides)
    whole = interwoven(base, *_rest(entry, pairs, lost, run), {})
    return replace(
        thread,
        posts=whole.posts,
        asides=whole.asides,
        gaps=tuple(_ledger(whole, thread, run) if lost else _still_open(thread.gaps, whole.posts)),
        date=thread.date or entry.thread.date,
    )


def kept(post: Post, entry: Entry, run: Run) -> Post:
    """A post that only the library has, with the capture that had it."""
    if post.last_seen:
        return post
    seen = [each for each in entry.seen if each.source in post.origins] or entry.seen
    unknown = Sighting(source=entry.thread.source.name)
    latest = max(seen, key=lambda each: (day(each.date or Date()), each.source), default=unknown)
    return replace(post, last_seen=latest, change=Change(kind="gone", update=run.update, since=run.since))


def _followed(thread: Thread, entry: Entry, pairs: Pairs, run: Run) -> tuple[Post, ...]:
    """The thread's posts; what the entry has too has gone on from there."""
    posts = list(thread.posts)
    poorer = standing(thread.source) > standing(entry.thread.source)
    for place, number in pairs.items():
        old = entry.thread.posts[place]
        posts[number] = followed(old, posts[number], poorer=poorer, update=run.update, since=run.since)
    return tuple(posts)


def _is_apart(post: Post, others: Sequence[Post], words: Words) -> bool:
    """Whether a post is none of the others and no part of them: its network says so, or its words."""
    if network_id(post) and any(map(network_id, others)):
        return True
    return bool(post.text or post.media) and not words.hold(post)


def _rest(entry: Entry, pairs: Pairs, lost: Set[int], run: Run) -> tuple[Draft, dict[int, int]]:
    """What the entry gives: the posts that both have and those that it alone has; and which those of both are."""
    places: dict[int, int] = {}
    posts: list[Post] = []
    for place, post in enumerate(entry.thread.posts):
        if place in pairs or place in lost:
            places[place] = len(posts)
            posts.append(kept(post, entry, run) if place in lost else post)
    asides = tuple(_moved(entry.thread.asides, places))
    same = {places[place]: number for place, number in pairs.items()}
    return Draft(posts=tuple(posts), captures=(), asides=asides), same


def _moved(asides: Sequence[Aside], places: Mapping[int, int]) -> Iterator[Aside]:
    """The asides of which all posts, and what they answer, are still there."""
    for aside in asides:
        if places.keys() >= {aside.answers, *range(aside.start, aside.end)}:
            yield Aside(start=places[aside.start], end=places[aside.end - 1] + 1, answers=places[aside.answers])


def _ledger(whole: Draft, thread: Thread, run: Run) -> Iterator[Gap]:
    """What is missing now: what sources show, and what the posts tell, those of the library among them."""
    placed = [gap for gap in whole.gaps if gap.after is not None]
    known = [*(gap for gap in thread.gaps if gap.after is None), *placed]
    shown = [gap for gap in _still_open(known, whole.posts) if gap.evidence in ("source", "option")]
    yield from gaps.ledger(shown, whole.posts, thread.author, whole.asides, thread.declared, run.here)


def _still_open(known: Iterable[Gap], posts: Sequence[Post]) -> Iterator[Gap]:
    for gap in known:
        if gap.kind == "posts" or gap.after is None or gaps.is_open(gap, posts[gap.after]):
            yield gap
