"""README.txt: how to get a bundle to where it goes, in the book's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.bundles.preflight.scope import COVER
from pipeline.targets import Target
from pipeline.wording import Wording

THREADS = "threads/"
"""The folder of threads in a bundle."""


def text(target: Target, words: Wording, files: Sequence[str], mails: Sequence[str] = ()) -> str:
    """The text of the file. files, mails: names of those that go there, and of the mails with them, in the bundle."""
    lines = [words.say("made-for", place=target.title), "\n".join(_files(words, files)), words.say("only-these")]
    lines += _steps(target, words)
    if mails:
        lines.append(words.say("by-mail", files=words.listed(mails), service=target.mail))
    if len(mails) > 1:
        lines.append(words.say("mails", count=len(mails)))
    return "\n\n".join(lines) + "\n"


def _files(words: Wording, files: Sequence[str]) -> Iterator[str]:
    """What is in which file. Threads are named by their folder, where there is more than one."""
    threads = [name for name in files if name.startswith(THREADS)]
    whole = [name for name in files if not name.startswith(THREADS)]
    covers = [name for name in whole if name.endswith(COVER)]
    books = [name for name in whole if name not in covers]
    for said, names in (
        ("the-book", books),
        ("cover-sheet", covers),
        ("each-thread", threads if len(threads) == 1 else [THREADS] if threads else []),
    ):
        if names:
            yield words.say(said, files=words.joined(names))


def _steps(target: Target, words: Wording) -> Iterator[str]:
    for step in target.readme:
        if not isinstance(step, str):
            yield words.say(step["say"], **{"place": target.title, **step})
        else:
            yield words.say(step) if words.has(step) else step
