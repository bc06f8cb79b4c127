"""Whatever was captured of a thread, and however often: no text is lost, and order and repetition do not matter."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import Capture, Post, Thread
from pipeline.unroll.merge.words import aligned, folded, grams, words
from tests.conftest import unrolled
from tests.unroll.merge.examples import TEXTS, bag, page, post, source, text_page

_KINDS = ("x-archive", "x-api-v2", "thread-reader-html", "markdown", "unheard-of")


@st.composite
def _capture(draw: st.DrawFn, name: str) -> Capture:
    """Some posts of a thread of nine, as one of several sources has them."""
    chosen = draw(st.lists(st.integers(1, 9), min_size=1, max_size=9, unique=True))
    shape = draw(st.sampled_from(["bag", "page", "text"]))
    posts = []
    for number in sorted(chosen):
        text = draw(st.sampled_from([TEXTS[number - 1], _edited(number), TEXTS[number - 1][:30] + "…"]))
        posts.append(post(number, text=text, after=number - 1))
    if shape == "text":
        lines = [each.text for each in posts if not each.text.endswith("…")] or [TEXTS[0]]
        cuts = draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
        pieces = [""]
        for line, cut in zip(lines, cuts, strict=True):
            pieces[-1:] = [pieces[-1], line] if cut and pieces[-1] else [f"{pieces[-1]}\n{line}".strip()]
        return text_page(*pieces, name=name)
    kind = draw(st.sampled_from(_KINDS))
    return bag(*posts, name=name, kind=kind) if shape == "bag" else page(*posts, name=name, kind=kind)


def _edited(number: int) -> str:
    return TEXTS[number - 1].replace("the ", "this very ").replace(", ", " or so, ")


_captures = st.lists(st.integers(0, 3), min_size=1, max_size=4).flatmap(
    lambda names: st.tuples(*(_capture(f"{place}{name}.json") for place, name in enumerate(names)))
)


def _told(threads: Sequence[Thread]) -> str:
    """All words that are in threads or told of them."""
    kept = " ".join(folded(each.text) for thread in threads for each in thread.posts)
    return f"{kept} {' '.join(folded(notice.message) for thread in threads for notice in thread.notices)}"


def _lines(post: Post) -> list[str]:
    return [line for line in post.text.split("\n") if not line.endswith("…")]


@settings(max_examples=60, deadline=None)
@given(captures=_captures, dice=st.randoms(use_true_random=False))
def test_order_does_not_matter(captures: tuple[Capture, ...], dice: random.Random) -> None:
    """Merging is commutative: the same threads, to the last notice, in whatever order the captures come."""
    shuffled = list(captures)
    dice.shuffle(shuffled)
    assert unrolled(shuffled, min_posts=1) == unrolled(captures, min_posts=1)


@settings(max_examples=60, deadline=None)
@given(captures=_captures)
def test_captures_given_twice_add_nothing(captures: tuple[Capture, ...]) -> None:
    """Merging is idempotent: every capture again, from files of other bytes, adds no post and changes no text."""
    again = [replace(each, source=source(f"again-{each.source.name}", each.source.format)) for each in captures]
    assert _posts(unrolled([*captures, *again], min_posts=1)) == _posts(unrolled(captures, min_posts=1))


@settings(max_examples=60, deadline=None)
@given(captures=_captures)
def test_what_is_merged_stays_as_it_is(captures: tuple[Capture, ...]) -> None:
    """Merged threads with ids, given again as pages of their own, are the same threads."""
    once = unrolled([each for each in captures if each.posts[0].id], min_posts=1)
    again = [page(*thread.posts, name=f"again{number}", kind="unheard-of") for number, thread in enumerate(once)]
    assert _posts(unrolled(again, min_posts=1)) == _posts(once)


def _posts(threads: Sequence[Thread]) -> list[list[tuple[str, str]]]:
    return sorted([(each.id, each.text) for each in thread.posts] for thread in threads)


@settings(max_examples=100, deadline=None)
@given(captures=_captures)
def test_no_text_is_lost(captures: tuple[Capture, ...]) -> None:
    """Each post is in one thread, or its other words are told; a post of the network is there once."""
    threads = unrolled(captures, min_posts=1)
    ids = [each.id for thread in threads for each in thread.posts if each.id]
    assert len(ids) == len(set(ids))
    assert set(ids) == {each.id for capture in captures for each in capture.posts if each.id}
    told = set(_told(threads).split())
    for capture in captures:
        for each in capture.posts:
            for line in _lines(each):
                assert set(folded(line).split()) <= told


_word = st.sampled_from(["tar", "salt", "rope", "pile", "mud", "tide", "louse", "saw"])


@settings(deadline=None)
@given(one=st.lists(_word, max_size=40), two=st.lists(_word, max_size=40))
def test_alignment(one: list[str], two: list[str]) -> None:
    """Words are matched with the same words, in order, each once; a text matches itself whole."""
    match = aligned(one, two)
    found = [(at, to) for at, to in enumerate(match) if to >= 0]
    assert all(one[at] == two[to] for at, to in found)
    assert [to for _, to in found] == sorted({to for _, to in found})
    assert aligned(one, one) == list(range(len(one)))
    assert aligned(one, [*one, *two])[: len(one)].count(-1) == 0


@settings(deadline=None)
@given(text=st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    """A word's place in a text is its own."""
    assert all(folded(text[word.start : word.end]) == word.text for word in words(text))
    assert len(grams([word.text for word in words(text)])) <= max(0, len(words(text)) - 2)


def test_a_common_word_gives_a_post_no_place() -> None:
    """A post is where a page has most of its words: "the" in the first line of the page is not the beginning of it."""
    lines = (TEXTS[0], TEXTS[1], _edited(3), *TEXTS[3:7])
    captures = (
        bag(post(3, text=TEXTS[2], after=2), name="0.json"),
        text_page("\n".join(lines), name="1.json"),
        bag(post(4, text=TEXTS[3], after=3), name="2.json"),
    )
    (thread,) = unrolled(captures, min_posts=1)
    said = [each.text for each in thread.posts]
    assert "A pile is a whole pine" in said[0]
    assert said[1:3] == [TEXTS[2], TEXTS[3]]
    again = [replace(each, source=source(f"again-{each.source.name}", each.source.format)) for each in captures]
    assert _posts(unrolled([*captures, *again], min_posts=1)) == _posts([thread])
