"""A rule for signs that needs no more of a text than what is right around them."""

from __future__ import annotations

from collections.abc import Callable

import regex
from msgspec import Struct

WORD = r"\p{L}\p{M}\p{N}"
"""Letters and figures, as a part of a class."""
APART = rf"(?<! [{WORD}] )"
NO_MORE = rf"(?! [{WORD}] )"
Change = Callable[[regex.Match[str]], str]


class Rule(Struct, frozen=True):
    """A rule: what is looked for, and what it becomes."""

    hint: str
    """A part of all that the pattern finds: most texts lack it, and to them the rule costs nothing."""
    pattern: regex.Pattern[str]
    change: Change


def rule(hint: str, found: str, become: str | Change, *, after: str = "", before: str = "") -> Rule:
    """The rule that what the pattern `found` finds become another text.

    after, before: patterns of what stands around it. They are tried at the places that are found, which is fast.
    """
    look_behind = rf"(?<= {after} {found} )" if after else ""
    look_ahead = f"(?= {before} )" if before else ""
    return Rule(hint, regex.compile(f"{found} {look_behind} {look_ahead}", regex.VERBOSE), _change_to(become))


def any_of(expressions: tuple[str, ...]) -> str:
    """A pattern of any of these texts."""
    return "(?: " + " | ".join(map(regex.escape, expressions)) + " )"


def _change_to(become: str | Change) -> Change:
    return (lambda _: become) if isinstance(become, str) else become
