"""Recordings are named with their lengths; of films a frame is shown, where that can be read."""

from __future__ import annotations

import io
import shutil
import wave
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.assets import BadPictureError
from pipeline.model import Asset, Recording
from pipeline.typeset import films
from pipeline.typeset.pictures import prepare_still
from pipeline.typeset.recordings import length
from pipeline.work.key import key
from tests.sources.reading.archives import tar_with

FILMS = Path(__file__).parents[1] / "truth" / "films-and-sound"
every_film = pytest.mark.parametrize("name", ["harbour.mp4", "gate.webm"])


def recording(path: Path, member: str = "") -> Recording:
    return Recording(asset=Asset(path=path, member=member))


@every_film
def test_the_length_of_a_film_is_read_wherever_it_lies(tmp_path: Path, name: str) -> None:
    """2.5 seconds, to the second."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(FILMS / name, f"media/{name}")
    tar_with(tmp_path / "a.tar.gz", {f"media/{name}": (FILMS / name).read_bytes()})
    for each in (recording(FILMS / name), *(recording(tmp_path / a, f"media/{name}") for a in ("a.zip", "a.tar.gz"))):
        assert length(each) == "0:03"


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "0:01"), (59.6, "1:00"), (3725, "1:02:05")])
def test_a_length_is_said_as_clocks_do(tmp_path: Path, seconds: float, said: str) -> None:
    """Minutes and seconds, with hours where there are any."""
    with wave.open(str(tmp_path / "x.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(10)
        sound.writeframes(bytes(int(seconds * 10)))
    assert length(recording(tmp_path / "x.wav")) == said


@every_film
@given(data=st.data())
def test_a_damaged_recording_has_a_name_all_the_same(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    """Whatever its bytes are, a length is one or none."""
    whole = bytearray((FILMS / name).read_bytes())
    for place in data.draw(st.lists(st.integers(0, min(len(whole), 1200) - 1), max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("film") / name
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    assert length(recording(path)) == "" or ":" in length(recording(path))


def test_the_key_tells_recordings_by_what_a_page_says(tmp_path: Path) -> None:
    """Its name and its length; and its content, where a frame is shown."""
    shutil.copy(FILMS / "harbour.mp4", tmp_path / "a.mp4")
    shutil.copy(FILMS / "harbour.mp4", tmp_path / "b.mp4")
    assert key(recording(tmp_path / "a.mp4")) == key(recording(tmp_path / "a.mp4"))
    assert key(recording(tmp_path / "a.mp4")) != key(recording(tmp_path / "b.mp4"))
    assert key(recording(tmp_path / "a.mp4")) != key(Asset(path=tmp_path / "a.mp4"))
    before = films.digest(recording(tmp_path / "b.mp4"))
    (tmp_path / "b.mp4").write_bytes((FILMS / "harbour.mp4").read_bytes() + b"\0")
    assert not before or films.digest(recording(tmp_path / "b.mp4")) != before


@every_film
def test_a_frame_with_something_on_it_is_shown(tmp_path: Path, name: str) -> None:
    """The film begins in the dark."""
    pytest.importorskip("av")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(FILMS / name, name)
    for each in (recording(FILMS / name), recording(tmp_path / "a.zip", name)):
        picture = prepare_still(each)
        assert (picture.width, picture.height) == (160, 120)
        with Image.open(io.BytesIO(picture.data)) as image:
            assert image.convert("L").getpixel((40, 40)) > 60  # type: ignore[operator]


def test_without_the_extra_there_is_no_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is one missed, or the film's content read."""
    monkeypatch.setattr(films, "_can_be_read", lambda: False)
    assert films.digest(recording(FILMS / "gate.webm")) == ""
    with pytest.raises(BadPictureError):
        films.still(recording(FILMS / "gate.webm"))


def test_a_damaged_film_has_no_frame(tmp_path: Path) -> None:
    """The process that reads it may die of it."""
    pytest.importorskip("av")
    (tmp_path / "x.mp4").write_bytes(b"\0\0\0\x18ftypisom" + b"\xff" * 400)
    with pytest.raises(BadPictureError):
        prepare_still(recording(tmp_path / "x.mp4"))
