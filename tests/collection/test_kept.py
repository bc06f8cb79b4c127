"""What was read is kept, and never a thing longer than it is true: whatever a reader may look at is in the key."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline import sources
from pipeline.collection import reading, surroundings, transcript
from pipeline.collection.kept import Kept
from pipeline.model import Asset, Media
from pipeline.sources import READERS, discovery
from pipeline.sources.discovery import Found
from pipeline.sources.reading.files import Beginnings
from pipeline.work import opened
from pipeline.work.cache import Cache
from pipeline.work.environment import READING
from tests.collection.test_reading import RISKY
from tests.conftest import GOLDEN, Quiet

ALIKE = {"threadbound", "setuptools", "typing-extensions"}
"""Packages that are imported and shape nothing."""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cache]:
    """Files count as settled as soon as they are written."""
    monkeypatch.setattr(opened, "_SETTLED", -(10**12))
    with closing(Cache(tmp_path / "cache")) as entries:
        yield entries


def _found(folder: Path) -> list[Found]:
    return list(discovery.find([str(folder)]))


def _read(
    found: list[Found], cache: Cache | None, *, singles: bool = True, known: frozenset[str] = frozenset()
) -> reading.Reading:
    result = reading.read(found, Quiet(), singles=singles, known=known, workers=2, cache=cache)
    result.opened = None  # which there are only where captures are kept
    return result


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The labels of all inputs that workers were given."""
    given: list[str] = []
    real = reading._outcomes

    def noted(found: list[Found], todo: list[int], *rest: Any) -> Any:
        given.extend(found[place].input.label for place in todo)
        return real(found, todo, *rest)

    monkeypatch.setattr(reading, "_outcomes", noted)
    return given


@pytest.mark.parametrize("kind", sorted(path.name for path in GOLDEN.iterdir() if (path.is_dir())))
def test_what_is_kept_is_what_would_be_read(kind: str, cache: Cache, reads: list[str]) -> None:
    """Of every format: the second time nothing is read but what failed, and all is the same."""
    found = _found(GOLDEN / kind)
    fresh = _read(found, None)
    first = _read(found, cache)
    reads.clear()
    again = _read(found, cache)
    assert first.captures == fresh.captures == again.captures
    assert first.inputs == fresh.inputs == again.inputs
    assert first.passed_over == again.passed_over
    assert len(reads) == len([error for error in fresh.failures if error])


