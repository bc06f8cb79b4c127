"""The soundness of a library: its file may come from anywhere, and what it says is used as if a run had found it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.library.record import Entry, Library
from pipeline.model import Message, Thread
from pipeline.unroll import file_names
from pipeline.wording import is_known


def check(library: Library) -> None:
    """Raise ValueError, with the place as msgspec has it, for what no run writes into a library."""
    names: set[str] = set()
    for place, entry in enumerate(library.entries):
        where = f"$.entries[{place}].thread"
        if problem := _problem(entry):
            raise ValueError(f"{problem} - at `{where}`")
        name = file_names.same(entry.thread.slug)
        if name in names:
            raise ValueError(f"two threads with files of one name - at `{where}.slug`")
        names.add(name)


def _problem(entry: Entry) -> str:
    """What is wrong with an entry, or ""."""
    thread = entry.thread
    posts = len(thread.posts)
    if not posts:
        return "a thread without posts"
    if not file_names.is_name(thread.slug):
        return f"no name for a file: {thread.slug[:80]!r}"
    if any(not 0 <= aside.answers < aside.start < aside.end <= posts for aside in thread.asides):
        return "an aside of posts that there are not"
    if any(gap.after is not None and not -1 <= gap.after < posts for gap in thread.gaps):
        return "a gap after a post that there is not"
    if any(not is_known(message) for message in _messages(thread)):
        return "a message that no book has"
    return ""


def _messages(thread: Thread) -> Iterator[Message]:
    """Everything in a thread that a book is to say in its own words."""
    quotes = [quote for post in thread.posts for quote in post.quotes]
    media = [each for post in thread.posts for each in post.media]
    media += [each for quote in quotes for each in quote.media]
    said = [
        *(gap.message for gap in thread.gaps),
        *(quote.missing for quote in quotes),
        *(each.missing for each in media),
        *(part for quote in quotes for part in quote.unshown),
    ]
    return (message for message in said if isinstance(message, Message))
