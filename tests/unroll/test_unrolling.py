"""Captures become threads: nothing of the author's chains is lost, nothing is there twice, and gaps are told."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.collection.order import minutes
from pipeline.model import Aside, Author, Branching, Capture, Date, Gap, Media, Post, Source, Teaser, Thread
from pipeline.unroll.branches import Branches
from tests.conftest import golden_cases, input_at, reader_of, sentence, unrolled

READER = reader_of("x-archive")

MAREN = Author(name="Maren Holt", handle="tidewatch")


def _source(name: str = "a.txt", sha256: str = "11" * 32) -> Source:
    return Source(name=name, format="test", sha256=sha256)


def _post(number: int, reply_to: int = 0, text: str = "", whom: str = "tidewatch") -> Post:
    return Post(
        id=str(number),
        text=text or f"The tide of day {number}",
        date=Date.at(datetime.fromtimestamp(1_600_000_000 + 60 * number, tz=UTC)),
        reply_to=str(reply_to) if reply_to else "",
        reply_to_author=whom if reply_to else "",
    )


def _bag(*posts: Post, source: Source | None = None) -> Capture:
    return Capture(source=source or _source(), author=MAREN, posts=posts, ordered=False)


def _page(*posts: Post, source: Source | None = None) -> Capture:
    return Capture(source=source or _source(), author=MAREN, posts=posts)


def _ids(threads: list[Thread]) -> list[list[int]]:
    return [[int(post.id) for post in thread.posts] for thread in threads]


def _messages(thread: Thread) -> list[tuple[str, int | None]]:
    return [(sentence(gap), gap.after) for gap in thread.gaps]


def test_archives_become_threads() -> None:
    """The sample archives hold these threads, in this order."""
    found = {
        case.name: [
            (thread.slug, " ".join(post.id for post in thread.posts))
            for thread in unrolled(READER.read(input_at(case / "input")))
        ]
        for case in golden_cases("x-archive")
    }
    assert found == {
        "branches-and-gaps": [
            ("2023-06-02-nightferry-the-night-ferry-has-three-lamps", "3001 3002 3005 3006 3007 3003 3004"),
            ("2023-06-02-nightferry-so-the-bell-was-moved-to-the-museum", "3010 3011"),
        ],
        "layout-of-2020": [("2020-03-02-lichenwalk-a-lichen-is-two-lives-in-one-body-a", "1001 1002 1003 1005")],
        "layout-of-2024": [("2024-11-09-breadclock-sourdough-keeps-time-better-than-most", "2001 2004 2003 2010")],
    }


def test_chains_are_found_whatever_the_order() -> None:
    """A chain reads in the order of its answers; a post that answers nobody is no thread of its own."""
    posts = [_post(1), _post(2, 1), _post(3, 2), _post(7), _post(8, 7), _post(9)]
    for seed in range(5):
        shuffled = posts[:]
        random.Random(seed).shuffle(shuffled)
        assert _ids(unrolled([_bag(*shuffled)])) == [[1, 2, 3], [7, 8]]
    assert _ids(unrolled([_bag(*posts)], min_posts=1)) == [[1, 2, 3], [7, 8], [9]]
    assert _ids(unrolled([_bag(*posts)], min_posts=3)) == [[1, 2, 3]]


def test_longest_path_is_the_thread() -> None:
    """Of two branches the longer goes on with the thread, of two equal ones the earlier."""
    longer = _bag(_post(1), _post(2, 1), _post(3, 2), _post(4, 1), _post(5, 4), _post(6, 5))
    equal = _bag(_post(1), _post(4, 1), _post(5, 4), _post(2, 1), _post(3, 2))
    assert _ids(unrolled([longer], branches="separate")) == [[1, 4, 5, 6], [2, 3]]
    assert _ids(unrolled([equal], branches="separate")) == [[1, 2, 3], [4, 5]]
    assert _ids(unrolled([longer])) == [[1, 2, 3, 4, 5, 6]]


def test_branches_are_asides() -> None:
    """A branch stands right after what it answers, marked; what branches off it follows as an aside of its own."""
    posts = [_post(1), _post(2, 1), _post(3, 2), _post(4, 3), _post(5, 4), _post(6, 2), _post(7, 6), _post(8, 6)]
    (thread,) = unrolled([_bag(*posts)])
    assert _ids([thread]) == [[1, 2, 6, 7, 8, 3, 4, 5]]
    assert thread.asides == (Aside(start=2, end=4, answers=1), Aside(start=4, end=5, answers=2))
    assert (thread.notices, thread.gaps, thread.branches_off) == ((), (), None)


def test_branches_are_threads_of_their_own() -> None:
    """Where branches are wanted separate, the longer ones say where they branch off; a single post stays an aside."""
    posts = [_post(1), _post(2, 1), _post(3, 1), _post(4, 2), _post(5, 4), _post(6, 2), _post(7, 6)]
    main, branch = unrolled([_bag(*posts)], branches="separate")
    assert _ids([main, branch]) == [[1, 3, 2, 4, 5], [6, 7]]
    assert main.asides == (Aside(start=1, end=2, answers=0),)
    assert branch.branches_off == Branching(thread=main.id, title="The tide of day 1", post=2)
    assert (main.branches_off, branch.gaps) == (None, ())


def test_branches_are_left_out() -> None:
    """Where branches are to be dropped, the thread says at which place, and how many posts they had."""
    posts = [_post(1), _post(2, 1), _post(3, 1), _post(4, 2), _post(5, 4), _post(6, 2), _post(7, 6)]
    (thread,) = unrolled([replace(_bag(*posts), declared=7)], branches="drop")
    assert (_ids([thread]), thread.asides) == ([[1, 2, 4, 5]], ())
    assert _messages(thread) == [
        ("1 post of a branch that answers post 1 is left out, as asked", 0),
        ("2 posts of a branch that answers post 2 are left out, as asked", 1),
    ]
    assert {gap.evidence for gap in thread.gaps} == {"option"}


def test_last_answers_stand_in_order_of_time() -> None:
    """Where several posts answer the last but one, they follow each other as they were written."""
    assert _ids(unrolled([_bag(_post(1), _post(4, 2), _post(2, 1), _post(3, 2), _post(5, 2))])) == [[1, 2, 3, 4, 5]]


def test_small_branches_stay_whole_beside_what_they_answer() -> None:
    """With a higher minimum, a branch of two posts stays in the thread, after the post that it answers."""
    posts = [_post(1), _post(2, 1), _post(3, 2), _post(4, 3), _post(5, 2), _post(6, 5), _post(7, 5)]
    assert _ids(unrolled([_bag(*posts[:6])], min_posts=3)) == [[1, 2, 5, 6, 3, 4]]
    assert _ids(unrolled([_bag(*posts)], min_posts=3, branches="separate")) == [[1, 2, 3, 4], [5, 6, 7]]
    assert _ids(unrolled([_bag(*posts)], min_posts=4, branches="separate")) == [[1, 2, 5, 6, 7, 3, 4]]


def test_answers_to_others_are_left_out() -> None:
    """A post that answers someone else, and everything that goes on from it, is no part of a thread."""
    posts = [_post(1), _post(2, 1), _post(3, 99, whom="quayside"), _post(4, 3), _post(5, 98, whom=""), _post(6, 5)]
    assert _ids(unrolled([_bag(*posts)])) == [[1, 2]]
    named = replace(_post(7), reply_to_author="quayside")
    assert _ids(unrolled([_bag(*posts, named, _post(8, 7))])) == [[1, 2]]


def test_posts_by_others_are_left_out() -> None:
    """Strangers in a bag start no threads, and an answer to one of them is an answer to someone else."""
    stranger = replace(_post(2, 1), author=Author(handle="quayside"))
    assert _ids(unrolled([_bag(_post(1), stranger, _post(3, 2), _post(4, 3), _post(5, 1))])) == [[1, 5]]


def test_missing_parent_is_a_gap() -> None:
    """A chain whose beginning is missing is a thread all the same, and says so before its first post."""
    (thread,) = unrolled([_bag(_post(5, 4, whom="TideWatch"), _post(6, 5))])
    assert _ids([thread]) == [[5, 6]]
    assert _messages(thread) == [("the post that this thread goes on from was not saved", -1)]


def test_circles_are_cut() -> None:
    """Answers that go round in a circle, as in damaged data, are read from the earliest post on."""
    posts = [_post(3, 2), _post(1, 3), _post(2, 1), _post(4, 2), _post(9, 9), _post(10, 9)]
    assert _ids(unrolled([_bag(*posts)])) == [[1, 2, 3, 4], [9, 10]]


def test_long_chains_are_unrolled() -> None:
    """A chain of 20,000 posts, and a post with 20,000 answers, are unrolled without recursion."""
    chain = [_post(number, number - 1) for number in range(1, 20_001)]
    star = [_post(30_000), *(_post(30_000 + number, 30_000) for number in range(1, 20_001))]
    threads = unrolled([_bag(*chain, *star)])
    assert [len(thread.posts) for thread in threads] == [20_000, 20_001]


@settings(max_examples=200, deadline=None)
@given(
    links=st.lists(st.tuples(st.integers(0, 14), st.booleans()), max_size=14),
    min_posts=st.integers(1, 4),
    branches=st.sampled_from(["inline", "separate", "drop"]),
    seed=st.randoms(use_true_random=False),
)
def test_any_tree_keeps_its_order(
    links: list[tuple[int, bool]], min_posts: int, branches: Branches, seed: random.Random
) -> None:
    """Each post is in one thread at most, after the one that it answers, whatever the order of the input."""
    posts = [
        _post(number, parent, whom="tidewatch" if own else "quayside") for number, (parent, own) in enumerate(links, 1)
    ]
    threads = unrolled([_bag(*posts)], min_posts=min_posts, branches=branches)
    shuffled = posts[:]
    seed.shuffle(shuffled)
    assert [(t.id, t.slug, t.posts) for t in unrolled([_bag(*shuffled)], min_posts=min_posts, branches=branches)] == [
        (t.id, t.slug, t.posts) for t in threads
    ]
    seen = [post.id for thread in threads for post in thread.posts]
    assert len(seen) == len(set(seen))
    upwards = all(int(post.reply_to or 0) < int(post.id) for post in posts)  # no circle can be
    for thread in threads if upwards else ():
        places = {post.id: index for index, post in enumerate(thread.posts)}
        for post in thread.posts:
            assert places.get(post.reply_to, -1) < places[post.id]
        for aside in thread.asides:
            assert aside.answers < aside.start < aside.end <= len(thread.posts)
            assert thread.posts[aside.start].reply_to == thread.posts[aside.answers].id
    own = {post.id for post in posts if not post.reply_to}
    for post in posts:
        if post.reply_to in own and upwards:
            own.add(post.id)
    if min_posts == 1 and branches != "drop":
        assert own <= set(seen)


def test_ordered_captures_are_threads_as_they_are() -> None:
    """What someone saved as one thread stays one, in its order, with what the page says, even if it is one post."""
    cards = (Teaser(posts=("Another",)),)
    capture = replace(
        _page(_post(2), _post(1)), title="Tides", date=Date(month=2, day=5), url="https://x.com/a", cards=cards
    )
    (thread,) = unrolled([capture])
    assert _ids([thread]) == [[2, 1]]
    assert (thread.title, thread.url, thread.cards) == ("Tides", "https://x.com/a", cards)
    assert _ids(unrolled([_page(_post(5))])) == [[5]]
    assert unrolled([_page()]) == []


def test_the_exact_moment_wins() -> None:
    """The date is the page's, unless only the first post has an exact moment."""
    moment, day = _post(1).date, Date(month=2, day=5)
    (thread,) = unrolled([replace(_page(_post(1)), date=day)])
    assert thread.date == moment
    (thread,) = unrolled([replace(_page(replace(_post(1), date=None)), date=day)])
    assert thread.date == day
    other = Date.at(datetime(2021, 2, 5, tzinfo=UTC))
    (thread,) = unrolled([replace(_page(_post(1)), date=other)])
    assert thread.date == other