def _write_beside(name: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "its words": lambda folder: (folder / "page.txt").write_bytes(
        (folder / "page.txt").read_bytes().replace(b"the", b"a")
    ),
    "a file beside it": _write_beside("page.txt.posts.txt", "1/5 A clinker boat\n3/5 There is no drawing\n"),
    "a picture somewhere": _write_beside("pictures/one.png", "no picture"),
    "its name": lambda folder: shutil.move(folder / "page.txt", folder / "other.txt"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_read_anew(change: str, tmp_path: Path, cache: Cache, reads: list[str]) -> None:
    """The outcome is that of a run that keeps nothing."""
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(GOLDEN / "thread-reader-text" / "2018-name-and-handle" / "input.txt", folder / "page.txt")
    _read(_found(folder), cache)
    CHANGES[change](folder)
    reads.clear()
    assert _read(_found(folder), cache) == _read(_found(folder), None)
    assert len(reads) >= 2
    reads.clear()
    _read(_found(folder), cache)
    assert reads == []


def test_a_file_that_states_the_posts_is_part_of_the_input(tmp_path: Path, cache: Cache, reads: list[str]) -> None:
    """Its content counts as the page's own does."""
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(GOLDEN / "thread-reader-text" / "2018-name-and-handle" / "input.txt", folder / "page.txt")
    beside = folder / "page.txt.posts.txt"
    beside.write_text("1/5 A clinker boat\n3/5 There is no drawing\n", encoding="utf-8")
    assert [each.posts for each in _read(_found(folder), cache).inputs] == [2]
    beside.write_text("1/5 A clinker boat\n4/5 Half of the\n5/5 The boat\n", encoding="utf-8")
    assert [each.posts for each in _read(_found(folder), cache).inputs] == [3]


def test_what_the_user_asked_for_counts(tmp_path: Path, cache: Cache, reads: list[str]) -> None:
    """Single posts, known ones, stated beginnings, the folder that was named."""
    shutil.copytree(GOLDEN / "x-archive" / "layout-of-2024" / "input", tmp_path / "in")
    found = _found(tmp_path / "in")
    stated = Beginnings(path="book.toml", words=(("line 1", "One"),))
    ways: list[Callable[[], object]] = [
        lambda: _read(found, cache),
        lambda: _read(found, cache, singles=False),
        lambda: _read(found, cache, singles=False, known=frozenset({"1"})),
        *(
            partial(_read, [replace(each, input=replace(each.input, **changed)) for each in found], cache)
            for changed in ({"beginnings": stated}, {"label": "other"}, {"name": "other"})
        ),
    ]
    for count, way in enumerate(ways, start=1):
        way()
        assert len(reads) == count
    for way in ways:
        way()
    assert len(reads) == len(ways)


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_a_damaged_entry_counts_as_none(damage: bytes | None, cache: Cache) -> None:
    """Whichever of them it is."""
    found = _found(GOLDEN / "thread-json")
    fresh = _read(found, cache)
    for entry in [path for path in cache.folder.iterdir() if len(path.name) == 64]:
        data = entry.read_bytes()
        entry.unlink() if damage is None else entry.write_bytes(damage)
        assert _read(found, cache).captures == fresh.captures
        entry.write_bytes(data)


def test_what_changes_while_it_is_read_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    """Nor what has changed right before: a date could not tell."""
    monkeypatch.setattr(sources, "READERS", (RISKY, *READERS))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.risky").write_text("write", encoding="utf-8")
    with closing(Cache(tmp_path / "cache")) as entries:
        assert [each.posts for each in _read(_found(tmp_path / "in"), entries).inputs] == [1]
        assert [each.posts for each in _read(_found(tmp_path / "in"), entries).inputs] == [2]
        assert [each.posts for each in _read(_found(tmp_path / "in"), entries).inputs] == [2]
    assert len(reads) == 3


def test_among_too_many_files_nothing_is_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch, reads: list[str]) -> None:
    """To list them would take longer than to read."""
    monkeypatch.setattr(surroundings, "MOST_NAMES", 2)
    for _ in range(2):
        _read(_found(GOLDEN / "thread-json"), cache)
    assert len(reads) == 2 * len({*reads})


PROGRAM = """
import sys
before = {*sys.modules}
from pipeline.collection.edition import Edition
from pipeline.collection.finding import conclude, gathered
from pipeline.collection.search import Search
from pipeline.errors import PublishError
from pipeline.library.record import Library
from pipeline.sources import discovery
captures = []
for found in discovery.find([sys.argv[1]]):
    try:
        captures += found.reader.read(found.input) if found.reader else []
    except PublishError:
        pass
assert gathered(captures, Search(), Library()).threads
print(*sorted({name.partition(".")[0] for name in {*sys.modules} - before}))
"""


def test_every_package_that_takes_part_in_reading_is_named() -> None:
    """Of all that a process imports which reads every golden input, and unrolls them."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(GOLDEN)], capture_output=True, text=True, check=True)
    packages = metadata.packages_distributions()
    imported = {name for module in done.stdout.split() for name in packages.get(module, [])}
    assert {"pycld2", "selectolax"} <= imported
    assert {name.lower().replace("_", "-") for name in imported} - {*READING} - ALIKE == set()


def test_no_picture_from_elsewhere_is_kept_captures(tmp_path: Path, cache: Cache) -> None:
    """A cache may come from a stranger, and name any file of the disk."""
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(b"private")
    folder = tmp_path / "in"
    shutil.copytree(next((GOLDEN / "thread-json").iterdir()), folder)
    found = [item for item in _found(folder) if item.reader]
    captures = _read(found, cache).captures
    post = replace(captures[0].posts[0], media=(Media(kind="photo", asset=Asset(path=secret)),))
    forged = replace(captures[0], posts=(post, *captures[0].posts[1:]))
    kept = Kept(cache, singles=True, known=frozenset(), skip=())
    files = opened.contents([str(each.input.path) for each in found])
    kept.keep(found[0], files, transcript.written([forged]))
    assert kept.captures(found[0]) is None
    kept.keep(found[0], files, transcript.written(captures))
    assert kept.captures(found[0]) == captures
