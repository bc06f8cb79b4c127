"""The update of a library: its state after a run, and the news that the run found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import get_args

from msgspec.structs import replace

from pipeline.library.record import Entry, Library, Update, Wording
from pipeline.model import ChangeKind, News, Post, Sighting, Source, Thread, ThreadNews

_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


def updated(
    library: Library,
    found: Sequence[Thread],
    wanted: Sequence[Thread],
    withdrawn: Iterable[Thread],
    seen: Mapping[Source, Sighting],
) -> tuple[Library, list[Thread], News | None]:
    """The library after the run, the wanted threads with the changes of their posts, and the news of these.

    found: the threads without an editor's changes. wanted: those that are published. withdrawn: those of which no copy
    is kept, at their authors' wish. seen: the sighting of each source. Where nothing has changed, the news are those
    of the update before: so the same inputs give the same book again.
    """
    known = {entry.thread.id: entry for entry in library.entries}
    published = {thread.id for thread in wanted}
    now = [thread for thread in found if thread.id in published]
    new = [thread.id for thread in now if thread.id not in known]
    if len(new) == len(now):  # another collection, which happens to share the library
        new = []
    if update := _update(library, new, now):
        library = replace(library, updates=(*library.updates, update))
    last = len(library.updates)
    entries = {thread.id: _entry(_since(thread, last), known.get(thread.id), seen) for thread in now}
    merged = known | entries
    for thread in withdrawn:
        merged.pop(thread.id, None)
    ordered = sorted(merged.values(), key=lambda entry: (entry.thread.slug, entry.thread.id))
    library = replace(library, entries=tuple(ordered))
    threads = [_since(thread, last) for thread in wanted]
    return library, threads, _news(library, threads)


def _update(library: Library, new: Collection[str], threads: Sequence[Thread]) -> Update | None:
    """The update that this run makes: new threads, and the changes of posts. None where there are none."""
    number = len(library.updates) + 1
    news = tuple(_of_threads([_since(thread, number) for thread in threads], new))
    before = (
        Wording(thread=thread.id, post=place, text=post.change.before)
        for thread in threads
        for place, post in enumerate(thread.posts, 1)
        if _is_of(post, number) and post.change and post.change.before
    )
    return Update(since=library.newest, threads=news, before=tuple(before)) if news else None


def _since(thread: Thread, update: int) -> Thread:
    """The thread without its posts' changes in other updates than this one."""
    if all(post.change is None or _is_of(post, update) for post in thread.posts):
        return thread
    posts = (post if _is_of(post, update) else replace(post, change=None) for post in thread.posts)
    return replace(thread, posts=tuple(posts))


def _is_of(post: Post, update: int) -> bool:
    return post.change is not None and post.change.update == update


def _entry(thread: Thread, known: Entry | None, seen: Mapping[Source, Sighting]) -> Entry:
    sightings = {each.source: each for each in known.seen} if known else {}
    sightings |= {source.name: seen[source] for source in thread.sources if source in seen}
    sources = {source.name for source in thread.sources}
    return Entry(thread=thread, seen=tuple(sightings[name] for name in sorted(sources & sightings.keys())))


def _news(library: Library, threads: Sequence[Thread]) -> News | None:
    """The last update as news of these threads; None where it has nothing of them."""
    if not library.updates:
        return None
    last = library.updates[-1]
    news = tuple(_of_threads(threads, {news.thread for news in last.threads if not news.posts}))
    return News(since=last.since, threads=news) if news else None


def _of_threads(threads: Iterable[Thread], new: Collection[str]) -> Iterator[ThreadNews]:
    for thread in threads:
        if (changes := tuple(_changes(thread))) or thread.id in new:
            yield ThreadNews(thread=thread.id, posts=() if thread.id in new else changes)


def _changes(thread: Thread) -> Iterator[tuple[ChangeKind, tuple[int, ...]]]:
    for kind in _KINDS:
        numbers = [number for number, post in enumerate(thread.posts, 1) if post.change and post.change.kind == kind]
        if numbers:
            yield kind, tuple(numbers)