def test_missing_posts_are_counted() -> None:
    """Fewer posts than the page counts are a gap, more are a notice, as many are neither."""
    (few,) = unrolled([replace(_page(_post(1), _post(2)), declared=4)])
    assert _messages(few) == [("2 of 4 posts are not in the saved page", None)]
    (one,) = unrolled([replace(_page(_post(1)), declared=2)])
    assert _messages(one) == [("1 of 2 posts is not in the saved page", None)]
    (more,) = unrolled([replace(_page(_post(1), _post(2)), declared=1)])
    assert more.gaps == ()
    assert [str(notice) for notice in more.notices] == ["a.txt: the source counts 1 posts, and 2 were found"]
    (same,) = unrolled([replace(_page(_post(1)), declared=1)])
    assert (same.gaps, same.notices) == ((), ())


def test_missing_media_and_cut_texts_are_gaps() -> None:
    """Media without a file are told of together, post by post, and so is a text that the source cut."""
    gone = Media(missing="not saved")
    media = (gone, gone, Media(kind="video"), Media(kind="gif"))
    (thread,) = unrolled([_page(replace(_post(1), media=(gone,)), replace(_post(2), media=media, truncated=True))])
    assert _messages(thread) == [
        ("a picture of post 1 is not in this book", 0),
        ("the text of post 2 is cut short in the source", 1),
        ("2 pictures, a video and a GIF of post 2 are not in this book", 1),
    ]
    known = Gap(kind="text", message="cut off by the service", after=0)
    (thread,) = unrolled([replace(_page(replace(_post(1), truncated=True)), gaps=(known,))])
    assert thread.gaps == (known,)


