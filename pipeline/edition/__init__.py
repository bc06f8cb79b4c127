"""The editor's say: what `book.toml` in the inputs folder changes about a book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.edition.applied import Edited, edited
from pipeline.edition.draft import draft
from pipeline.edition.say import NAME, Say, parse
from pipeline.errors import UsageError
from pipeline.sources import Found
from pipeline.sources.files import Input

__all__ = ["NAME", "Edited", "Say", "draft", "edited", "find", "is_say", "paged", "parse"]


def is_say(item: Input) -> bool:
    """Whether an input is an editor's file."""
    return item.path.name == NAME


def find(paths: Iterable[str]) -> Input | None:
    """The editor's file in the folders that the user named, or None. Raises UsageError where there are two."""
    found = [Path(path) / NAME for path in paths if (Path(path) / NAME).is_file()]
    places = {path.resolve(): path for path in found}
    if len(places) > 1:
        first, second, *_ = (str(path) for path in places.values())
        raise UsageError(
            f"{second} is there besides {first}", hint="A book has one editor's file: move one of them away."
        )
    for real, path in places.items():
        return Input(path=real, root=real.parent, label=str(path), name=NAME)
    return None


def paged(found: Found, say: Say) -> Found:
    """What was found, with the first words of its posts where the editor states them."""
    about = say.files.get(found.input.name)
    return replace(found, input=replace(found.input, beginnings=about.posts)) if about else found
