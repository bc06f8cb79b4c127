"""Nothing is left unread but what a reader lists, with its reason: tried on every golden input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.sources import READERS
from pipeline.sources.reading.reader import Reader
from pipeline.unroll.merge.words import grams, words
from tests.conftest import golden_cases, input_at
from tests.sources.bluesky import repos
from tests.sources.fields import SUFFIXES, values

LEAST = 5
"""Words of a value that must be read."""
SHARE = 0.6
"""Least share of a value's stretches of three words that were read: links and line ends are other words there."""

_COMPANIONS = (".posts.txt", "_files")
"""Ends of names of what lies beside an input."""

RECORDS = {
    "Another long post of the same second, which was deleted": "a note whose post was deleted",
    "Fold it four times. Evry": "the earlier version of an edited post",
    "How deep is that one?": "an answer of another person",
    "Visiting Rök this summer.": "a post of another person, which is answered",
    "Rivers under ice?": "a post of another person, which is answered",
    "A post that was deleted, and still lies in the export.": "a record that the repo's tree no longer has",
    "The same post a second time.": "a post that the page has twice",
    "An egg is the strongest shape": "the beginning of another thread, found by its link",
    "Walks, owls, and a little astronomy.": "what the author says of themself",
    'thread#showTweet"': "an element's attributes before a post that is read",
    "Here it is being thrown on: <video": "words that are read, before addresses of a film, which no book holds",
    "@in_code #too": "escapes and links that are read as what they mean",
    "slowly before, !": "pictures that may not be read, and are told",
}
"""Records of the goldens that are passed over as a whole, by how they begin, with the reason."""


@pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])
def test_what_is_left_unread_is_listed(reader: Reader, tmp_path: Path) -> None:
    """Every value of five words is in a capture or under a field of the list; and the list has no idle entry."""
    listed: Mapping[str, str] = import_module(reader.module, "pipeline.sources").UNREAD
    found = [
        f"{field}: {value}" for case in golden_cases(reader.name) for field, value in _unread(reader, case, tmp_path)
    ]
    assert [value for value in found if not any(fnmatchcase(value, pattern) for pattern in listed)] == []
    assert [pattern for pattern in listed if not any(fnmatchcase(value, pattern) for value in found)] == []
    assert all(listed.values())


def _unread(reader: Reader, case: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Values of a case's input, with their fields, that no capture has."""
    source = _source(case)
    files = [source] if source.is_file() else sorted(path for path in source.rglob("*") if path.suffix in SUFFIXES)
    inputs = [source] if reader.claims_folders else files
    if source.name == "repo.json":  # the records of a CAR, as JSON
        inputs = [folder / f"{case.name}.car"]
        inputs[0].write_bytes(repos.repo_file(source))
    captures = [capture for path in inputs for capture in reader.read(input_at(path))]
    read = {gram for text in _texts(msgspec.to_builtins(captures, enc_hook=str)) for gram in _grams(text)}
    for path in files:
        for field, value in values(path):
            if _is_prose(value) and not value.strip().startswith(tuple(RECORDS)):
                every = _grams(value)
                if len(every & read) < SHARE * len(every):
                    yield field, " ".join(value.split())


def _source(case: Path) -> Path:
    """The file or folder that is read; pictures and corrections lie beside it."""
    (path,) = (
        path
        for path in case.iterdir()
        if path.name.startswith(("input", "repo.json")) and not path.name.endswith(_COMPANIONS)
    )
    return path


def _is_prose(value: str) -> bool:
    return sum(len(word) > 1 and any(map(str.isalpha, word)) for word in value.split()) >= LEAST


def _grams(text: str) -> set[int]:
    return grams([word.text for word in words(text)])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)
