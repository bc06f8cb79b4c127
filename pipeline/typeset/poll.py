"""The results of a poll, as the template sees them."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Date, Poll
from pipeline.wording import Wording


class Answer(Struct, frozen=True, kw_only=True):
    """An answer of a poll."""

    text: str
    votes: int | None
    percent: float | None
    """Share from 0 to 100, of the voters where their number is known, else of the votes; None: nothing was counted."""
    share: str
    """Percentage to print, whole; "<1%" or ">99%" where rounding would make it none or all; "" if unknown."""


class Results(Struct, frozen=True, kw_only=True):
    """The results of a poll, as far as the source has them."""

    answers: tuple[Answer, ...]
    votes: int | None
    """Number of all votes; None where those for an answer are not known."""
    voters: int | None
    """Number of people who voted, where that differs."""
    several: bool
    ends: Date | None


def results(poll: Poll, words: Wording) -> Results:
    """The results of a poll, in these words."""
    known = [choice.votes for choice in poll.choices if choice.votes is not None]
    votes = sum(known) if len(known) == len(poll.choices) else None
    # Who votes for two answers is in both, so of the people the shares may add up to more than all.
    whole = (poll.voters or votes) if votes is not None else poll.voters
    shares = [
        None if choice.votes is None or not whole else min(100.0, 100 * choice.votes / whole) for choice in poll.choices
    ]
    answers = (
        Answer(text=choice.text, votes=choice.votes, percent=share, share=_printed(share, words))
        for choice, share in zip(poll.choices, shares, strict=True)
    )
    return Results(answers=tuple(answers), votes=votes, voters=poll.voters, several=poll.several, ends=poll.ends)


def _printed(share: float | None, words: Wording) -> str:
    if share is None:
        return ""
    if 0 < share < 0.5:
        return words.percent("<1")
    return words.percent(">99" if 99.5 <= share < 100 else f"{share:.0f}")
