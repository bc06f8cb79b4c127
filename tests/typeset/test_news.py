"""What has become of posts and threads, in words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.model import Change, ChangeKind, Date, Imprint, News, Post, Sighting, ThreadNews
from pipeline.typeset import news
from pipeline.wording import wording
from tests.ebook import books
from tests.typeset.test_chapter import chapter

ENGLISH = wording("en")
MARCH = Date(year=2022, month=3, day=3)
ARCHIVE = Sighting(source="archive.zip", date=MARCH, stated=True)


@pytest.mark.parametrize(
    ("kind", "since", "before", "note"),
    [
        ("added", MARCH, "", "New since 3 March 2022."),
        ("added", None, "", "New in this edition."),
        ("edited", MARCH, "A lamp of clay.", "Edited since 3 March 2022. Before: “A lamp of clay”."),
        (
            "edited",
            None,
            "Some day, a brass lamp, old.",
            "Edited in this edition. Before: “Some day, a brass lamp, old”.",
        ),
        (
            "edited",
            None,
            "One two three four brass lamp.",
            "Edited in this edition. Before: “One two three four brass lamp”.",
        ),
        ("edited", Date(month=3, day=3), "A lamp.", "Edited since 3 March. Before: without “brass”."),
        ("completed", MARCH, "", "No longer cut short since 3 March 2022."),
        ("back", MARCH, "", "Captured again since 3 March 2022."),
        ("back", MARCH, "A lamp of clay.", "Captured again since 3 March 2022. Before: “A lamp of clay”."),
    ],
)
def test_a_post_says_what_has_become_of_it(kind: ChangeKind, since: Date | None, before: str, note: str) -> None:
    """On its page, below its text."""
    post = Post(text="A brass lamp.", change=Change(kind=kind, update=1, since=since, before=before))
    assert news.note(post, ENGLISH) == note
    assert f'<p class="note">{note}</p>' in chapter(post, Post(text="It burns oil.")).body


@pytest.mark.parametrize(
    ("seen", "note"),
    [
        (ARCHIVE, "Not in the newer capture; kept from archive.zip, captured 3 March 2022."),
        (
            replace(ARCHIVE, stated=False),
            "Not in the newer capture; kept from archive.zip, captured 3 March 2022 or later.",
        ),
        (Sighting(source="a.txt"), "Not in the newer capture; kept from an earlier one, a.txt."),
    ],
)
def test_a_post_says_where_it_is_kept_from(seen: Sighting, note: str) -> None:
    """Whether or not it is news; after what else there is to say of it."""
    post = Post(text="A lamp.", last_seen=seen, edited=True)
    assert f"Edited; this is the last version. {note}</p>" in chapter(post, Post(text="It burns oil.")).body
    assert note in chapter(replace(post, change=Change(kind="gone", update=1)), Post(text="It burns oil.")).body


def test_a_thread_that_is_kept_as_a_whole_says_so_once() -> None:
    """Before its first post."""
    posts = [Post(text=text, last_seen=ARCHIVE) for text in ("A lamp.", "It burns oil.")]
    body = chapter(*posts).body
    assert body.count("captured 3 March 2022") == 1
    assert body.index("This thread is not in the newer capture; it is kept from archive.zip") < body.index(
        "A lamp.</p>"
    )
    assert 'class="note"' not in body


def test_what_is_new_about_a_thread() -> None:
    """All kinds in one sentence, posts by their numbers."""
    told = ThreadNews(
        thread="1",
        posts=(("added", (5, 6, 7)), ("edited", (2,)), ("completed", (1, 3)), ("gone", (4,)), ("back", (8,))),
    )
    assert news.told(told, ENGLISH) == (
        "posts 5–7 are new; post 2 was edited; posts 1 and 3 are no longer cut short; "
        "post 4 is not in the newer capture, and is kept; post 8 is in the newer capture again"
    )
    assert news.told(ThreadNews(thread="1"), ENGLISH) == "a new thread"


def test_a_book_tells_of_its_own_threads_alone() -> None:
    """In their order; the parts of a divided collection have their news each."""
    threads = [books.thread(title, Post(text=title)) for title in ("Lamps", "Oils", "Wicks")]
    told = News(since=MARCH, threads=tuple(ThreadNews(thread=each.id) for each in (threads[2], threads[0])))
    assert told.of(threads[1:2]) is None
    own = told.of(threads[1:])
    assert own == News(since=MARCH, threads=(ThreadNews(thread=threads[2].id),))
    book = replace(books.book(*map(books.chapter, threads[1:])), imprint=Imprint(news=own))
    assert news.heading(book, ENGLISH) == "New since 3 March 2022"
    assert list(news.entries(book, ENGLISH)) == [(1, threads[2], "a new thread")]
    assert list(news.entries(replace(book, imprint=Imprint()), ENGLISH)) == []
