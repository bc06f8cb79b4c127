"""README.txt: how to get a bundle to where it goes, in the book's language."""

from __future__ import annotations

from pipeline.targets import Target
from pipeline.wording import Wording


def text(target: Target, words: Wording) -> str:
    """The lines of the file."""
    steps = [words.say(step) if words.has(step) else step for step in target.readme]
    lines = [words.say("made-for", place=target.title), ""]
    lines += (f"{words.figures(number)}. {step}" for number, step in enumerate(steps, 1))
    return "\n".join(lines) + "\n"
