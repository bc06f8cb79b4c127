"""Temporary folders go with whoever made them; what a killed run left is cleared away by the next."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import PublishError
from pipeline.shelf.temporary import temporary_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="locks of Unix")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_gone_afterwards(place: Path) -> None:
    """With all that was put there."""
    with temporary_folder() as folder:
        (folder / "a").mkdir()
    assert not list(place.iterdir())


def test_what_a_killed_run_left_is_cleared_away_and_nothing_else(place: Path) -> None:
    """A folder that somebody works in stays, and whatever is not ours."""
    for name in ("threadbound-left", "threadbound-of-a-user", "other"):
        (place / name / "deep").mkdir(parents=True)
    (place / "threadbound-left" / ".made-by-threadbound").touch()
    (place / "threadbound-file").write_text("")
    (place / "threadbound-link").symlink_to(place / "other")
    with temporary_folder() as held, temporary_folder() as folder:
        names = {path.name for path in place.iterdir()}
        kept = {"other", "threadbound-of-a-user", "threadbound-file", "threadbound-link"}
        assert names == {*kept, held.name, folder.name}
    assert (place / "other" / "deep").is_dir()


def test_many_at_once_take_none_from_one_another(place: Path) -> None:
    """A folder may be cleared away as left behind before its owner has locked it; then the owner takes another."""

    def use(_: int) -> bool:
        with temporary_folder() as folder:
            (folder / "a").write_text("a")
            return (folder / "a").read_text() == "a"

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(use, range(200)))


def test_no_place_for_a_folder_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the remedy."""
    monkeypatch.setattr(tempfile, "tempdir", str(place / "nowhere"))
    with (
        pytest.raises(PublishError, match="no temporary folder can be made: No such file") as caught,
        temporary_folder(),
    ):
        pass
    assert "TMPDIR" in caught.value.hint