def test_gaps_of_a_bag_come_to_their_thread() -> None:
    """A gap that a reader found in a bag stands in the thread of its post; one of no place, in every thread."""
    gaps = (Gap(kind="quote", message="quote", after=2), Gap(kind="posts", message="somewhere"))
    first, second = unrolled([replace(_bag(_post(3), _post(4, 3), _post(2, 1), _post(1)), gaps=gaps)])
    assert (_ids([first, second]), _messages(first)) == ([[1, 2], [3, 4]], [("quote", 1), ("somewhere", None)])
    assert _messages(second) == [("somewhere", None)]


def test_ids_say_what_a_thread_is() -> None:
    """An id depends on the author and the first post alone, not on file, title or the other posts."""
    (thread,) = unrolled([_page(_post(1), _post(2))])
    (again,) = unrolled([replace(_page(_post(1), source=_source("b.html", "22" * 32)), title="Other")])
    assert thread.id == again.id == "cf4843a0-17a9-5acf-a5b7-427a995ec011"
    others = [_page(_post(2)), replace(_page(_post(1)), author=Author(handle="quayside"))]
    bare = replace(_post(1), id="")
    others += [_page(bare), _page(replace(bare, text="Neap tide")), replace(_page(bare), author=Author(name="X"))]
    ids = [unrolled([other])[0].id for other in others]
    assert len({thread.id, *ids}) == 6


