"""Of several captures of a person's profile the newest counts, and the library keeps what is gone from the inputs."""

from __future__ import annotations

from pathlib import Path

from pipeline.collection.profiles import profiles
from pipeline.library import LibraryFile
from pipeline.library.record import Entry, Library
from pipeline.model import Asset, Author, Capture, Date, Profile, Source
from tests.press.conftest import IDA, thread

IDA_BEFORE = Author(name="Ida M.", handle="idaMarlow")


def capture(year: int | None, *found: Profile) -> Capture:
    return Capture(
        source=Source(name="a", format="b", sha256=""),
        author=IDA,
        posts=(),
        captured=Date(year=year) if year else None,
        profiles=found,
    )


def test_the_newest_capture_counts() -> None:
    """Each field by itself; of somebody without a thread nothing is known."""
    picture = Asset(path=Path("ida.png"))
    older = capture(2020, Profile(author=IDA_BEFORE, bio="Walls.", portrait=picture))
    newer = capture(2022, Profile(author=IDA, bio="Walls and gates."), Profile(author=Author(name="Bo"), bio="Clocks."))
    for captures in ([older, newer], [newer, older]):
        found = profiles([thread("A wall.")], captures, ())
        assert found == (Profile(author=IDA, bio="Walls and gates.", portrait=picture),)


def test_what_is_known_stays_known() -> None:
    """And gives way to any capture."""
    before = Profile(author=IDA, bio="Walls.")
    now = Profile(author=IDA, bio="Gates.")
    assert profiles([thread("A wall.")], [capture(None)], [before]) == (before,)
    assert profiles([thread("A wall.")], [capture(None, now)], [before]) == (now,)


def test_the_library_keeps_profiles_with_their_portraits(tmp_path: Path) -> None:
    """The portrait as a copy of its own; a library without profiles is written as ever."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ida.png").write_bytes(b"a picture")
    told = Profile(author=IDA, bio="Walls.", portrait=Asset(path=tmp_path / "in" / "ida.png"))
    file = LibraryFile.named(str(tmp_path / "library.json"), "")
    assert file
    file.save(Library(entries=(Entry(thread=thread("A wall.")),), profiles=(told,)))
    (tmp_path / "in" / "ida.png").unlink()
    (kept,) = file.load().profiles
    assert (kept.author, kept.bio) == (IDA, "Walls.")
    assert kept.portrait
    assert kept.portrait.path.parent == file.pictures
    assert kept.portrait.path.read_bytes() == b"a picture"
    file.save(Library(entries=(Entry(thread=thread("A wall.")),)))
    assert "profiles" not in file.path.read_text(encoding="utf-8")
