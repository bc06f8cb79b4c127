"""Threads guessed at by time: only what follows closely, only the author's own, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Notice
from pipeline.model import Author, Capture, Date, Post, Source
from pipeline.unroll.grouping import by_time

ME, YOU = Author(handle="Knoten"), Author(handle="moss")
START = datetime(2025, 10, 5, 10, tzinfo=UTC)


def _post(minute: float, text: str = "x", **more: object) -> Post:
    return Post(text=text, date=Date.at(START + timedelta(minutes=minute)), **more)  # type: ignore[arg-type]


def _bag(*posts: Post) -> Capture:
    source = Source(name="a", format="threads-export", sha256="")
    return Capture(source=source, author=ME, posts=posts, ordered=False, notices=(Notice(message="each stands alone"),))


def _times(capture: Capture) -> list[float]:
    return [
        (post.date.instant - START) / timedelta(minutes=1) for post in capture.posts if post.date and post.date.instant
    ]


def test_posts_within_the_time_make_a_thread() -> None:
    """Each post within so many minutes of the one before goes on the thread, in order of time; the rest stays a bag."""
    *threads, rest = by_time(_bag(_post(30), _post(14), _post(5), _post(0), _post(31), _post(90)), 10)
    assert [_times(thread) for thread in threads] == [[0, 5, 14], [30, 31]]
    assert all(thread.ordered and thread.confidence == "guessed" and not thread.notices for thread in threads)
    assert (rest.ordered, _times(rest), len(rest.notices)) == (False, [90], 1)


def test_posts_of_one_second_keep_their_order() -> None:
    """Posts that the source puts into one moment stay as it has them."""
    thread, _ = by_time(_bag(_post(0, "first"), _post(0, "second"), _post(0, "third")), 1)
    assert [post.text for post in thread.posts] == ["first", "second", "third"]


def test_answers_to_others_are_left_alone() -> None:
    """What answers someone else neither goes on a thread nor breaks it; what answers oneself does."""
    other, own = _post(1, reply_to_author="moss"), _post(2, reply_to_author="knoten")
    thread, rest = by_time(_bag(_post(0), other, own), 2)
    assert (_times(thread), rest.posts) == ([0, 2], (other,))


def test_answers_to_nobody_named_go_on_and_never_begin() -> None:
    """In older exports the parts of a thread are answers to nobody: after a post they go on, alone they stay out."""
    thread, rest = by_time(
        _bag(_post(0), _post(1, reply_to="unnamed"), *(_post(50 + n, reply_to="?") for n in (0, 1))), 5
    )
    assert (_times(thread), _times(rest)) == ([0, 1], [50, 51])


def test_authors_are_kept_apart() -> None:
    """Posts of two people that lie between each other are two threads."""
    *threads, _ = by_time(_bag(_post(0), _post(1, author=YOU), _post(2), _post(3, author=YOU)), 2)
    assert [_times(thread) for thread in threads] == [[0, 2], [1, 3]]


def test_captures_with_known_threads_stay_as_they_are() -> None:
    """Where posts have ids, or are a thread already, nothing is guessed; posts without a moment stay in the bag."""
    with_ids = _bag(_post(0, id="1"), _post(1, id="2"))
    undated = _bag(Post(text="x"), Post(text="y", date=Date(year=2025)))
    thread, _ = by_time(_bag(_post(0), _post(1)), 5)
    for capture in (with_ids, undated, thread):
        assert by_time(capture, 5) == [capture]


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["", "knoten", "moss"]), st.booleans()), max_size=12))
def test_nothing_is_lost_and_nothing_twice(rows: list[tuple[int, str, bool]]) -> None:
    """Whatever the posts, each is in one place; threads have two posts or more, none further apart than asked."""
    posts = [
        _post(minute, str(number), reply_to_author=whom, reply_to="?" if unnamed else "")
        for number, (minute, whom, unnamed) in enumerate(rows)
    ]
    *threads, rest = by_time(_bag(*posts), 5)
    assert sorted(post.text for part in (*threads, rest) for post in part.posts) == sorted(post.text for post in posts)
    for thread in threads:
        times = _times(thread)
        assert len(times) > 1
        assert all(after - before <= 5 for before, after in pairwise(times))
