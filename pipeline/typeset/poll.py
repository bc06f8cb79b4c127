"""A poll as a page shows it: each answer with its votes and its share of them."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Date, Poll


class Answer(Struct, frozen=True, kw_only=True):
    """One of the answers, in the poll's order."""

    text: str
    votes: int | None
    percent: float | None
    """0 to 100: of the voters where their number is known, else of the votes; None where nothing was counted."""

    @property
    def share(self) -> str:
        """The percentage to print: whole, and neither nothing for what has votes nor all for what has not."""
        if self.percent is None:
            return ""
        if 0 < self.percent < 0.5:
            return "<1%"
        return ">99%" if 99.5 <= self.percent < 100 else f"{self.percent:.0f}%"


class Results(Struct, frozen=True, kw_only=True):
    """What came of a poll, as far as the source says."""

    answers: tuple[Answer, ...]
    votes: int | None
    """All of them together; None where the votes for an answer are not known."""
    voters: int | None
    """How many people voted, where that is another number."""
    several: bool
    ends: Date | None


def results(poll: Poll) -> Results:
    """The poll counted."""
    known = [choice.votes for choice in poll.choices if choice.votes is not None]
    votes = sum(known) if len(known) == len(poll.choices) else None
    # Who votes for two answers is in both, so of the people the shares may add up to more than all.
    whole = (poll.voters or votes) if votes is not None else poll.voters
    answers = (
        Answer(
            text=choice.text,
            votes=choice.votes,
            percent=None if choice.votes is None or not whole else min(100.0, 100 * choice.votes / whole),
        )
        for choice in poll.choices
    )
    return Results(answers=tuple(answers), votes=votes, voters=poll.voters, several=poll.several, ends=poll.ends)
