"""News as sentences for the book's reader: changes of posts and threads since they were last published."""

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
"""Verb phrases for a change of one post, and of several."""
_OF_POST: dict[ChangeKind, str] = {
    "added": "New {}",
    "edited": "Edited {}",
    "completed": "No longer cut short {}",
    "back": "Captured again {}",
}
"""Notes that a post bears about its change; {}: since when."""
_AROUND = 3
"""Number of words that are quoted before and after those that were replaced."""


def heading(book: Book) -> str:
    """Heading of a book's news: "New since 3 March 2022"."""
    return f"New {_since(book.imprint.news.since if book.imprint.news else None)}"


def entries(book: Book) -> Iterator[tuple[int, Thread, str]]:
    """For each thread of a book that has news its place among the chapters, from 0, the thread, and the sentence."""
    news = {each.thread: each for each in (book.imprint.news.threads if book.imprint.news else ())}
    for place, chapter in enumerate(book.chapters):
        if each := news.get(chapter.thread.id):
            yield place, chapter.thread, told(each)


def told(news: ThreadNews) -> str:
    """Sentence about a thread's news: "posts 5, 6 are new; post 2 was edited"."""
    parts = [f"{_posts(numbers)} {_OF_POSTS[kind][len(numbers) > 1]}" for kind, numbers in news.posts]
    return "; ".join(parts) or "a new thread"


def note(post: Post) -> str:
    """Note that a post bears about its change, or about the earlier capture that it is kept from; or ""."""
    if post.last_seen:
        return f"Not in the newer capture; kept from {_seen(post.last_seen)}."
    if not (change := post.change):
        return ""
    before = f" Before: {differing(change.before, post.text, _AROUND)}." if change.before else ""
    return f"{_OF_POST[change.kind].format(_since(change.since))}.{before}"


def thread_note(thread: Thread) -> str:
    """Note of a thread that is kept although no newer capture has any of its posts; or ""."""
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
