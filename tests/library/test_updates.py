"""Publishing again adds what is new, keeps what is gone, and says what has happened."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.model import Aside, Asset, Capture, Date, Gap, Media, Message, Sighting, ThreadNews
from tests.library.editions import FIRST, IDA, Editions, archive, numbers, page, post, texts


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    """Nothing published yet."""
    return Editions(tmp_path)


def test_the_first_edition_has_no_news(editions: Editions) -> None:
    """And so does the second, where nothing has changed."""
    first = editions.publish(page(post(1), post(2)))
    assert editions.news is None
    assert editions.publish(page(post(1), post(2))) == first
    assert editions.news is None


def test_what_is_new_is_told(editions: Editions) -> None:
    """Posts of a thread, by their numbers; and again as long as nothing else happens."""
    editions.publish(page(post(1), post(2)))
    for _ in range(2):
        (thread,) = editions.publish(page(post(1), post(2), post(3), post(4)))
        assert editions.told() == {"added": (3, 4)}
        assert editions.news
        assert editions.news.since == Date(year=2021, month=5, day=2)
        assert [each.change.kind if each.change else "" for each in thread.posts] == ["", "", "added", "added"]


def test_the_news_are_those_of_the_last_update_alone(editions: Editions) -> None:
    """What was new before that is new no longer."""
    editions.publish(page(post(1), post(2)))
    editions.publish(page(post(1), post(2), post(3)))
    (thread,) = editions.publish(page(post(1), post(2), post(3), post(4)))
    assert editions.told() == {"added": (4,)}
    assert [bool(each.change) for each in thread.posts] == [False, False, False, True]
    assert len(editions.library.updates) == 2


def test_a_post_that_is_gone_stays_in_its_place(editions: Editions) -> None:
    """With the capture that had it, then and later; its news end with the next update."""
    editions.publish(page(post(1), post(2), post(3), captured=Date(year=2021, month=6, day=1)))
    (thread,) = editions.publish(page(post(1), post(3)))
    seen = Sighting(source="wall.html", date=Date(year=2021, month=6, day=1), stated=True)
    assert numbers(thread) == [1, 2, 3]
    assert [each.last_seen for each in thread.posts] == [None, seen, None]
    assert editions.told() == {"gone": (2,)}
    (thread,) = editions.publish(page(post(1), post(3), post(4)))
    assert [each.last_seen for each in thread.posts] == [None, seen, None, None]
    assert editions.told() == {"added": (4,)}


def test_the_first_and_the_last_post_can_be_gone(editions: Editions) -> None:
    """The thread keeps its id and its name, though its beginning is gone."""
    (before,) = editions.publish(archive(post(1), post(2), post(3), post(4)))
    (after,) = editions.publish(archive(replace(post(2), reply_to=str(FIRST + 1)), post(3)))
    assert numbers(after) == [1, 2, 3, 4]
    assert (after.id, after.slug) == (before.id, before.slug)
    assert [bool(each.last_seen) for each in after.posts] == [True, False, False, True]
    assert not after.gaps


def test_a_post_that_comes_back_is_told(editions: Editions) -> None:
    """And is no longer one that is only kept."""
    for captures in (page(post(1), post(2), post(3)), page(post(1), post(3))):
        editions.publish(captures)
    (thread,) = editions.publish(page(post(1), post(2), post(3)))
    assert editions.told() == {"back": (2,)}
    assert not any(each.last_seen for each in thread.posts)


def test_an_edited_post_tells_what_stood_there(editions: Editions) -> None:
    """Punctuation and links are no edit, for every source has its own; the library keeps the old text for good."""
    old, new = "A wall needs a footing, wide and dry.", "A wall needs a footing, wide and drained."
    editions.publish(page(post(1), post(2, old)))
    (thread,) = editions.publish(page(post(1), post(2, new)))
    assert editions.told() == {"edited": (2,)}
    change = thread.posts[1].change
    assert change
    assert change.before == old
    editions.publish(page(post(1), post(2, new + " https://x.com/i/1"), post(3)))
    assert editions.told() == {"added": (3,)}
    assert [wording.text for update in editions.library.updates for wording in update.before] == [old]


def test_a_text_that_was_cut_is_completed(editions: Editions) -> None:
    """The other way round, the whole text is kept without a word."""
    whole = "The throughs tie both faces together, every yard of its length, and never two together."
    cut = replace(post(2, "The throughs tie both faces together, every…"), truncated=True)
    editions.publish(page(post(1), cut))
    (thread,) = editions.publish(page(post(1), post(2, whole)))
    assert editions.told() == {"completed": (2,)}
    assert not thread.gaps
    (thread,) = editions.publish(page(post(1), cut, post(3)))
    assert texts(thread)[1] == whole
    assert editions.told() == {"added": (3,)}
    assert not thread.gaps


def test_of_two_cut_texts_the_longer_one_is_kept(editions: Editions) -> None:
    """Whichever comes first; neither is an edit."""
    cuts = [replace(post(2, f"The throughs tie {words}…"), truncated=True) for words in ("both", "both faces", "both")]
    found = [editions.publish(page(post(1), cut)) for cut in cuts]
    assert [texts(thread)[1] for (thread,) in found] == [cuts[0].text, cuts[1].text, cuts[1].text]
    assert editions.news is None


def test_a_picture_that_the_newer_capture_lacks_is_kept(editions: Editions, tmp_path: Path) -> None:
    """Its file may be gone: the library has a copy."""
    (tmp_path / "a.png").write_bytes(b"picture")
    media = Media(asset=Asset(path=tmp_path / "a.png"), url="https://x.com/media/a.png", alt="A wall")
    editions.publish(page(post(1), post(2, media=(media,))))
    (tmp_path / "a.png").unlink()
    lacking = Media(url="https://x.com/media/a.png", missing="not saved with the page")
    (thread,) = editions.publish(page(post(1), post(2, media=(lacking,))))
    (kept,) = thread.posts[1].media
    assert kept.asset
    assert kept.asset.path.read_bytes() == b"picture"
    assert kept.asset.path.is_relative_to(tmp_path / "library-pictures")
    assert (kept.alt, kept.missing, thread.gaps) == ("A wall", "", ())


def test_a_poorer_capture_takes_nothing_away(editions: Editions, tmp_path: Path) -> None:
    """A page saved as text has no pictures, which are not gone for that; from a capture as good, they are."""
    (tmp_path / "a.png").write_bytes(b"picture")
    media = (Media(asset=Asset(path=tmp_path / "a.png"), url="https://x.com/media/a.png"),)
    editions.publish(archive(post(1), post(2, media=media)))
    (thread,) = editions.publish(page(post(1), post(2), format="thread-reader-text"))
    assert len(thread.posts[1].media) == 1
    (thread,) = editions.publish(archive(post(1), post(2)))
    assert not thread.posts[1].media


def test_a_new_thread_is_told_as_a_whole(editions: Editions) -> None:
    """Not the threads of the first edition."""
    other = page(post(21), post(22), name="gate.html")
    (known,) = editions.publish(page(post(1), post(2)))
    threads = editions.publish(page(post(1), post(2)), other)
    (new,) = [thread for thread in threads if thread.id != known.id]
    assert editions.news
    assert editions.news.threads == (ThreadNews(thread=new.id),)


def test_another_collection_from_the_same_library_is_no_news(editions: Editions) -> None:
    """What has no thread in common with what was published before is not new: nothing of it was there to be older."""
    gate = page(post(21), post(22), name="gate.html")
    editions.publish(page(post(1), post(2)))
    editions.publish(gate)
    assert editions.news is None
    editions.publish(page(post(1), post(2)), gate)
    assert editions.news is None


def test_a_thread_that_was_not_given_again_is_not_in_the_book(editions: Editions) -> None:
    """Its file was taken away. It stays in the library, and goes on when it comes back."""
    gate = page(post(21), post(22), post(23), name="gate.html")
    editions.publish(page(post(1), post(2)), gate)
    assert [numbers(thread) for thread in editions.publish(page(post(1), post(2)))] == [[1, 2]]
    assert editions.news is None
    threads = editions.publish(page(post(1), post(2)), page(post(21), post(23), name="gate.html"))
    assert [numbers(thread) for thread in threads] == [[1, 2], [21, 22, 23]]


def test_a_thread_that_the_newer_capture_lacks_is_kept(editions: Editions) -> None:
    """Where a newer archive by its author, or a file of that name, shows that it was taken away at its source."""
    feed: dict[str, Any] = {"name": "feed.json", "format": "bluesky-feed", "ordered": False}
    editions.publish(archive(post(1), post(2), name="2023.zip"), page(post(21), **feed), min_posts=1)
    newer = archive(post(5), post(6), name="2024.zip"), page(post(25), **feed)
    threads = editions.publish(*newer, min_posts=1)
    assert [numbers(thread) for thread in threads] == [[1, 2], [5, 6], [21], [25]]
    assert [all(each.last_seen for each in thread.posts) for thread in threads] == [True, False, True, False]
    assert editions.publish(*newer, min_posts=1) == threads


def test_another_page_under_the_same_name_is_another_thread(editions: Editions) -> None:
    """A page holds one thread. The one before is not in the book, and stays in the library."""
    editions.publish(page(post(1), post(2), name="page.html"))
    (thread,) = editions.publish(page(post(21, "Gates hang on stone."), post(22, "They swing."), name="page.html"))
    assert numbers(thread) == [21, 22]
    assert len(editions.library.entries) == 2


def test_a_habit_of_its_author_makes_no_thread_another(editions: Editions) -> None:
    """Two threads under one name, saved one after the other, that end in the same words."""
    for words in ("Gates hang on stone.", "Drains need a fall of one in forty."):
        posts = [post(0, f"{words} {note}") for note in ("One.", "Twice over, and more.", "Three cheers!")]
        (thread,) = editions.publish(page(*posts, post(0, "Thanks for reading!"), name="page.md", format="markdown"))
        assert len(thread.posts) == 4
    assert len(editions.library.entries) == 2


def test_a_file_whose_every_text_is_edited_is_the_same_thread(editions: Editions) -> None:
    """As long as one post is alike, and nothing says that it is another."""
    old, new = ("How a gate is hung.", "It shuts."), ("How a field gate is hung well.", "Oil the hinges.")
    (before,) = editions.publish(page(*(post(0, text) for text in old), name="gate.md", format="markdown"))
    (thread,) = editions.publish(page(*(post(0, text) for text in new), name="gate.md", format="markdown"))
    assert thread.id == before.id
    assert texts(thread) == [new[0], old[1], new[1]]


def test_what_is_left_out_as_asked_is_not_gone(editions: Editions) -> None:
    """Posts that the run has read, and that an option keeps out of threads, are not in their place again."""
    branch = replace(post(9), reply_to=str(FIRST + 1), reply_to_author="ida")
    posts = archive(post(1), post(2), post(3), branch)
    (thread,) = editions.publish(posts)
    assert numbers(thread) == [1, 9, 2, 3]
    (thread,) = editions.publish(posts, branches="drop")
    assert numbers(thread) == [1, 2, 3]
    assert editions.publish(posts, min_posts=5) == []


def test_an_aside_that_is_gone_is_an_aside_still(editions: Editions) -> None:
    """As a whole; and what stands after it moves."""
    branch = replace(post(9), reply_to=str(FIRST + 1), reply_to_author="ida")
    editions.publish(archive(post(1), post(2), post(3), branch))
    (thread,) = editions.publish(archive(post(1), post(2), post(3), post(4)))
    assert numbers(thread) == [1, 9, 2, 3, 4]
    assert thread.asides == (Aside(start=1, end=2, answers=0),)


def test_private_posts_of_the_library_are_private(editions: Editions) -> None:
    """They were published on request, and are without it no more."""
    private = replace(post(2), visibility="followers")
    editions.publish(page(post(1), private, post(3)), include_private=True)
    (thread,) = editions.publish(page(post(1), post(3)))
    assert numbers(thread) == [1, 3]


def test_a_post_that_has_become_private_is_private(editions: Editions) -> None:
    """What ties it to the thread is gone, so it would be put back into its place."""
    links = {
        number: replace(post(number), reply_to=str(FIRST + number - 1), reply_to_author="ida")
        for number in (2, 3, 4, 5)
    }
    editions.publish(archive(post(1), *links.values()))
    left = (post(1), links[2], replace(links[4], visibility="followers"), links[5])
    capture = Capture(source=page(*left).source, author=IDA, posts=left, ordered=False)
    (thread,) = editions.publish(capture)
    assert numbers(thread) == [1, 2, 3, 5]


def test_pages_without_ids_are_told_by_their_words(editions: Editions) -> None:
    """Added, edited, gone: the same as by ids, though the first post is another."""
    old = ["How a gate is hung.", "The hooks are set with molten lead.", "The leaf swings free of the frost.", "So."]
    new = ["How a field gate is hung.", "The leaf swings free of the winter frost.", "So.", "Oil it twice a year."]
    (before,) = editions.publish(page(*(post(0, text) for text in old), name="gate.txt"))
    (thread,) = editions.publish(page(*(post(0, text) for text in new), name="gate.txt"))
    assert (thread.id, thread.slug) == (before.id, before.slug)
    assert texts(thread) == [new[0], old[1], *new[1:]]
    assert editions.told() == {"added": (5,), "edited": (1, 3), "gone": (2,)}


def test_guessed_boundaries_may_move(editions: Editions) -> None:
    """What stands in another post now is neither new nor gone."""
    lines = [post(number).text for number in range(1, 6)]
    joined = [post(0, f"{lines[0]}\n\n{lines[1]}"), *(post(0, line) for line in lines[2:])]
    editions.publish(page(*joined, confidence="guessed", name="wall.txt", format="thread-reader-text"))
    apart = [post(0, line) for line in lines]
    (thread,) = editions.publish(page(*apart, confidence="likely", name="wall.txt", format="thread-reader-text"))
    assert texts(thread) == lines
    assert not (editions.told() or {}).keys() & {"gone", "added"}


def test_a_text_page_and_the_archive_that_replaces_it_are_one_thread(editions: Editions) -> None:
    """Under the id and the name that it had."""
    posts = [post(number) for number in range(1, 5)]
    nameless = [post(0, each.text) for each in posts]
    (before,) = editions.publish(page(*nameless, name="wall.txt", format="thread-reader-text"))
    (after,) = editions.publish(archive(*posts))
    assert (after.id, after.slug) == (before.id, before.slug)
    assert numbers(after) == [1, 2, 3, 4]
    assert editions.news is None


def test_two_entries_become_one_thread(editions: Editions) -> None:
    """Where a page shows that they are one: what only one of them had is there still."""
    editions.publish(page(post(1), post(2), name="a.html"), page(post(4), post(5), name="b.html"))
    (thread,) = editions.publish(page(post(1), post(4), name="whole.html"))
    assert numbers(thread) == [1, 2, 4, 5]
    assert editions.told() == {"gone": (2, 4)}


def test_the_ledger_counts_what_is_kept(editions: Editions) -> None:
    """A page that counts more posts than it has lacks fewer of them now."""
    editions.publish(page(post(1), post(2), post(3)))
    (thread,) = editions.publish(page(post(1), post(3), declared=4))
    assert thread.gaps == (
        Gap(kind="posts", message=Message.of("posts-lost", count=1, declared=4), evidence="declared", count=1),
    )


def test_an_earlier_capture_is_dated_by_its_newest_post(editions: Editions) -> None:
    """Where it does not say itself when it was made; a moment's hour is left out."""
    late = replace(post(3), date=Date.at(datetime(2021, 5, 9, 23, 30, tzinfo=UTC)))
    editions.publish(page(post(1), post(2), late))
    (thread,) = editions.publish(page(post(1), late))
    assert thread.posts[1].last_seen == Sighting(source="wall.html", date=Date(year=2021, month=5, day=9))


def test_other_threads_do_not_take_a_known_name(editions: Editions) -> None:
    """Slugs name files, and e-readers know chapters by them."""
    (first,) = editions.publish(page(post(0, "The wall"), post(0, "It stands."), name="a.txt", title="Walls"))
    older = page(post(0, "Another wall"), post(0, "It leans."), name="0.txt", title="Walls")
    slugs = {thread.title: thread.slug for thread in editions.publish(older)}
    assert slugs == {"Walls": f"{first.slug}-2"}
