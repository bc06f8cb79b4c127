"""Edits: an editor's say applied to the threads that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from pipeline.collection.edition.book_toml import GUIDE, ThreadSay
from pipeline.collection.edition.editor_file import differences, disagreement
from pipeline.collection.edition.omissions import BY_EDITOR, BY_WISH, rejoined, without
from pipeline.collection.thread_names import places_by_name
from pipeline.errors import Notice, PublishError
from pipeline.model import Date, Message, Post, Thread
from pipeline.model.limits import MAX_COUNT

_About = Mapping[str, ThreadSay]
"""Tables about threads, by the names that they use for them."""
_Paths = Mapping[str, str]
"""Paths of the files that the tables stand in, by the same names."""


class EditedThreads(Struct, frozen=True, kw_only=True):
    """The threads of an edition, and those that it withdraws."""

    threads: list[Thread]
    """Threads in the editor's order."""
    withdrawn: list[Thread]
    """Threads left out at their authors' wish."""
    notices: list[Notice]


def edited(
    threads: Sequence[Thread],
    says: Mapping[str, ThreadSay],
    order: Sequence[str],
    path: str,
    others: Mapping[str, str] | None = None,
) -> EditedThreads:
    """The threads with an editor's changes, in the editor's order.

    says: tables by names of threads. order: names. path: of the editor's file, for messages. others: those of tables
    in other files. A name of no thread makes a notice. A thread of which no post is left is left out. Raises
    PublishError where a post or picture that is named is not there, or where two files do not agree on a thread.
    """
    places = places_by_name(threads, [*order, *says])
    about: list[dict[str, ThreadSay]] = [{} for _ in threads]
    for name, say in says.items():
        for place in places[name]:
            about[place][name] = say
    paths = {**dict.fromkeys(says, path), **(others or {})}
    for said in about:
        _agree(said, paths)
    removed = [_removed(thread, said, paths) for thread, said in zip(threads, about, strict=True)]
    kept: dict[str, Thread] = {}
    withdrawn: list[Thread] = []
    for place in _in_order(len(threads), [places[name] for name in order]):
        thread = threads[place]
        if len(removed[place]) < len(thread.posts):
            kept[thread.id] = without(_changed(thread, about[place], paths), removed[place])
        elif BY_WISH in removed[place].values():
            withdrawn.append(thread)
    gone = {thread.id: numbers for thread, numbers in zip(threads, removed, strict=True)}
    return EditedThreads(
        threads=[rejoined(thread, kept, gone) for thread in kept.values()],
        withdrawn=withdrawn,
        notices=list(_unknown(places, paths, path)),
    )


def _in_order(size: int, first: Iterable[Sequence[int]]) -> list[int]:
    """The places of all threads, those first that the editor names, the others as they were."""
    return list(dict.fromkeys([*(place for places in first for place in places), *range(size)]))


def _unknown(places: Mapping[str, Sequence[int]], paths: _Paths, path: str) -> Iterator[Notice]:
    for name in (name for name, found in places.items() if not found):
        where = f"threads.{name}" if name in paths else "book.order"
        hint = "`publish list` shows what the threads are called."
        yield Notice(message=f"no thread is called {name!r}", path=paths.get(name, path), where=where, hint=hint)


def _agree(about: _About, paths: _Paths) -> None:
    """Raises PublishError where files speak of one thread by several names, and do not agree."""
    for (one, first), (other, second) in combinations(about.items(), 2):
        if paths[one] != paths[other] and (key := next(differences(first, second), "")):
            raise disagreement(paths[other], f"threads.{other}.{key}", paths[one])


def _removed(thread: Thread, about: _About, paths: _Paths) -> dict[int, Message]:
    """Posts to leave out: at whose wish, by the posts' numbers from 0."""
    removed: dict[int, Message] = {}
    for name, say in about.items():
        for key, numbers, wish in (
            ("leave_out_posts", say.leave_out_posts, BY_EDITOR),
            ("withdrawn_posts", say.withdrawn_posts, BY_WISH),
        ):
            for number in numbers:
                if number > len(thread.posts):
                    message = f"there is no post {number}: the thread has {len(thread.posts)}"
                    raise PublishError(message, path=paths[name], where=f"threads.{name}.{key}", hint=GUIDE)
                removed[number - 1] = wish
    if any(say.withdrawn for say in about.values()):
        return dict.fromkeys(range(len(thread.posts)), BY_WISH)
    if any(say.leave_out for say in about.values()):
        return dict.fromkeys(range(len(thread.posts)), BY_EDITOR)
    return removed


def _changed(thread: Thread, about: _About, paths: _Paths) -> Thread:
    """The thread with the editor's title, author, year and descriptions."""
    for name, say in about.items():
        if say.alt:
            thread = replace(thread, posts=_described(thread.posts, say.alt, paths[name], f"threads.{name}.alt"))
        if say.author:
            thread = _renamed(thread, say.author)
        if say.year is not None:
            thread = replace(thread, date=_in_year(thread.date, say.year))
        thread = replace(thread, title=say.title or thread.title)
    return thread


def _renamed(thread: Thread, name: str) -> Thread:
    author = replace(thread.author, name=name)
    posts = tuple(replace(post, author=author) if post.author == thread.author else post for post in thread.posts)
    return replace(thread, author=author, posts=posts)


def _in_year(date: Date | None, year: int) -> Date:
    """The date in that year; without its exact moment, if that was in another year."""
    if date and date.year == year:
        return date
    return replace(date, year=year, instant=None) if date else Date(year=year)


def _described(posts: tuple[Post, ...], alt: Mapping[str, str], path: str, where: str) -> tuple[Post, ...]:
    """The posts with descriptions of pictures. alt: by pictures: "3" or "3.1" is the first picture of post 3."""
    changed = list(posts)
    for place, text in alt.items():
        number, _, which = place.partition(".")
        at = _index(number, len(posts))
        media = list(changed[at].media) if at is not None else []
        picture = _index(which or "1", len(media))
        if at is None or picture is None:
            raise PublishError(f"there is no picture {place[:40]!r}", path=path, where=where, hint=GUIDE)
        media[picture] = replace(media[picture], alt=text)
        changed[at] = replace(changed[at], media=tuple(media))
    return tuple(changed)


def _index(number: str, size: int) -> int | None:
    is_number = number.isascii() and number.isdecimal() and len(number) <= len(str(MAX_COUNT))
    return int(number) - 1 if is_number and 1 <= int(number) <= size else None
