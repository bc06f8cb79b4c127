"""An editor's say applied to the threads that were found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.edition.say import GUIDE, ThreadSay
from pipeline.errors import Notice, PublishError
from pipeline.model import Aside, Date, Gap, Post, Thread
from pipeline.selection import is_called


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The threads of an edition."""

    threads: list[Thread]
    """In their order."""
    withdrawn: list[Thread]
    """Left out at their authors' wish."""
    notices: list[Notice]


def edited(threads: Sequence[Thread], says: Mapping[str, ThreadSay], order: Sequence[str], path: str) -> Edited:
    """The threads as an editor wants them.

    says: by names of threads; order: names. path: of the file that says so, for messages. A name that no thread has is
    told of. Raises PublishError where something is said of a post or a picture that is not there.
    """
    kept: list[Thread] = []
    withdrawn: list[Thread] = []
    for thread in threads:
        about = [(name, say) for name, say in says.items() if is_called(thread, name)]
        if any(say.withdrawn for _, say in about):
            withdrawn.append(thread)
        elif not any(say.leave_out for _, say in about):
            for name, say in about:
                thread = _edited(thread, say, path, f"threads.{name}")
            kept.append(thread)
    return Edited(
        threads=_ordered(kept, order), withdrawn=withdrawn, notices=list(_unknown(threads, says, order, path))
    )


def _unknown(
    threads: Sequence[Thread], says: Mapping[str, ThreadSay], order: Sequence[str], path: str
) -> Iterator[Notice]:
    places = {**dict.fromkeys(order, "book.order"), **{name: f"threads.{name}" for name in says}}
    for name, place in places.items():
        if not any(is_called(thread, name) for thread in threads):
            hint = "`publish list` shows what the threads are called."
            yield Notice(message=f"no thread is called {name!r}", path=path, where=place, hint=hint)


def _ordered(threads: list[Thread], order: Sequence[str]) -> list[Thread]:
    def place(thread: Thread) -> int:
        return next((number for number, name in enumerate(order) if is_called(thread, name)), len(order))

    return sorted(threads, key=place)


def _edited(thread: Thread, say: ThreadSay, path: str, where: str) -> Thread:
    for key, numbers in (("leave_out_posts", say.leave_out_posts), ("withdrawn_posts", say.withdrawn_posts)):
        for number in numbers:
            if number > len(thread.posts):
                message = f"there is no post {number}: the thread has {len(thread.posts)}"
                raise PublishError(message, path=path, where=f"{where}.{key}", hint=GUIDE)
    if say.alt:
        thread = replace(thread, posts=_described(thread.posts, say.alt, path, f"{where}.alt"))
    if say.author:
        thread = _renamed(thread, say.author)
    if say.year is not None:
        thread = replace(thread, date=_in_year(thread.date, say.year))
    thread = replace(thread, title=say.title or thread.title)
    removed = {number - 1: "by the editor" for number in say.leave_out_posts}
    removed |= {number - 1: "at the author's wish" for number in say.withdrawn_posts}
    return _without(thread, removed) if removed else thread


def _renamed(thread: Thread, name: str) -> Thread:
    author = replace(thread.author, name=name)
    posts = tuple(replace(post, author=author) if post.author == thread.author else post for post in thread.posts)
    return replace(thread, author=author, posts=posts)


def _in_year(date: Date | None, year: int) -> Date:
    """The date in that year; the moment goes where it was in another."""
    if date and date.year == year:
        return date
    return replace(date, year=year, instant=None) if date else Date(year=year)


def _described(posts: tuple[Post, ...], alt: Mapping[str, str], path: str, where: str) -> tuple[Post, ...]:
    """The posts with descriptions of pictures: "3" or "3.1" is the first picture of post 3."""
    changed = list(posts)
    for place, text in alt.items():
        number, _, which = place.partition(".")
        at = _index(number, len(posts))
        media = list(changed[at].media) if at is not None else []
        picture = _index(which or "1", len(media))
        if at is None or picture is None:
            raise PublishError(f"there is no picture {place!r}", path=path, where=where, hint=GUIDE)
        media[picture] = replace(media[picture], alt=text)
        changed[at] = replace(changed[at], media=tuple(media))
    return tuple(changed)


def _index(number: str, size: int) -> int | None:
    return int(number) - 1 if number.isascii() and number.isdecimal() and 1 <= int(number) <= size else None


def _without(thread: Thread, removed: Mapping[int, str]) -> Thread:
    """The thread without some posts, each of which leaves a gap that says at whose wish.

    removed: why, by the posts' numbers from 0. A thread that has none left keeps an empty post in their place.
    """
    numbers = {old: new for new, old in enumerate(index for index in range(len(thread.posts)) if index not in removed)}
    before = [sum(1 for old in numbers if old < index) - 1 for index in range(len(thread.posts) + 1)]
    gaps = [
        replace(gap, after=None if gap.after is None else _moved(gap.after, numbers, before))
        for gap in thread.gaps
        if gap.kind == "posts" or gap.after not in removed
    ]
    for index, wish in sorted(removed.items()):
        message = f"a post was left out {wish}"
        gaps.append(Gap(kind="posts", message=message, after=before[index], evidence="option", count=1))
    posts = tuple(thread.posts[old] for old in numbers) or (Post(),)
    return replace(thread, posts=posts, gaps=tuple(gaps), asides=tuple(_asides(thread.asides, numbers, before)))


def _moved(after: int, numbers: Mapping[int, int], before: Sequence[int]) -> int:
    return numbers.get(after, before[after] if after >= 0 else -1)


def _asides(asides: Sequence[Aside], numbers: Mapping[int, int], before: Sequence[int]) -> Iterator[Aside]:
    for aside in asides:
        left = [numbers[index] for index in range(aside.start, aside.end) if index in numbers]
        if left:
            answers = max(0, _moved(aside.answers, numbers, before))
            yield Aside(start=left[0], end=left[-1] + 1, answers=answers)
