"""Whatever happens between two captures: nothing is lost, and nothing is news twice."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.library.pairing import paired
from pipeline.model import Capture, Post, Source
from tests.library.editions import FIRST, IDA, Editions, archive, numbers, page, post

WORDS = ["stone", "gate", "moss", "lime", "wall", "throughs", "cope", "hearting", "batter", "footing"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
captured = st.dictionaries(st.integers(2, 9), st.tuples(texts, st.booleans())).map(
    lambda rest: {1: ("wall", False)} | rest
)
"""A capture: the posts that it has, by their numbers, each with a text that may be cut. All have the first."""


def _posts(capture: dict[int, tuple[str, bool]]) -> list[Post]:
    return [
        replace(post(number, f"{text}…" if is_cut else text), truncated=is_cut)
        for number, (text, is_cut) in sorted(capture.items())
    ]


@given(captures=st.lists(captured, min_size=1, max_size=5))
@settings(deadline=None)
def test_no_post_of_any_capture_is_lost(captures: Sequence[dict[int, tuple[str, bool]]]) -> None:
    """Posts stand in their order, with the newest text, or the whole one; what is only kept says so; what stood in
    edited ones is in the library."""
    with tempfile.TemporaryDirectory() as folder:
        editions = Editions(Path(folder))
        known: dict[int, str] = {}
        seen: set[int] = set()
        posts: tuple[Post, ...] = ()
        for capture in captures:
            updates = len(editions.library.updates)
            (thread,) = editions.publish(page(*_posts(capture)))
            before, seen = seen, seen | capture.keys()
            assert numbers(thread) == sorted(seen)
            assert {n for n, each in zip(numbers(thread), thread.posts, strict=True) if each.last_seen} == (
                seen - capture.keys()
            )
            if len(editions.library.updates) == updates:
                assert [each.change for each in thread.posts] == [each.change for each in posts] or not before
            posts = thread.posts
            added = {n for n, each in zip(numbers(thread), thread.posts, strict=True) if _kind(each) == "added"}
            if len(editions.library.updates) > updates:
                assert added == capture.keys() - before
            known |= {number: text for number, (text, is_cut) in capture.items() if not is_cut}
            held = " ".join([*(each.text for each in thread.posts), *_earlier(editions)])
            assert all(text in held for text in known.values())
        assert editions.publish(page(*_posts(captures[-1]))) == [thread]


@given(sizes=st.lists(st.integers(2, 12), min_size=2, max_size=5))
@settings(deadline=None)
def test_a_thread_keeps_its_name(sizes: Sequence[int]) -> None:
    """However long it grows or shrinks, at both ends."""
    with tempfile.TemporaryDirectory() as folder:
        editions = Editions(Path(folder))
        found = [
            editions.publish(archive(*(post(number) for number in range(1 + size % 3, size + 3)))) for size in sizes
        ]
        assert len({(thread.id, thread.slug) for threads in found for thread in threads}) == 1


@given(editions=st.lists(st.sets(st.integers(1, 9), min_size=1), min_size=1, max_size=4))
@settings(deadline=None)
def test_a_chain_is_whole_whatever_is_gone_from_it(editions: Sequence[set[int]]) -> None:
    """However it falls apart: into threads of its own, into single posts, at either end. Longer editions go on from it."""
    with tempfile.TemporaryDirectory() as folder:
        library = Editions(Path(folder))
        seen = {1, 2, 3, 4, 5}
        for number, here in enumerate([seen, *editions]):
            grown = range(max(seen) + 1, max(seen) + 1 + number % 2) if max(seen) in here else ()
            here = (here & seen) | set(grown)
            seen = seen | here
            if not here:
                continue
            links = (
                replace(post(n), reply_to=str(FIRST + n - 1) if n > 1 else "", reply_to_author="ida")
                for n in sorted(here)
            )
            source = Source(name=f"{number}.zip", format="x-archive", sha256=str(number))
            (thread,) = library.publish(Capture(source=source, author=IDA, posts=tuple(links), ordered=False))
            assert numbers(thread) == sorted(seen)
            assert {n for n, each in zip(numbers(thread), thread.posts, strict=True) if each.last_seen} == seen - here
            assert not thread.gaps


@given(old=st.lists(texts, max_size=8), new=st.lists(texts, max_size=8))
def test_pairs_are_pairs(old: list[str], new: list[str]) -> None:
    """No post is two others; equal lists are paired one to one."""
    one, two = ([post(0, text) for text in side] for side in (old, new))
    pairs = paired(one, two)
    assert len(set(pairs.values())) == len(pairs)
    assert set(pairs) <= set(range(len(old)))
    assert set(pairs.values()) <= set(range(len(new)))
    assert paired(one, one) == {place: place for place in range(len(one))}


def _kind(each: Post) -> str:
    return each.change.kind if each.change else ""


def _earlier(editions: Editions) -> list[str]:
    return [wording.text for update in editions.library.updates for wording in update.before]
