"""The override file beside a page, which states where posts begin: the first words of each, one per line."""

from __future__ import annotations

import os
from collections.abc import Sequence

from pipeline.errors import Notice, PublishError
from pipeline.opening import real
from pipeline.sources.reading.encoding import decode
from pipeline.sources.reading.files import Beginnings, Input, digest

SUFFIX = ".posts.txt"
"""Suffix of the file, after the page's own name."""
_HINT = "Copy the first words of each post from the page, in order, one post per line."


def find_override(page: Input) -> Input | None:
    """The override file of a page, or None where it has none. Raises PublishError where it leads out of the folder."""
    path = page.path.with_name(page.path.name + SUFFIX)
    if not os.path.lexists(path):
        return None
    override = Input(path=real(path), root=page.root, label=page.label + SUFFIX, name=page.name + SUFFIX)
    if not override.path.is_relative_to(page.root):
        raise override.error("leads out of the folder", hint="Put the file itself there.")
    return override


def is_override(item: Input) -> bool:
    """Whether an input is an override file rather than a page."""
    return item.path.name.endswith(SUFFIX)


def digest_of(page: Input) -> str:
    """The digest of a page and its override file; of a page without one, its own SHA-256."""
    override = find_override(page)
    if page.beginnings:
        stated = "\n".join(words for _, words in page.beginnings.words).encode("utf-8", "replace")
        return digest([(page.path.name, page.read_bytes()), (page.path.name + SUFFIX, stated)])
    if override is None:
        return digest([("", page.read_bytes())])
    return digest([(file.path.name, file.read_bytes()) for file in (page, override)])


def stated_starts(page: Input, lines: Sequence[str]) -> tuple[list[int], tuple[Notice, ...]] | None:
    """The lines of the page in which posts begin, and a notice where lines before the first post are left out.

    None where nobody states them: neither the editor, who comes first, nor a file beside the page. Raises PublishError,
    naming the file that states them and the place in it, where words do not begin a line of the page after the post
    before, and where there are none.
    """
    if page.beginnings:
        return _starts(page.beginnings, lines)
    override = find_override(page)
    if override is None:
        return None
    text, notices = decode(override.read_bytes(), override.label)
    rows = tuple((f"line {number}", line) for number, line in enumerate(text.split("\n"), start=1))
    starts, more = _starts(Beginnings(path=override.label, words=rows), lines)
    return starts, (*notices, *more)


def guessed(page: Input, kind: str) -> Notice:
    """The notice of boundaries that are guessed, with how to set them by hand. kind: "page" or "clip"."""
    return Notice(
        message=f"the {kind} does not mark where posts begin: the boundaries are guessed",
        path=page.label,
        hint=f"To set them by hand, write the first words of each post, one per line, in {page.label}{SUFFIX}.",
    )


def _starts(stated: Beginnings, lines: Sequence[str]) -> tuple[list[int], tuple[Notice, ...]]:
    plain = [_plain(line) for line in lines]
    named = [(place, words) for place, line in stated.words if (words := _plain(line))]
    if not named:
        raise PublishError("names no post", path=stated.path, where=stated.words[0][0], hint=_HINT)
    starts: list[int] = []
    at = 0
    for place, words in named:
        while at < len(plain) and not plain[at].startswith(words):
            at += 1
        if at == len(plain):
            message = f"no line of the page begins with {_shortened(words)!r} after the post before"
            raise PublishError(message, path=stated.path, where=place, hint=_HINT)
        starts.append(at)
        at += 1
    skipped = sum(bool(line) for line in plain[: starts[0]])
    if not skipped:
        return starts, ()
    message = f"{skipped} line{'s' if skipped > 1 else ''} of the page before the first post named here left out"
    return starts, (Notice(message=message, path=stated.path, where=named[0][0]),)


def _plain(line: str) -> str:
    return " ".join(line.split())


def _shortened(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