def test_same_thread_twice() -> None:
    """Where nothing proves that two files have the same thread, both stay; a copy of the same bytes is left out."""
    other = _source("b.html", "22" * 32)
    page, copy = _page(_post(1)), _page(_post(1), source=_source("copy.txt"))
    first, second = unrolled([page, _page(_post(1), source=other), copy, _page(_post(1), source=other)])
    assert first.id != second.id
    assert (first.slug, second.slug) == (first.slug, f"{first.slug}-2")
    told = {thread.source.name: [str(notice) for notice in thread.notices] for thread in (first, second)}
    assert told == {
        "a.txt": ["copy.txt: the same thread again; the copy is left out"],
        "b.html": ["b.html: the same thread again; the copy is left out"],
    }


def test_readers_notices_are_told_once() -> None:
    """What a reader had to tell of an archive stands in one thread, not in every one."""
    notice = unrolled([replace(_page(_post(1)), declared=0)])[0].notices
    capture = replace(_bag(_post(1), _post(2, 1), _post(3), _post(4, 3)), notices=notice)
    assert [thread.notices for thread in unrolled([capture])] == [notice, ()]


@pytest.mark.parametrize(
    ("handle", "date", "text", "slug"),
    [
        (
            "Tide_Watch",
            Date(year=2021, month=2, day=5),
            "What the moon does",
            "2021-02-05-tide-watch-what-the-moon-does",
        ),
        ("tidewatch", Date(month=2, day=5), "Don’t wait: Åse’s café", "tidewatch-dont-wait-ases-cafe"),
        ("maren@sea.example", None, "Ebb", "maren-sea-example-ebb"),
        ("tidewatch", None, "潮の満ち引きについて", "tidewatch-潮の満ち引きについて"),
        ("", None, "潮の満ち引きについて", "潮の満ち引きについて"),
        ("tidewatch", None, "word " * 30, "tidewatch-word-word-word-word-word-word-word-word-word-word"),
        ("", None, "w" * 90, "w" * 60),
    ],
)
def test_slugs_are_plain(handle: str, date: Date | None, text: str, slug: str) -> None:
    """A slug is the day, the handle and the title without accents and signs, cut at a word."""
    capture = replace(_page(Post(text=text)), author=Author(name="Maren", handle=handle), date=date)
    (thread,) = unrolled([capture])
    assert thread.slug == slug


