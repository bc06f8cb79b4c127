"""Finding where posts begin in text that has lost it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Confidence
from pipeline.sources.thread_reader.boundaries import Boundaries, find_boundaries
from pipeline.sources.thread_reader.post_length import Room
from tests.sources.thread_reader.thread_pages import Known, composed_thread, known_threads, starts

KNOWN = {thread.name: thread for thread in known_threads()}


def lines_of(*posts: str) -> list[str]:
    return "\n".join(posts).split("\n")


def found(thread: Known, declared: int | None) -> Boundaries:
    return find_boundaries(lines_of(*thread.posts), declared)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_known_threads(name: str) -> None:
    """With the number declared, each style of thread gets exactly its own boundaries."""
    thread = KNOWN[name]
    assert list(found(thread, len(thread.posts)).starts) == starts(thread.posts)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_known_threads_without_a_number(name: str) -> None:
    """Without it, no boundary is false: what is missed stays within a post."""
    thread = KNOWN[name]
    assert set(found(thread, None).starts) <= set(starts(thread.posts))


@pytest.mark.parametrize(("declared", "recall", "precision"), [(True, 0.97, 0.985), (False, 0.94, 0.985)])
def test_composed_threads(declared: bool, recall: float, precision: float) -> None:
    """Of threads put together at random, nearly all boundaries come back, and what is not sure says so."""
    right = wanted = chosen = 0
    for seed in range(150):
        thread = composed_thread(seed)
        expected = set(starts(thread.posts)[1:])
        result = found(thread, len(thread.posts) if declared else None)
        actual = set(result.starts[1:])
        right += len(expected & actual)
        wanted += len(expected)
        chosen += len(actual)
        if result.confidence == "exact":
            assert actual == expected, thread.name
    assert right / wanted >= recall
    assert right / chosen >= precision


@pytest.mark.parametrize(
    ("posts", "declared", "confidence"),
    [
        (("1/ The kettle knows before you do.", "2/ It goes quiet first."), None, "exact"),
        (("The kettle knows before you do 👇", "It goes quiet first, and then it begins to sing."), 2, "exact"),
        (("The kettle knows before you do 👇", "It goes quiet first, and then it begins to sing."), None, "likely"),
        (
            (
                "The kettle knows before you do, and it keeps that to itself while it can.",
                "It goes quiet first, and then it sings to itself.",
            ),
            2,
            "likely",
        ),
        (("A kettle knows before you do, and says nothing of it.", "It goes quiet first, then sings."), 2, "likely"),
        (("The kettle knows.",), 1, "exact"),
        (("The kettle knows.",), None, "likely"),
        (("One cup.", "Two cups.", "Three cups."), 2, "guessed"),
        (("The kettle knows before you do 👇", "It goes quiet first, and then it begins to sing."), 5, "likely"),
    ],
)
def test_confidence(posts: tuple[str, ...], declared: int | None, confidence: Confidence) -> None:
    """Exact: marked; that the number is right proves nothing. Guessed: the signs do not bear the number out."""
    assert find_boundaries(lines_of(*posts), declared).confidence == confidence


def test_no_false_boundaries_for_a_post_that_left_no_text() -> None:
    """Where more posts are declared than the signs support, list items and verse are not torn apart."""
    thread = KNOWN["short parallel lines"]
    result = found(thread, len(thread.posts) + 3)
    assert list(result.starts) == starts(thread.posts)
    assert result.confidence == "guessed"


def test_never_more_than_declared() -> None:
    """The declared number is a limit, whatever the signs say."""
    result = find_boundaries(lines_of("A 👇", "B 👇", "C 👇", "D 👇"), 2)
    assert len(result.starts) == 2
    assert result.confidence != "exact"


def test_fractions_and_scores_are_not_counters() -> None:
    """Only counters that follow each other number posts."""
    lines = lines_of("For the dough:", "1/2 cup of milk", "3/4 cup of oats", "1/4 cup of honey", "Stir, and wait.")
    assert find_boundaries(lines, 1).starts == (0,)
    assert find_boundaries(lines).starts == (0,)


@pytest.mark.parametrize(
    "posts",
    [
        ("Moss has no roots.\n\n1/", "It drinks with its leaves.\n\n2/", "It waits.\n\n3/"),
        ("1/\nMoss has no roots.", "2/\nIt drinks with its leaves.", "3/\nIt waits."),
        ("Moss has no roots. (1/3)", "It drinks\nwith its leaves. (2/3)", "It waits. (3/3)"),
        ("🧵 1/n Moss has no roots.", "2/n It drinks with its leaves.", "3/n It waits."),
        ("Moss has no roots. A thread.", "2/ It drinks\n\nwith its leaves.", "4/ It waits."),
        ("Moss has no roots 1/", "It drinks with its leaves 2/", "It waits /END"),
    ],
)
def test_counters(posts: tuple[str, ...]) -> None:
    """Counters before, after, above and below the text, with gaps in them too, mark every boundary."""
    result = find_boundaries(lines_of(*posts), 3)
    assert list(result.starts) == starts(posts)
    assert result.confidence == "exact"


def test_blank_lines_between_posts() -> None:
    """Where blank lines are what separates posts, single new lines stay within them."""
    lines = ["A wall of dry stone is built twice:", "once in the head.", "", "Each stone is turned until it sits.", ""]
    assert find_boundaries(lines, 2, separator="blank").starts == (0, 3)


def test_blank_lines_when_there_is_nothing_else() -> None:
    """A page that has far too few single new lines for its number falls back to blank lines."""
    posts = [
        f"Stone number {number} of the wall is turned until it sits as if it had grown there." for number in "12345"
    ]
    assert find_boundaries("\n\n".join(posts).split("\n"), 5).starts == (0, 2, 4, 6, 8)


def test_length_limit() -> None:
    """A post that would be far over 280 characters is divided where a shorter one would not be."""
    line = "the slow work of the tide that carries a grain of sand a thumb's breadth and back again with every wave"
    lines = [line + ","] * 3 + [line + "."] + ["and " + line] * 2
    assert len(find_boundaries(lines[:2]).starts) == 1
    assert len(find_boundaries(lines, 3).starts) == 3


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("moss", 4),
        ("苔", 2),
        ("👇🏽", 2),
        ("▫️", 2),
        ("it’s – “so” …", 13),
        ("see https://example.org/a/very/long/address/indeed", 27),
        ("see example.org/cut…", 27),
    ],
)
def test_weighted_length(text: str, weight: int) -> None:
    """Characters count as X counts them."""
    assert Room().length(text) == weight


SIGNS = ["", " ", "A.", "b", "▫️ c", "1/", "2/", "3/ d", "👇", "x Image", "4. e", "F:"]


@settings(max_examples=200, deadline=None)
@given(
    lines=st.lists(
        st.sampled_from(["", " ", "A.", "b", "▫️ c", "1/", "2/", "3/ d", "👇", "x Image", "4. e", "F:"]), max_size=30
    ),
    declared=st.none() | st.integers(1, 12),
    blank=st.booleans(),
)
def test_any_lines(lines: list[str], declared: int | None, blank: bool) -> None:
    """Whatever the lines: boundaries in order, on lines with text, the first at the first, never too many."""
    result = find_boundaries(lines, declared, separator="blank" if blank else "line")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    assert list(result.starts) == sorted(set(result.starts))
    assert set(result.starts) <= set(filled)
    assert list(result.starts[:1]) == filled[:1]
    assert declared is None or len(result.starts) <= declared


@pytest.mark.parametrize("declared", [None, 20, 900])
def test_long_threads_are_divided(declared: int | None) -> None:
    """A thread of thousands of lines is divided: what grows faster than the thread would not end in time."""
    lines = ["A line that could end a post or not, as it happens, and says little."] * 4500
    assert find_boundaries(lines, declared).starts
