"""What every test may use: golden files, and inputs as the command would see them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, structs

from pipeline.collection.finding import gathered
from pipeline.collection.search import Search
from pipeline.library import Library
from pipeline.model import Capture, Gap, Message, Thread
from pipeline.sources import READERS
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.reader import Reader
from pipeline.wording import wording

# EPUBCheck runs for seconds: the quick compiler alone halves that.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what comes out as the expected output")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file kept in the repository, or write it there under --update-golden."""

    def compare(path: Path, actual: str) -> None:
        if request.config.getoption("--update-golden"):
            path.write_text(actual, encoding="utf-8", newline="\n")
        assert path.exists(), f"no golden file {path}: run pytest --update-golden and read what it wrote"
        assert actual == path.read_text(encoding="utf-8")

    return compare


def golden_cases(kind: str) -> list[Path]:
    """The folders tests/golden/<kind>/*, each a case with its input and what is expected of it."""
    cases = sorted(path for path in (GOLDEN / kind).iterdir() if path.is_dir())
    assert cases, f"no golden cases for {kind}"
    return cases


def input_at(path: Path, root: Path | None = None) -> Input:
    """An input as the command makes it for `publish PATH`, or for `publish ROOT` where path lies in root."""
    path = path.resolve()
    folder = (root or (path if path.is_dir() else path.parent)).resolve()
    name = path.relative_to(folder).as_posix() if path != folder else path.name
    return Input(path=path, root=folder, label=name, name=name)


class Quiet:
    """Progress that nobody follows."""

    def wait(self, why: str) -> None:
        pass

    def begin(self, step: str, total: int) -> None:
        pass

    def advance(self, what: str) -> None:
        pass


def reader_of(name: str) -> Reader:
    """The row of the table of formats that has this name."""
    (reader,) = (each for each in READERS if each.name == name)
    return reader


def unrolled(captures: Iterable[Capture], library: Library | None = None, **options: Any) -> list[Thread]:
    """The threads of captures as a search finds them: merged, unrolled, continued, ordered. options: of `Search`."""
    return gathered(captures, Search(**options), library or Library()).threads


def sentence(gap: Gap) -> str:
    """What a gap says to an English reader."""
    return wording("en").gap(gap)


def english(message: Message | str) -> str:
    """What a message says to an English reader."""
    return wording("en").text(message)


def as_json(value: Any, root: Path) -> str:
    """Model objects as JSON that a person can read: defaults left out, paths below root, messages in English."""

    def plain(item: Any) -> Any:
        if isinstance(item, Message):
            return wording("en").text(item)
        if isinstance(item, Gap):
            item = structs.replace(item, message=sentence(item))
        if isinstance(item, Struct):
            fields = {f.name: (f.default, getattr(item, f.name)) for f in structs.fields(item)}
            return {name: plain(now) for name, (default, now) in fields.items() if now != default}
        if isinstance(item, (list, tuple)):
            return [plain(part) for part in item]
        if isinstance(item, Path):
            return item.relative_to(root.resolve()).as_posix()
        if isinstance(item, datetime):
            return item.isoformat()
        return item

    return json.dumps(plain(value), ensure_ascii=False, indent=1) + "\n"
