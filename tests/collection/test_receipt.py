"""A search that was done is not done again, and never stands a thing longer than it is true."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import asdict, replace

from pipeline.collection import finding, reading, receipt, surroundings
from pipeline.collection.edition import Edition
from pipeline.collection.edition.book_toml import BookSay, FileSay, Say, ThreadSay
from pipeline.collection.edition.editor_file import EditorFile
from pipeline.collection.receipt import Receipt
from pipeline.collection.search import Search
from pipeline.errors import PublishError
from pipeline.library import Library
from pipeline.library.record import Update
from pipeline.publish import Options, publish
from pipeline.report import Report
from pipeline.typeset.font_family import GivenFont
from pipeline.work import opened
from pipeline.work.cache import Cache
from tests.conftest import GOLDEN, Quiet

PAGE = Path(__file__).parents[2] / "inputs" / "fresnel-lens.txt"


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled as soon as they are written."""
    monkeypatch.setattr(opened, "_SETTLED", -(10**12))


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An entry for each search that is done."""
    done: list[str] = []
    real = finding.gather

    def noted(*arguments: Any, **options: Any) -> Any:
        done.append("search")
        return real(*arguments, **options)

    monkeypatch.setattr(finding, "gather", noted)
    return done


def _published(folder: Path, out: Path, **options: Any) -> Report | str:
    """The report of a run that makes no files, or its error."""
    try:
        return publish([str(folder)], Options(formats=(), output=str(out), **options), Quiet())
    except PublishError as error:
        return str(error)


def _told(report: Report | str) -> object:
    return report if isinstance(report, str) else (report.as_json(), report.threads, list(map(str, report.failures)))


@pytest.mark.parametrize("kind", sorted(path.name for path in GOLDEN.iterdir() if path.is_dir()))
@pytest.mark.parametrize("library", ["", None])
def test_what_stands_is_what_would_be_found(
    kind: str, library: str | None, tmp_path: Path, searches: list[str]
) -> None:
    """Of every format, with a library and without: report and threads are the same, and nothing is read again."""
    shutil.copytree(GOLDEN / kind, tmp_path / "in")
    first = _published(tmp_path / "in", tmp_path / "out", library=library)
    shutil.copytree(tmp_path / "out", tmp_path / "fresh", ignore=shutil.ignore_patterns(".cache"))
    fresh = _published(tmp_path / "in", tmp_path / "fresh", library=library, cache=None)
    searches.clear()
    again = _published(tmp_path / "in", tmp_path / "out", library=library)
    assert _told(again) == _told(fresh)
    if library == "" and (tmp_path / "out" / "library.json").exists():
        assert (tmp_path / "out" / "library.json").read_bytes() == (tmp_path / "fresh" / "library.json").read_bytes()
    assert bool(searches) == (isinstance(first, str) or bool(first.failures))


def _write(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def _append(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes() + b"\n")


def _remove(name: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / name).unlink()

    return change


def _retarget(folder: Path) -> None:
    (folder / "link.txt").unlink()
    (folder / "link.txt").symlink_to("notes.md")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a byte of an input": _append("page.txt"),
    "a byte of what is passed over": _append("notes.md"),
    "a byte of a picture": _append("picture.png"),
    "a file is added": _write("other.md", "nothing"),
    "an empty folder is added": lambda folder: (folder / "empty").mkdir(),
    "a file is removed": _remove("notes.md"),
    "a file is renamed": lambda folder: (folder / "page.txt").rename(folder / "1000000000000000000.txt"),
    "words beside a page": _write("page.txt.posts.txt", "How do you"),
    "a link is retargeted": _retarget,
    "an editor's file": _write("book.toml", '[book]\ntitle = "Other"\n'),
    "descriptions": _write("alt_text.json", "[]"),
    "the library": _remove("../out/library.json"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_searched_again(change: str, tmp_path: Path, searches: list[str]) -> None:
    """And what is found then is what is there."""
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(PAGE, folder / "page.txt")
    _write("notes.md", "no thread")(folder)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "link.txt").symlink_to("page.txt")
    _published(folder, tmp_path / "out")
    searches.clear()
    _published(folder, tmp_path / "out")
    assert not searches
    CHANGES[change](folder)
    shutil.copytree(tmp_path / "out", tmp_path / "fresh", ignore=shutil.ignore_patterns(".cache"))
    again = _published(folder, tmp_path / "out")
    assert searches
    assert _told(again) == _told(_published(folder, tmp_path / "fresh", cache=None))


def _variants(value: Any) -> Iterator[tuple[str, Any]]:
    """The value with each of its fields changed, and each of theirs, with their names."""
    if isinstance(value, Struct):
        for name, each in asdict(value).items():
            yield name, replace(value, **{name: "something else"})
            yield from ((f"{name}.{inner}", replace(value, **{name: other})) for inner, other in _variants(each))
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from ((f"{name}.{inner}", {**value, name: other}) for inner, other in _variants(each))
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from ((inner, (*value[:place], other, *value[place + 1 :])) for inner, other in _variants(each))


EDITION = Edition(
    files=(
        EditorFile(
            say=Say(book=BookSay(), threads={"one": ThreadSay()}, files={"page.txt": FileSay()}),
            fonts=(GivenFont("a.ttf", "A", b""),),
        ),
    ),
)


OF_FILES = {"files.say.book.title", "files.say.threads.one.year", "files.say.files.page.txt.posts"}


def test_every_wish_is_in_the_key(tmp_path: Path) -> None:
    """Of the user and of the editor: a field that is new is in it by itself."""
    with_all = {
        **{name: Receipt(_cache(tmp_path), ["in"], EDITION, search, ())._asked for name, search in _variants(Search())},
        **{name: Receipt(_cache(tmp_path), ["in"], editor, Search(), ())._asked for name, editor in _variants(EDITION)},
        "paths": Receipt(_cache(tmp_path), ["in", "other"], EDITION, Search(), ())._asked,
        "skip": Receipt(_cache(tmp_path), ["in"], EDITION, Search(), (tmp_path,))._asked,
        "": Receipt(_cache(tmp_path), ["in"], EDITION, Search(), ())._asked,
    }
    assert {"min_posts", "selection.since", "select.since", "book.title", *OF_FILES} <= {*with_all}
    assert len({*with_all.values()}) == len(with_all)


def test_nothing_else_shapes_what_is_found() -> None:
    """But these, of which each is in the key; and but for how it is read, and where that is kept."""
    shaping = {"paths", "editor", "search", "library", "skip"}
    assert {*inspect.signature(finding.gather).parameters} == shaping | {"progress", "workers", "cache"}
    assert {*inspect.signature(finding.conclude).parameters} == {"gathering", "editor", "library"}


@pytest.mark.parametrize(
    "library", [None, Library(), Library(updates=(Update(),)), Library(updates=(Update(), Update()))]
)
def test_a_library_has_its_own_receipt(library: Library | None, tmp_path: Path) -> None:
    """As an empty one has, and none."""
    others = [None, Library(), Library(updates=(Update(),)), Library(updates=(Update(), Update()))]
    kept = Receipt(_cache(tmp_path), [str(tmp_path)], Edition(), Search(), ())
    keys = [kept._whole((), other) for other in others]
    assert keys.count(kept._whole((), library)) == 1


def test_our_source_is_in_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the packages that take part."""
    before = Receipt(_cache(tmp_path), ["in"], Edition(), Search(), ())._asked
    monkeypatch.setattr(receipt, "of_reading", lambda: ("threadbound 2",))
    assert Receipt(_cache(tmp_path), ["in"], Edition(), Search(), ())._asked != before


