"""The library's file: what goes in comes out again, whatever a run has read; what is no library is refused."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from pipeline.errors import PublishError
from pipeline.library import Library, LibraryFile
from pipeline.library.sightings import sightings
from pipeline.library.update import updated
from pipeline.model import Asset, Capture, CustomEmoji, LinkCard, Media, Quote, Recording
from pipeline.sources import READERS
from pipeline.sources.discovery import find
from pipeline.sources.reading.reader import Reader
from tests.conftest import golden_cases, unrolled
from tests.library.editions import Editions, page, post

every_reader = pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])
HINT = "Put back a copy of it, or move it away to begin a new library. With --no-library there is none."


def captures_of(reader: Reader) -> list[Capture]:
    """Everything in the golden cases of a reader that are no errors."""
    found: list[Capture] = []
    for case in golden_cases(reader.name):
        for each in find([str(case)]):
            if each.reader is reader:
                found += reader.read(each.input)
    return found


@every_reader
def test_publishing_the_same_again_is_no_news(reader: Reader, tmp_path: Path) -> None:
    """And gives the same threads: of every format, in all that its samples have."""
    captures = captures_of(reader)
    editions = Editions(tmp_path)
    first = editions.publish(*captures, include_private=True, min_posts=1)
    assert first or reader.name == "bluesky-car"  # whose samples are made in its own tests
    assert editions.publish(*captures, include_private=True, min_posts=1) == first
    assert editions.news is None


@every_reader
def test_what_is_kept_comes_back_as_it_was(reader: Reader, tmp_path: Path) -> None:
    """But for pictures, which lie elsewhere."""
    captures = captures_of(reader)
    threads = unrolled(captures, include_private=True, min_posts=1)
    library, *_ = updated(Library(), threads, threads, [], sightings(captures))
    file = LibraryFile(tmp_path / "library.json", "library.json")
    file.save(library)
    again = file.load()
    file.save(again)
    assert file.load() == again
    assert [entry.thread.id for entry in again.entries] == [entry.thread.id for entry in library.entries]
    for one, two in zip(library.entries, again.entries, strict=True):
        assert [each.text for each in one.thread.posts] == [each.text for each in two.thread.posts]
        assert [each.spans for each in one.thread.posts] == [each.spans for each in two.thread.posts]
        assert [each.poll for each in one.thread.posts] == [each.poll for each in two.thread.posts]


def test_every_picture_is_kept(tmp_path: Path) -> None:
    """Under its name, of posts, quotes, link cards and custom emoji; one that cannot be read is left out."""
    names = ("a.png", "b.JPEG", "a name: of its own", "d.png")
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "same.png").write_bytes(b"a.png")
    asset = {name: Asset(path=tmp_path / name) for name in (*names, "same.png", "lost.png")}
    film = Media(kind="video", recording=Recording(asset=asset["lost.png"]))  # of which there is no copy
    both = (film, Media(asset=asset["a.png"]), Media(asset=asset["same.png"]), Media(asset=asset["lost.png"]))
    full = post(
        1,
        media=both,
        quotes=(Quote(text="Stone", media=(Media(asset=asset["b.JPEG"]),)),),
        link_cards=(LinkCard(url="https://example.org", picture=asset["a name: of its own"]),),
        emoji=(CustomEmoji(name=":wall:", asset=asset["d.png"]),),
    )
    editions = Editions(tmp_path / "build")
    editions.folder.mkdir()
    editions.publish(page(full, post(2)))
    folder = tmp_path / "build" / "library-pictures"
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    digest = {name: hashlib.sha256(name.encode()).hexdigest() for name in names}
    assert kept == {
        f"a@{digest['a.png']}.png": b"a.png",
        f"same@{digest['a.png']}.png": b"a.png",
        f"b@{digest['b.JPEG']}.JPEG": b"b.JPEG",
        f"@{digest['a name: of its own']}": b"a name: of its own",
        f"d@{digest['d.png']}.png": b"d.png",
    }
    (entry,) = editions.library.entries
    assert [each.asset.path.read_bytes() if each.asset else None for each in entry.thread.posts[0].media] == [
        None,
        b"a.png",
        b"a.png",
        None,
    ]
    editions.publish(page(full, post(2)), page(post(5), post(6), name="b.html"))
    assert len(list(folder.iterdir())) == 5


def test_an_unchanged_library_is_not_written_again(tmp_path: Path) -> None:
    """So its time says when it last learned something."""
    editions = Editions(tmp_path)
    editions.publish(page(post(1), post(2)))
    before = (tmp_path / "library.json").stat()
    editions.publish(page(post(1), post(2)))
    assert (tmp_path / "library.json").stat().st_ino == before.st_ino


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a library: Input data was truncated"),
        (b"\xff", "not a library: "),
        (b"{}", "not a library: Object missing required field `threadbound_library`"),
        (b'{"threadbound_library": 1, "library": []}', "not a library: Expected `object`, got `array`"),
        (
            b'{"threadbound_library": 1, "library": {"entries": [{"thread": {"id": 7}}]}}',
            "$.entries[0].thread.id: not a library: Expected `str`, got `int`",
        ),
        (
            b'{"threadbound_library": 3, "library": [{"of": "another shape"}]}',
            "a library of format 3, where 2 is known",
        ),
        (b"[" * 100_000, "not a library: "),
    ],
)
def test_what_is_no_library_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """With the place in it, and what to do; it is left as it is."""
    (tmp_path / "library.json").write_bytes(content)
    with pytest.raises(PublishError) as problem:
        LibraryFile(tmp_path / "library.json", "build/library.json").load()
    assert str(problem.value).startswith(f"build/library.json: {message}")
    assert problem.value.hint == HINT


@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/passwd", "a.png", "../a@" + "0" * 64, "a@" + "0" * 64 + "/../x"]
)
def test_no_picture_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    """A library may come from anywhere, too."""
    editions = Editions(tmp_path)
    (tmp_path / "a.png").write_bytes(b"a")
    editions.publish(page(post(1, media=(Media(asset=Asset(path=tmp_path / "a.png")),)), post(2)))
    facts = json.loads((tmp_path / "library.json").read_text())
    facts["library"]["entries"][0]["thread"]["posts"][0]["media"][0]["asset"]["path"] = name
    (tmp_path / "library.json").write_text(json.dumps(facts))
    with pytest.raises(PublishError) as problem:
        LibraryFile(tmp_path / "library.json", "library.json").load()
    assert str(problem.value) == f"library.json: not a library: not a picture of this library: {name}"


def test_a_library_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder of its name is in the way."""
    (tmp_path / "library.json").mkdir()
    file = LibraryFile(tmp_path / "library.json", "library.json")
    for use in (file.load, lambda: file.save(Library())):
        with pytest.raises(PublishError, match=r"library.json: cannot be (read|written): it is a folder"):
            use()


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    """Beside the pictures, where it was writing. Where nothing has changed, nothing is written at all."""
    captures = [page(post(1), post(2))]
    threads = unrolled(captures)
    library, *_ = updated(Library(), threads, threads, [], sightings(captures))
    file = LibraryFile(tmp_path / "library.json", "library.json")
    scratch = tmp_path / "library-pictures" / ".scratch"
    (scratch / "unfinished").mkdir(parents=True)
    (scratch / "unfinished" / "scrap").write_bytes(b"half")
    file.save(library)
    assert not list((scratch / "unfinished").iterdir())
    shutil.rmtree(scratch)
    file.save(file.load())
    assert not scratch.exists()
