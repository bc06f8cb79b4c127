"""News as sentences for the book's reader: changes of posts and threads since they were last published."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Book, ChangeKind, Date, Post, Sighting, Thread, ThreadNews
from pipeline.unroll.merge.fields import stretches_lost
from pipeline.wording import Wording

_OF_POST: dict[ChangeKind, tuple[str, str]] = {
    "added": ("added-since", "added"),
    "edited": ("edited-since", "edited-now"),
    "completed": ("completed-since", "completed"),
    "back": ("back-since", "back"),
}
"""Messages for the notes that a post bears about its change: since a date, and since nobody knows when."""
_AROUND = 3
"""Number of words that are quoted before and after those that were replaced."""


def heading(book: Book, words: Wording) -> str:
    """Heading of a book's news: "New since 3 March 2022"."""
    return _since("new-since", "new-in-this-edition", book.imprint.news.since if book.imprint.news else None, words)


def entries(book: Book, words: Wording) -> Iterator[tuple[int, Thread, str]]:
    """For each thread of a book that has news its place among the chapters, from 0, the thread, and the sentence."""
    news = {each.thread: each for each in (book.imprint.news.threads if book.imprint.news else ())}
    for place, chapter in enumerate(book.chapters):
        if each := news.get(chapter.thread.id):
            yield place, chapter.thread, told(each, words)


def told(news: ThreadNews, words: Wording) -> str:
    """Sentence about a thread's news: "posts 5 and 6 are new; post 2 was edited"."""
    parts = [
        words.say(f"posts-{kind}", posts=words.ranges(numbers), count=len(numbers)) for kind, numbers in news.posts
    ]
    return words.clauses(parts) or words.say("a-new-thread")


def note(post: Post, words: Wording) -> str:
    """Note that a post bears about its change, or about the earlier capture that it is kept from; or ""."""
    if post.last_seen:
        return words.say("kept", capture=_seen(post.last_seen, words))
    if not (change := post.change):
        return ""
    changed = _since(*_OF_POST[change.kind], change.since, words)
    return f"{changed} {_before(change.before, post.text, words)}" if change.before else changed


def thread_note(thread: Thread, words: Wording) -> str:
    """Note of a thread that is kept although no newer capture has any of its posts; or ""."""
    seen = thread.posts[0].last_seen
    if seen and all(post.last_seen for post in thread.posts):
        return words.say("thread-kept", capture=_seen(seen, words))
    return ""


def _before(earlier: str, text: str, words: Wording) -> str:
    """The earlier words of a post, quoted as far as it has them no more; else what they were without."""
    if lost := stretches_lost(earlier, text, _AROUND):
        return words.say("before", words=words.say("quoted", words=lost))
    return words.say("before-without", words=words.say("quoted", words=stretches_lost(text, earlier)))


def _since(since: str, in_this_edition: str, date: Date | None, words: Wording) -> str:
    return words.say(since, date=date) if date and words.date(date) else words.say(in_this_edition)


def _seen(sighting: Sighting, words: Wording) -> str:
    if not (sighting.date and words.date(sighting.date)):
        return words.say("earlier-capture", source=sighting.source)
    captured = "capture-of" if sighting.stated else "capture-of-or-later"
    return words.say(captured, source=sighting.source, date=sighting.date)
