"""Threads that begin as an answer to someone else, and authors of whom little is known."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.collection.finding import Gathered, gathered
from pipeline.collection.search import Search
from pipeline.library import Library
from pipeline.model import Author, Capture, Post
from pipeline.text.x_addresses import account_url
from pipeline.unroll.answers import LeftOut, told
from tests.conftest import sentence, unrolled
from tests.unroll.merge.examples import FIRST, MAREN, bag, chain, page, post

MOSS = Author(name="Moss", handle="moss")
NOBODY = Author()
ACCOUNT = "7001"
ONLY_ID = Author(name=f"X user {ACCOUNT}", url=account_url(ACCOUNT))


def answer(number: int, to: int, whom: str = "moss") -> Post:
    return post(number, after=to, reply_to_author=whom)


def mixed(*posts: Post, name: str = "api.jsonl") -> Capture:
    """Posts of several authors, each of which names its own."""
    return bag(*posts, name=name, kind="x-api-v2", author=NOBODY)


def by(author: Author, *posts: Post) -> list[Post]:
    return [replace(each, author=author) for each in posts]


def found(*captures: Capture) -> Gathered:
    return gathered(captures, Search(), Library())


def test_a_chain_that_begins_as_an_answer_is_counted_and_told() -> None:
    """By the input that holds it; a single answer is no thread, nor is one that is shorter than asked for."""
    posts = [*chain(1, 2), answer(10, 99), post(11, after=10), answer(20, 98), answer(30, 97), post(31, after=30)]
    result = found(bag(*posts))
    assert ([len(thread.posts) for thread in result.threads]) == [2]
    assert result.left_out == {"archive": LeftOut(threads=2, posts=4)}
    assert [str(notice) for notice in told(result.left_out)] == [
        "archive: 2 threads of 4 posts that begin as answers to someone else were left out"
    ]
    assert gathered([bag(*posts)], Search(min_posts=3), Library()).left_out == {}


def test_it_is_a_thread_on_request() -> None:
    """With the answered post before it where that is here, else with a gap that says whose it was."""
    posts = [answer(10, 99), post(11, after=10)]
    (thread,) = unrolled([bag(*posts)], include_answers=True)
    assert (len(thread.posts), thread.answered, thread.gaps[0].after) == (2, None, -1)
    assert sentence(thread.gaps[0]).startswith("an answer to @moss’s post, which was not saved: https://x.com/moss/")
    (thread,) = unrolled([bag(*posts), bag(*by(MOSS, post(99)), name="moss", author=MOSS)], include_answers=True)
    assert thread.answered
    assert (thread.answered.text, thread.answered.author, thread.gaps) == (post(99).text, MOSS, ())


def test_strangers_answers_are_no_threads_that_somebody_saved() -> None:
    """Of a conversation only those are told whose threads are there."""
    moss = by(MOSS, answer(10, 2, "tidewatch"), answer(11, 10))
    own = by(MAREN, *chain(1, 2), answer(20, 11), post(21, after=20))
    assert found(mixed(*moss, *own)).left_out == {"api.jsonl": LeftOut(threads=1, posts=2)}
    assert len(unrolled([mixed(*moss, *own)], include_answers=True)) == 2


def test_what_a_page_shows_is_not_left_out() -> None:
    """It is a thread there, whatever it answers."""
    posts = [answer(10, 99), post(11, after=10)]
    result = found(bag(*posts), page(*posts))
    assert (len(result.threads), result.left_out) == (1, {})


def test_only_conflicts_of_published_posts_are_told() -> None:
    """Two captures differ in a post of the thread, and in one that is in none."""
    other = bag(post(2, text="Not this", after=1), post(9, text="Nor this"), name="old")
    (thread,) = unrolled([bag(*chain(1, 2), post(9)), other])
    (notice,) = thread.notices
    assert f"another text of the post {FIRST + 2}" in notice.message


LENGTH = 6
KNOWN = replace(mixed(*by(MAREN, *chain(*range(1, LENGTH + 1)))), accounts=((ACCOUNT, MAREN),))


def _published(captures: Sequence[Capture]) -> set[str]:
    return {post.id for thread in unrolled(captures) for post in thread.posts}


@given(
    places=st.lists(st.integers(0, 2), min_size=LENGTH, max_size=LENGTH),
    authors=st.lists(st.sampled_from([MAREN, ONLY_ID, NOBODY]), min_size=LENGTH, max_size=LENGTH),
    naming=st.integers(0, 2),
    added=st.integers(0, 2),
)
def test_an_unknown_author_costs_no_post(places: list[int], authors: list[Author], naming: int, added: int) -> None:
    """However a thread is divided, and whichever of its posts name their author, if any file names the account.

    An answer that names nobody may be a stranger's, but where its author goes on from it.
    """
    authors[-1] = MAREN if authors[-1] == NOBODY else authors[-1]
    posts = [replace(each, author=author) for each, author in zip(KNOWN.posts, authors, strict=True)]
    parts = [
        mixed(*(each for each, place in zip(posts, places, strict=True) if place == part), name=f"part {part}")
        for part in range(3)
    ]
    parts[naming] = replace(parts[naming], accounts=KNOWN.accounts)
    assert _published(parts) == {each.id for each in posts}
    assert _published([parts[naming]]) <= _published([parts[naming], parts[added]]) <= _published(parts)
