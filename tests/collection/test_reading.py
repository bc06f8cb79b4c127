"""Reading costs a run no more than an input is worth: in workers, under limits, and nothing is lost on the way."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline import sources
from pipeline.collection import reading, transcript
from pipeline.errors import PublishError
from pipeline.model import Author, Capture, Post, Source
from pipeline.sources import READERS, discovery
from pipeline.sources.discovery import Found
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.reader import Reader, Standing
from pipeline.work import patience
from pipeline.work.processes import Processes
from tests.conftest import GOLDEN, Quiet

RISKY = Reader(name="risky", title="Risky", module="tests.collection.risky", standing=Standing.BY_HAND)


@pytest.fixture
def risky(monkeypatch: pytest.MonkeyPatch) -> None:
    """The format is known, and limits are low."""
    monkeypatch.setattr(sources, "READERS", (RISKY, *READERS))
    monkeypatch.setattr(reading, "Processes", partial(Processes, memory=2**29))
    monkeypatch.setattr(reading, "_SECONDS", 3.0)


def _read(folder: Path, words: dict[str, str], workers: int = 2) -> reading.Reading:
    """What is read of files with these words."""
    for name, word in words.items():
        (folder / name).write_text(word, encoding="utf-8")
    found = list(discovery.find([str(folder)]))
    return reading.read(found, Quiet(), singles=False, known=frozenset(), workers=workers)


@pytest.mark.usefixtures("risky")
def test_an_input_that_meets_a_limit_costs_itself(tmp_path: Path) -> None:
    """A hang, a glut of memory, a crash and a fault are each named, and everything else is read, in its order."""
    bad = {"b.risky": "hang", "d.risky": "die", "f.risky": "fault"} | (
        {"h.risky": "glut"} if sys.platform == "linux" else {}
    )
    good = {name: str(number) for number, name in enumerate(("a.risky", "c.risky", "e.risky", "g.risky", "i.risky"), 1)}
    done = _read(tmp_path, good | bad | {"z.log": "Nothing of ours."})
    assert [Path(error.path).name for error in done.failures] == sorted(bad)
    said = [error.message for error in done.failures]
    assert "took longer than 3 seconds" in said[0]
    assert "SIGKILL" in said[1]
    assert "a fault of Threadbound" in said[2]
    assert said[3:] == ["needs more than 0.5 GB of memory"][: len(bad) - 3]
    assert [(each.name, each.posts) for each in done.inputs] == [(name, int(word)) for name, word in good.items()]
    assert [len(capture.posts) for capture in done.captures] == [1, 2, 3, 4, 5]
    assert done.passed_over == ["z.log"]


@pytest.mark.usefixtures("risky")
@pytest.mark.parametrize("workers", [1, 3])
def test_the_order_is_that_of_the_inputs(tmp_path: Path, workers: int) -> None:
    """However many read, and whoever is done first: small inputs pass large ones."""
    sizes = random.Random(7).sample(range(1, 9000), 24)
    done = _read(tmp_path, {f"{place:02}.risky": str(size) for place, size in enumerate(sizes)}, workers)
    assert [len(capture.posts) for capture in done.captures] == sizes
    assert [each.name for each in done.inputs] == [f"{place:02}.risky" for place in range(24)]


def test_a_folder_of_several_formats_is_read_as_each(tmp_path: Path) -> None:
    """They have one name, and none is taken for another; what hinders one is told."""
    for kind in ("x-archive/layout-of-2024", "mastodon-archive/mastodon"):
        for file in (GOLDEN / kind / "input").rglob("*"):
            place = tmp_path / file.relative_to(GOLDEN / kind / "input")
            if file.is_file():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(file.read_bytes())
    done = reading.read(list(discovery.find([str(tmp_path)])), Quiet(), singles=True, known=frozenset(), workers=2)
    assert [each.format for each in done.inputs] == ["x-archive", "mastodon-archive"]
    (tmp_path / "outbox.json").write_text("{", encoding="utf-8")
    done = reading.read(list(discovery.find([str(tmp_path)])), Quiet(), singles=True, known=frozenset(), workers=2)
    assert [each.format for each in done.inputs] == ["x-archive"]


def _captures() -> Iterator[Capture]:
    """The captures of all golden inputs that can be read."""
    for found in discovery.find([str(GOLDEN)]):
        if found.reader:
            try:
                yield from found.reader.read(found.input)
            except PublishError:
                continue


def test_a_transcript_has_all_of_its_captures() -> None:
    """What crosses from a worker, or is kept, is what was read: in every golden input, to the last field."""
    captures = list(_captures())
    assert len(captures) > 50
    assert list(transcript.read_back(transcript.written(captures))) == captures


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001, 2500])
def test_many_posts_make_many_pieces(tmp_path: Path, count: int) -> None:
    """None is large, and a file gives back what was written into it."""
    source = Source(name="bag", format="x-archive", sha256="ab")
    posts = tuple(Post(id=str(number), text="A line.") for number in range(count))
    bag = Capture(source=source, author=Author(handle="eve"), posts=posts, ordered=False)
    captures = [bag, replace(bag, posts=posts[:3])]
    pieces = list(transcript.written(captures))
    assert max(map(len, pieces)) < 40_000
    transcript.spill(pieces, tmp_path / "pieces")
    assert list(transcript.spilled(tmp_path / "pieces")) == pieces
    assert list(transcript.read_back(transcript.spilled(tmp_path / "pieces"))) == captures


def test_half_a_transcript_is_none() -> None:
    """Pieces that are missing or of another kind are an error, and no captures."""
    bag = Capture(source=Source(name="b", format="f", sha256=""), author=Author(), posts=(Post(text="A."),) * 1500)
    pieces = list(transcript.written([bag]))
    for wrong in (pieces[:-1], pieces[1:], [pieces[0], *pieces], [b"", *pieces]):
        with pytest.raises(ValueError, match=r"missing|no capture"):
            list(transcript.read_back(wrong))


def test_a_large_input_has_more_time(tmp_path: Path) -> None:
    """A file by its size; a folder by that of its data, not of its pictures."""
    for name, size in (("a.txt", 1_000_000), ("b/data/tweets.js", 2_000_000), ("b/media/1.jpg", 5_000_000)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    found = [
        Found(input=Input(path=tmp_path / name, root=tmp_path, label=name, name=name))
        for name in ("a.txt", "b", "none")
    ]
    seconds = [reading._SECONDS * patience(reading._Task(0, each)) for each in found]
    assert seconds == pytest.approx([40, 50, 30], abs=1)
