"""What has become of posts and threads since they were last published, in sentences for the book's reader."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Book, ChangeKind, Date, Post, Sighting, Thread, ThreadNews
from pipeline.typeset.provenance import spelled
from pipeline.unroll.merge.fields import differing

_OF_POSTS: dict[ChangeKind, tuple[str, str]] = {
    "added": ("is new", "are new"),
    "edited": ("was edited", "were edited"),
    "completed": ("is no longer cut short", "are no longer cut short"),
    "gone": ("is not in the newer capture, and is kept", "are not in the newer capture, and are kept"),
    "back": ("is in the newer capture again", "are in the newer capture again"),
}
"""Of one post, and of several."""
_OF_POST: dict[ChangeKind, str] = {
    "added": "New {}",
    "edited": "Edited {}",
    "completed": "No longer cut short {}",
    "back": "Captured again {}",
}
"""What a post says of itself."""
_AROUND = 3
"""Words that are shown before and after those that were replaced."""


def heading(book: Book) -> str:
    """Of what is new in a book: "New since 3 March 2022"."""
    return f"New {_since(book.imprint.news.since if book.imprint.news else None)}"


def entries(book: Book) -> Iterator[tuple[int, Thread, str]]:
    """The threads of a book that have news: their places among its chapters, from 0, and what is new."""
    news = {each.thread: each for each in (book.imprint.news.threads if book.imprint.news else ())}
    for place, chapter in enumerate(book.chapters):
        if each := news.get(chapter.thread.id):
            yield place, chapter.thread, told(each)


def told(news: ThreadNews) -> str:
    """What is new about a thread: "posts 5, 6 are new; post 2 was edited"."""
    parts = [f"{_posts(numbers)} {_OF_POSTS[kind][len(numbers) > 1]}" for kind, numbers in news.posts]
    return "; ".join(parts) or "a new thread"


def note(post: Post) -> str:
    """What a post says of itself: why it is here still, or what has become of it; or ""."""
    if post.last_seen:
        return f"Not in the newer capture; kept from {_seen(post.last_seen)}."
    if not (change := post.change):
        return ""
    before = f" Before: {differing(change.before, post.text, _AROUND)}." if change.before else ""
    return f"{_OF_POST[change.kind].format(_since(change.since))}.{before}"


def thread_note(thread: Thread) -> str:
    """What a thread says of itself of which no newer capture has any post; or ""."""
    seen = thread.posts[0].last_seen
    if seen and all(post.last_seen for post in thread.posts):
        return f"This thread is not in the newer capture; it is kept from {_seen(seen)}."
    return ""


def _posts(numbers: tuple[int, ...]) -> str:
    return f"{'post' if len(numbers) == 1 else 'posts'} {spelled(numbers)}"


def _since(date: Date | None) -> str:
    return f"since {date}" if date and str(date) else "in this edition"


def _seen(sighting: Sighting) -> str:
    if not (sighting.date and str(sighting.date)):
        return f"an earlier one, {sighting.source}"
    return f"{sighting.source}, captured {sighting.date}{'' if sighting.stated else ' or later'}"
