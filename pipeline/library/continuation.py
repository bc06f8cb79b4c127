"""Continuation: the threads of a run, with what only the library has of them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from msgspec.structs import replace

from pipeline.library.matching import Matches, matches
from pipeline.library.record import Entry, Library
from pipeline.library.run import Run
from pipeline.library.union import joined, marked, restored
from pipeline.model import Capture, Thread
from pipeline.sources.reading.reader import Standing
from pipeline.unroll.merge.draft import Draft, interwoven
from pipeline.unroll.merge.identity import network_id, owner
from pipeline.unroll.merge.standing import standing


def continued(
    threads: Sequence[Thread], captures: Sequence[Capture], library: Library, *, include_private: bool = False
) -> list[Thread]:
    """The threads, with the posts that only the library has, and with the ids that they had.

    Each post that changed has a `Change` with the number of the library's next update. A thread that is nowhere in the
    run is added again where the run has a newer capture of its source: an archive by its author, or a bag in a file of
    that name (a page of that name would merely be another thread).

    captures: of the run, whatever became of them. include_private: keep posts that not everyone could see, too.
    """
    if not library.entries:
        return list(threads)
    posts = {post_id: post for capture in captures for post in capture.posts if (post_id := network_id(post))}
    found = matches(threads, library.entries)
    parts = _parts(threads, found, posts)
    apart = {place for places in parts.values() for place in places}
    whole = {place: thread for place, thread in enumerate(threads) if place not in apart}
    run = Run.of(posts, whole.values(), library, include_private=include_private)
    continued_ids = {entry.thread.id for entries in found.values() for entry in entries}
    left = [entry for entry in library.entries if entry.thread.id not in continued_ids]
    known = [
        _continued(thread, [threads[at] for at in parts.get(place, ())], found[place], run)
        if place in found
        else thread
        for place, thread in whole.items()
    ]
    return [*known, *_revived(left, captures, run)]


def _parts(threads: Sequence[Thread], found: Matches, here: Container[str]) -> dict[int, list[int]]:
    """For places of threads those of their parts: threads of the run that answer a post which only the library has."""
    places = {
        post.id: place
        for place, entries in found.items()
        for entry in entries
        for post in entry.thread.posts
        if post.id
    }
    parts: dict[int, list[int]] = {}
    for place, thread in enumerate(threads):
        answered = thread.posts[0].reply_to
        whole = places.get(answered)
        if whole is None or place in found or answered in here:
            continue
        if owner(threads[whole].author) == owner(thread.author):
            parts.setdefault(whole, []).append(place)
    return parts


def _continued(thread: Thread, parts: Sequence[Thread], entries: Sequence[Entry], run: Run) -> Thread:
    thread = marked(thread, entries, run)
    for entry in entries:
        thread = joined(thread, entry, run)
    for part in parts:
        thread = _with_part(thread, marked(part, entries, run))
    return replace(thread, id=entries[0].thread.id)


def _with_part(thread: Thread, part: Thread) -> Thread:
    """The thread with what the part alone has, in between: posts that both have are in their places already."""
    base, other = (Draft(posts=each.posts, captures=(), gaps=each.gaps, asides=each.asides) for each in (thread, part))
    same = {number: base.ids[post_id] for post_id, number in other.ids.items() if post_id in base.ids}
    whole = interwoven(base, other, same, {})
    return replace(
        thread,
        posts=whole.posts,
        gaps=whole.gaps,
        asides=whole.asides,
        sources=tuple(dict.fromkeys((*thread.sources, *part.sources))),
        notices=(*thread.notices, *part.notices),
    )


def _revived(entries: Sequence[Entry], captures: Sequence[Capture], run: Run) -> Iterator[Thread]:
    """Threads of the library that are nowhere in the run, though it has newer captures of their sources."""
    if not entries:
        return
    names = {capture.source.name for capture in captures if not capture.ordered}
    own = [capture for capture in captures if standing(capture.source) == Standing.OWN_DATA]
    archives = {(capture.source.format, owner(capture.author)) for capture in own}
    for entry in entries:
        thread, author = entry.thread, owner(entry.thread.author)
        is_superseded = any(each.name in names or (each.format, author) in archives for each in thread.sources)
        if is_superseded and any(map(run.is_wanted, thread.posts)):
            posts = tuple(restored(post, entry, run) for post in thread.posts)
            if all(map(run.shows, posts)):
                yield replace(thread, posts=posts)
