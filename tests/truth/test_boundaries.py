"""Posts of pages saved as text: a counter is none, none is longer than it could be, and no gap is made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Capture
from pipeline.sources.thread_reader.post_length import Room
from pipeline.text.counters import ALONE
from tests.conftest import input_at, reader_of, unrolled
from tests.sources.thread_reader.thread_pages import page
from tests.truth.conftest import Command

READER = reader_of("thread-reader-text")
WORDS = ["moss", "grows", "where", "nobody", "walks", "and", "keeps", "the", "rain", "for", "Garden", "July", "stones"]


def test_a_counter_alone_on_its_line_closes_its_post(case: Command) -> None:
    """Four posts, though the author forgot the counter of the second; and nothing is missing."""
    (thread,) = case("bare-counter-line").threads
    ends = [post["text"].rpartition("\n")[2] for post in thread["posts"]]
    assert len(ends) == 4
    assert (ends[0], *ends[2:]) == ("1/4", "3/4", "4/4")
    assert thread["gaps"] == []


def test_items_that_could_not_be_one_post_are_posts(case: Command) -> None:
    """In 2021 no post could be longer than 280 characters."""
    (thread,) = case("numbered-items").threads
    assert [post["text"][:2] for post in thread["posts"]] == ["A ", "1.", "2.", "3.", "4.", "5.", "6."]


@st.composite
def sentences(draw: st.DrawFn, longest: int) -> str:
    """Prose of one line or several paragraphs."""
    paragraphs: list[str] = []
    room = draw(st.integers(30, longest))
    for _ in range(draw(st.integers(1, 3))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=4, max_size=25))
        paragraph = " ".join(words).capitalize() + draw(st.sampled_from([".", "!", "?", "…"]))
        if sum(len(each) + 2 for each in paragraphs) + len(paragraph) <= room:
            paragraphs.append(paragraph)
    return "\n\n".join(paragraphs) or "Moss grows where nobody walks."


@st.composite
def counted_posts(draw: st.DrawFn) -> list[str]:
    """Posts with counters at the start, at the end or on a line below, some of them forgotten."""
    limit = 280
    shape = draw(st.sampled_from(["{number}/{count} {text}", "{text} {number}/{count}", "{text}\n{number}/{count}"]))
    texts = draw(st.lists(sentences(limit - 8), min_size=2, max_size=12))
    about = enumerate(texts, 1)
    forgotten = draw(st.sets(st.integers(1, len(texts)), max_size=len(texts) // 2))
    return [
        text if number in forgotten else shape.format(number=number, count=len(texts), text=text)
        for number, text in about
    ]


def read(text: str, folder: Path, name: str) -> Capture:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (capture,) = READER.read(input_at(path))
    return capture


@settings(max_examples=200, deadline=None)
@given(posts=counted_posts(), counted=st.booleans())
def test_posts_of_a_counted_thread(posts: list[str], counted: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No post is a counter alone, none is longer than a post of 2021, every word is kept, and no gap is made up."""
    header = "{name} Profile picture\nFeb 5, 2021 {count} tweets 2 min read" if counted else "My Authors\n"
    capture = read(page(posts, header), tmp_path_factory.getbasetemp(), "counted 1357725372301373440.txt")
    assert " ".join(post.text for post in capture.posts).split() == " ".join(posts).split()
    for post in capture.posts:
        assert not ALONE.fullmatch(post.text)
        assert Room().length(post.text) <= 280
    (thread,) = unrolled([capture])
    assert [gap.message for gap in thread.gaps if gap.evidence == "counter"] == []


@settings(max_examples=50, deadline=None)
@given(posts=st.lists(sentences(140), min_size=2, max_size=8))
def test_posts_before_november_2017(posts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """None is longer than 140 characters."""
    text = page(posts, "My Authors\n")
    capture = read(text, tmp_path_factory.getbasetemp(), "early 828000000000000000.txt")
    assert all(len(post.text) <= 140 for post in capture.posts)


@pytest.mark.parametrize(
    ("posts", "found"),
    [
        (["Three things:\n2/5", "Salt.\n3/5", "Wind.\n4/5", "Rope.\n5/5"], 4),
        (["Moss grows. 1/5", "Salt.\nAnd wind, of course.", "Rope. 4/5", "Tar. 5/5"], 5),
        (["Moss grows. 1/3", "What I do:\nI wait for the rain, and then for the next one.", "Rope. 3/3"], 3),
        (["1/4 Moss grows.", "2/4 Salt.", "3/4 Wind.\nRope."], 4),
        (["Moss grows. 1/2 Image", "Salt.\n2/2 Image", "Wind."], 3),
        (["One\n1/", "Two\n2/", "Three\n2/", "Four\n3/"], 4),
    ],
    ids=["first forgotten", "two forgotten", "colon", "last forgotten", "pictures", "one twice"],
)
def test_counters_say_how_many_posts_there_are(posts: list[str], found: int, tmp_path: Path) -> None:
    """Between two counters, before the first and after the last, lines are divided into as many posts as they count."""
    capture = read(page(posts, "My Authors\n"), tmp_path, "page.txt")
    assert len(capture.posts) == found, [post.text for post in capture.posts]


def test_a_heading_stays_with_what_it_heads(tmp_path: Path) -> None:
    """A short line without a full stop begins the post that it heads."""
    below = "The sole, the mouth and the iron, in that order, and each of them in the light of a window."
    posts = [f"What I look at in an old plane\n{below}", f"{below} And then the price."]
    capture = read(page(posts), tmp_path, "page.txt")
    assert [post.text for post in capture.posts] == posts


def test_a_jump_within_guessed_posts_is_no_gap(tmp_path: Path) -> None:
    """Where posts begin is a guess: what the counter skips may be within another post."""
    items = "\n".join(f"▫️ {thing}" for thing in ("salt", "rope", "tar", "wind"))
    capture = read(
        page([f"1/6 What I took:\n{items}", "4/6 Moss grows.", "5/6 It waits."], "My Authors\n"), tmp_path, "page.txt"
    )
    assert capture.confidence == "guessed"
    (thread,) = unrolled([capture])
    assert thread.gaps == ()
