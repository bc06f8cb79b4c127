"""README.txt: how to get a bundle to where it goes, in the book's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.targets import Target
from pipeline.wording import Wording


def text(target: Target, words: Wording, mails: Sequence[str] = ()) -> str:
    """The text of the file. mails: names of those that lie beside it, ready to be sent."""
    lines = [words.say("made-for", place=target.title), *_steps(target, words)]
    if mails:
        lines.append(words.say("by-mail", files=words.listed(mails), service=target.mail))
    if len(mails) > 1:
        lines.append(words.say("mails", count=len(mails)))
    return "\n\n".join(lines) + "\n"


def _steps(target: Target, words: Wording) -> Iterator[str]:
    for step in target.readme:
        if not isinstance(step, str):
            yield words.say(step["say"], **{"place": target.title, **step})
        else:
            yield words.say(step) if words.has(step) else step