@pytest.mark.parametrize(
    ("module", "limit", "most"),
    [(surroundings, "MOST_NAMES", 0), (opened, "_MOST_BYTES", 1), (receipt, "_MOST_POSTS", 1)],
)
def test_of_too_much_there_is_no_receipt(
    module: Any, limit: str, most: int, tmp_path: Path, searches: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would take longer than the search, or too much memory."""
    monkeypatch.setattr(module, limit, most)
    for _ in range(2):
        _published(PAGE, tmp_path / "out")
    assert len(searches) == 2


@pytest.mark.parametrize("name", ["page.txt", "new.md"])
def test_what_changes_while_it_is_searched_has_no_receipt(
    name: str, tmp_path: Path, searches: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a file that is written to, nor one that is new."""
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(PAGE, folder / "page.txt")
    real = reading.read

    def changing(*arguments: Any, **options: Any) -> Any:
        result = real(*arguments, **options)
        with (folder / name).open("a") as file:
            file.write("\n")
        return result

    monkeypatch.setattr(finding, "read", changing)
    monkeypatch.setattr(opened, "_SETTLED", 0)
    _published(folder, tmp_path / "out")
    monkeypatch.setattr(finding, "read", real)
    searches.clear()
    _published(folder, tmp_path / "out")
    assert searches


def _cache(folder: Path) -> Cache:
    return Cache(folder / "cache")