def test_equal_slugs_are_numbered() -> None:
    """Threads of the same slug are told apart by a number, even where a title ends in one."""
    texts = ["Ebb", "Ebb", "Ebb 2", "Ebb"]
    pages = [_page(Post(text=text, id=str(number))) for number, text in enumerate(texts)]
    slugs = [thread.slug for thread in unrolled(pages)]
    assert slugs == ["tidewatch-ebb", "tidewatch-ebb-2", "tidewatch-ebb-2-2", "tidewatch-ebb-3"]


def test_threads_stand_in_the_order_of_a_book() -> None:
    """Known years come first in time, then days without a year, then the undated by their slugs."""
    dates = {
        "c": Date(month=2, day=5), "a": Date.at(datetime(2021, 2, 5, 9, tzinfo=UTC)), "f": None,
        "b": Date.at(datetime(2021, 2, 5, 7, tzinfo=UTC)), "d": Date(month=1, day=9), "e": None, "g": Date(year=2020),
    }  # fmt: skip
    pages = [_page(Post(text=text, date=date)) for text, date in dates.items()]
    assert [thread.posts[0].text for thread in unrolled(pages)] == ["g", "b", "a", "d", "c", "e", "f"]


def test_threads_without_words_are_named_by_author_and_day() -> None:
    """Where the first post has no words, author and day make the title."""
    page = _page(Post(text="🌊", date=Date(year=2021, month=2, day=5)))
    assert [thread.title for thread in unrolled([page])] == ["Thread by Maren Holt, 5 February 2021"]
    assert [thread.title for thread in unrolled([_page(Post(text="🌊"))])] == ["Thread by Maren Holt"]


def test_minutes_count_words_and_ideographs() -> None:
    """Two hundred words are a minute, and so are five hundred Chinese or Japanese characters; never less than one."""
    assert minutes([Post(text="word " * 469)]) == 2
    assert minutes([Post(text="word " * 150), Post(text="word " * 150), Post(text="word " * 210)]) == 3
    assert minutes([Post(text="潮" * 1500)]) == 3
    assert minutes([Post()]) == 1
