"""The threads of a run go on from what the library has of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.library.heirs import heirs
from pipeline.library.joined import Run, joined, kept, marked
from pipeline.library.record import Entry, Library
from pipeline.merge.identity import network_id, owner
from pipeline.merge.standing import OWN_DATA, standing
from pipeline.model import Capture, Thread


def continued(
    threads: Sequence[Thread], captures: Sequence[Capture], library: Library, *, include_private: bool = False
) -> list[Thread]:
    """The threads, with the posts that only the library has, and with the ids that they had.

    Posts say what has become of them, as the library's next update. A thread that is nowhere in the run is there again
    where the run has a newer capture of what it came from: a file of that name, or an archive by its author.
    captures: of the run, whatever became of them. include_private: keep posts that not everyone could see, too.
    """
    if not library.entries:
        return list(threads)
    run = Run(
        here={post_id for capture in captures for post in capture.posts if (post_id := network_id(post))},
        update=len(library.updates) + 1,
        since=library.newest,
        include_private=include_private,
    )
    found = heirs(threads, library.entries)
    heired = {entry.thread.id for entries in found.values() for entry in entries}
    left = [entry for entry in library.entries if entry.thread.id not in heired]
    known = [_continued(thread, found.get(place, ()), run) for place, thread in enumerate(threads)]
    return [*known, *_revived(left, captures, run)]


def _continued(thread: Thread, entries: Sequence[Entry], run: Run) -> Thread:
    if not entries:
        return thread
    thread = marked(thread, entries, run)
    for entry in entries:
        thread = joined(thread, entry, run)
    return replace(thread, id=entries[0].thread.id)


def _revived(entries: Sequence[Entry], captures: Sequence[Capture], run: Run) -> Iterator[Thread]:
    """The threads that the captures of the run should have, and of which posts are gone."""
    if not entries:
        return
    names = {capture.source.name for capture in captures}
    archives = {
        (capture.source.format, owner(capture.author)) for capture in captures if standing(capture.source) == OWN_DATA
    }
    for entry in entries:
        thread, author = entry.thread, owner(entry.thread.author)
        is_superseded = any(each.name in names or (each.format, author) in archives for each in thread.sources)
        if is_superseded and any(map(run.has_lost, thread.posts)):
            posts = tuple(kept(post, entry, run) if run.has_lost(post) else post for post in thread.posts)
            if all(map(run.shows, posts)):
                yield replace(thread, posts=posts)
