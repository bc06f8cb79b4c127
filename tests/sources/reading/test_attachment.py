"""Files beside an input are pictures, films or sound, as their names say."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import MediaKind
from pipeline.sources.reading.attachment import attach, attach_saved
from tests.conftest import input_at


def folder_with(folder: Path, *names: str) -> Path:
    for name in ("page.html", *names):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder / "page.html"


@pytest.mark.parametrize(
    ("name", "said", "kind"),
    [
        ("a.png", "photo", "photo"),
        ("a.png", "video", "video"),  # its still
        ("a.MP4", "photo", "video"),
        ("a.webm", "gif", "gif"),
        ("a.mov", "video", "video"),
        ("a.mp3", "photo", "audio"),
        ("a.ogg", "audio", "audio"),
    ],
)
def test_a_file_is_what_its_name_says(tmp_path: Path, name: str, said: MediaKind, kind: MediaKind) -> None:
    """A film that is called one stays one."""
    media, notices = attach(input_at(folder_with(tmp_path, name)), name, kind=said)
    assert media.kind == kind
    assert bool(media.recording) is not name.endswith("png")
    assert (media.file, media.missing, notices) == (media.asset or media.recording.asset, "", ())  # type: ignore[union-attr]


@pytest.mark.parametrize("still", [True, False])
def test_a_film_that_was_saved_with_a_page_comes_along(tmp_path: Path, still: bool) -> None:
    """With its poster, where there is one; a link to a page beside it is no film."""
    page = folder_with(tmp_path, "page_files/a.mp4", *(["page_files/a.jpg"] if still else []), "other.html")
    films = ["", "https://video.example/a.mp4", "other.html", "page_files/a.mp4?tag=1"]
    media, _ = attach_saved(input_at(page), ["page_files/a.jpg"], kind="video", films=films)
    assert media.recording
    assert media.recording.asset.name == "a.mp4"
    assert bool(media.asset) is still
    assert not media.missing
