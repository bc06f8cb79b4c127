"""A tar.gz read in any order: each file whole from wherever it is begun, and nothing in it can do harm."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assets import gunzip, tarball
from pipeline.assets.tarball import Tarball, TarballError
from tests.sources.reading.archives import tar_with

NOISE = random.Random(7).randbytes(300_000)
ENTRIES = {
    "notes/long.txt": b"Tides turn every six hours and twelve minutes. " * 40_000,
    "empty": b"",
    "a.jpg": NOISE,
    "notes/" + "deep/" * 40 + "b.txt": b"A name that takes a header of its own.",
    "ünïcode 🌿": b"x" * 512,
}


def _refused(path: Path) -> str:
    with pytest.raises(TarballError) as caught:
        Tarball(path)
    return str(caught.value)


@pytest.mark.parametrize("spacing", [1, 100_000, 4 * 1024 * 1024])
def test_every_file_is_whole_in_any_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spacing: int) -> None:
    """From many kept states or from none, forwards and backwards, in whole and in pieces."""
    monkeypatch.setattr(tarball, "SPACING", spacing)
    tar = Tarball(tar_with(tmp_path / "a.tar.gz", ENTRIES))
    assert tar.names == list(ENTRIES)
    for name in [*reversed(ENTRIES), *ENTRIES]:
        with tar.open(name) as stream:
            pieces = [stream.read(1000), stream.read(0), stream.read()]
        assert b"".join(pieces) == ENTRIES[name]
        assert tar.size(name) == len(ENTRIES[name])


def test_the_number_of_kept_states_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of too many, every second one goes, and the files stay whole."""
    monkeypatch.setattr(tarball, "SPACING", 1)
    monkeypatch.setattr(tarball, "MAX_STATES", 4)
    tar = Tarball(tar_with(tmp_path / "a.tar.gz", ENTRIES))
    assert len(tar._states) <= 4
    assert all(tar.open(name).read() == data for name, data in ENTRIES.items())


@settings(max_examples=40, deadline=None)
@given(cuts=st.lists(st.integers(0, 2_300_000), max_size=3), level=st.integers(0, 9))
def test_gzip_in_parts_is_one_file(tmp_path_factory: pytest.TempPathFactory, cuts: list[int], level: int) -> None:
    """Parts compressed by themselves, as parallel compressors write them, with padding at the end."""
    folder = tmp_path_factory.mktemp("parts")
    plain = gzip.decompress(tar_with(folder / "a", ENTRIES).read_bytes())
    bounds = [0, *sorted(cuts), len(plain)]
    parts = [gzip.compress(plain[start:end], level) for start, end in pairwise(bounds)]
    (folder / "a").write_bytes(b"".join(parts) + bytes(700))
    tar = Tarball(folder / "a")
    assert all(tar.open(name).read() == data for name, data in ENTRIES.items())


def test_links_are_listed_and_devices_are_nothing(tmp_path: Path) -> None:
    """Neither is a file that can be read."""
    others = []
    for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("pipe", tarfile.FIFOTYPE)):
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        others.append(member)
    tar = Tarball(tar_with(tmp_path / "a", {"a.txt": b"x"}, *others))
    assert (tar.names, tar.links) == (["a.txt"], ["link", "hard"])
    with pytest.raises(KeyError):
        tar.open("link")


def test_bombs_are_stopped_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where far more comes out than went in, whatever the sizes of the files are said to be."""
    monkeypatch.setattr(gunzip, "FREE_BYTES", 1024 * 1024)
    path = tar_with(tmp_path / "a", {"a.txt": bytes(64 * 1024 * 1024)})
    assert _refused(path) == "unpacks to far more than an archive holds"
    assert list(tarball.beginning(path)) == ["a.txt"]


def test_the_number_of_files_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted while they are listed."""
    monkeypatch.setattr(tarball, "MAX_ENTRIES", 3)
    assert _refused(tar_with(tmp_path / "a", ENTRIES)) == "holds more than 3 files"


@pytest.mark.parametrize("how", ["cut", "checksum", "header", "no tar", "no gzip", "long header", "backwards"])
def test_damage_is_noticed(tmp_path: Path, how: str) -> None:
    """A file that breaks off, that is not what its checksum says, or whose list of files makes no sense."""
    path = tar_with(tmp_path / "a", ENTRIES)
    data = path.read_bytes()
    plain = bytearray(gzip.decompress(data))
    if how == "cut":
        data = data[:-9]
    elif how == "checksum":
        data = data[:-8] + bytes(8)
    elif how == "header":
        plain[plain.index(b"a.jpg")] ^= 1
    elif how == "no tar":
        plain = bytearray(b"Plain words." * 100)
    elif how == "no gzip":
        data = b"\x1f\x8b" + bytes(100)
    elif how == "long header":
        member = tarfile.TarInfo("x")
        member.type, member.size = tarfile.GNUTYPE_LONGNAME, 8 * 1024 * 1024
        plain = bytearray(member.tobuf(tarfile.GNU_FORMAT) + bytes(8 * 1024 * 1024))
    elif how == "backwards":
        member = tarfile.TarInfo("x")
        member.size = -1024
        plain = bytearray(member.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    path.write_bytes(data if how in ("cut", "checksum", "no gzip") else gzip.compress(plain))
    assert _refused(path) == "truncated or damaged tar.gz"
    assert len(list(tarball.beginning(path))) < 6


def test_an_archive_is_indexed_once(tmp_path: Path) -> None:
    """As long as its file stays the same one."""
    path = tar_with(tmp_path / "a", {"a.txt": b"x"})
    first = tarball.opened(path)
    assert tarball.opened(path) is first
    tar_with(path, {"a.txt": b"x", "b.txt": b"yy"})
    assert tarball.opened(path).names == ["a.txt", "b.txt"]


def test_a_stream_goes_forward_only(tmp_path: Path) -> None:
    """What it has passed is gone; what has no end is not read whole."""
    (tmp_path / "a").write_bytes(gzip.compress(b"0123456789"))
    with gunzip.Gunzip((tmp_path / "a").open("rb"), gunzip.State()) as stream:
        assert (stream.seek(4), stream.read(2), stream.tell()) == (4, b"45", 6)
        for act in (lambda: stream.seek(3), lambda: stream.seek(0, io.SEEK_END), stream.read):
            with pytest.raises(ValueError, match=r"only forward|too much at once"):
                act()
        assert stream.seek(100) == 10
