"""Whatever reader a capture comes from, its texts and counts are those of a network, not those of damage."""

from __future__ import annotations

import pytest

from pipeline.model import Author, Capture, Choice, Poll, Post, Source, Teaser
from pipeline.model.limits import MAX_COUNT, MAX_VOTES
from pipeline.sources.reading.limiting import limited
from pipeline.work.pack import pack

SOURCE = Source(name="a.json", format="twscrape", sha256="0" * 64)


@pytest.mark.parametrize("number", [-1, 10**10, 2**64, -(10**400), 10**400])
def test_a_count_that_is_none_is_left_out(number: int) -> None:
    """It would not even cross to another process."""
    poll = Poll(choices=(Choice(text="Yes", votes=number), Choice(text="No", votes=7)), voters=number)
    capture = Capture(
        source=SOURCE,
        author=Author(),
        posts=(Post(text="A question", poll=poll),),
        declared=number,
        cards=(Teaser(count=number),),
    )
    now = limited(capture)
    assert now.posts[0].poll == Poll(choices=(Choice(text="Yes"), Choice(text="No", votes=7)))
    assert (now.declared, now.cards[0].count) == (None, None)
    assert pack(now)


def test_a_count_within_the_limits_stays() -> None:
    """And so does everything else."""
    poll = Poll(choices=(Choice(text="Yes", votes=MAX_VOTES), Choice(text="No", votes=0)), voters=1)
    capture = Capture(
        source=SOURCE, author=Author(), posts=(Post(text="A question", poll=poll),), declared=MAX_COUNT, cards=()
    )
    assert limited(capture) == capture
