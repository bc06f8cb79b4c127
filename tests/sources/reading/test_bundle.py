"""Zips, tars and folders: what is in them can be read, and nothing in them can do harm."""

from __future__ import annotations

import hashlib
import stat
import struct
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.sources.reading.bundle import base, open_bundle, zip_bundle
from tests.conftest import input_at
from tests.sources.reading.archives import tar_with

NOTE = b"Tides turn every six hours and twelve minutes."


def _zip(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def _folder(path: Path, entries: dict[str, bytes]) -> Path:
    for name, data in entries.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def _refused(path: Path, name: str = "note.txt") -> PublishError:
    with pytest.raises(PublishError) as caught, open_bundle(input_at(path)) as bundle:
        bundle.read(name, 1024 * 1024 * 1024)
    return caught.value


def test_all_bundles_read_alike(tmp_path: Path) -> None:
    """The names and bytes of a folder, and of a zip and a tar.gz of it, are the same, with or without a folder around."""
    entries = {"data/note.txt": NOTE, "data/media/a.jpg": b"\xff\xd8", "list.txt": b""}
    wrapped = {f"archive/{name}": data for name, data in entries.items()} | {"__MACOSX/archive/._list.txt": b"x"}
    inputs = [
        _folder(tmp_path / "folder", entries),
        _zip(tmp_path / "flat.zip", entries),
        _zip(tmp_path / "wrapped.zip", wrapped),
        tar_with(tmp_path / "flat.tar.gz", entries),
        tar_with(tmp_path / "dotted.tar.gz", {f"./{name}": data for name, data in entries.items()}),
        tar_with(
            tmp_path / "wrapped.tar.gz",
            {f"a/{name}": data for name, data in entries.items()} | {"a/._x": b"x", "._a": b"x"},
        ),
    ]
    for path in inputs:
        with open_bundle(input_at(path)) as bundle:
            assert sorted(bundle.names()) == sorted(entries)
            assert {name: bundle.read(name, 100) for name in entries} == entries


def test_pictures_are_referred_to_where_they_lie(tmp_path: Path) -> None:
    """A picture is a file, or a zip and the full name in it; there is none where there is no file."""
    folder = _folder(tmp_path / "folder", {"data/a.jpg": b"x", "note.txt": NOTE})
    archive = _zip(tmp_path / "a.zip", {"top/data/a.jpg": b"x", "top/note.txt": NOTE})
    with open_bundle(input_at(folder)) as bundle:
        found = bundle.asset("data/a.jpg")
        assert found
        assert (found.path, found.member) == (folder / "data" / "a.jpg", "")
        assert bundle.asset("data/b.jpg") is None
        assert bundle.asset("data") is None
    with open_bundle(input_at(archive)) as bundle:
        found = bundle.asset("data/a.jpg")
        assert found
        assert (found.path, found.member) == (archive, "top/data/a.jpg")
        assert bundle.asset("data/b.jpg") is None


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "C:/x", "c:x", "\\x", "a\\..\\x", "a/.."])
def test_entries_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    """An archive with an entry that would lie outside of it is refused whole, by that entry's name."""
    for pack in (_zip, tar_with):
        error = _refused(pack(tmp_path / "a", {"note.txt": NOTE, name: b"x"}))
        assert str(error) == f"a: the entry {name!r} leads out of the archive"
        assert error.hint == "Download the archive again from the network itself."


def test_links_in_a_tar_are_refused(tmp_path: Path) -> None:
    """As in a zip: a link may lead anywhere."""
    link = tarfile.TarInfo("inner")
    link.type, link.linkname = tarfile.SYMTYPE, "note.txt"
    error = _refused(tar_with(tmp_path / "a.tar.gz", {"note.txt": NOTE}, link))
    assert str(error) == "a.tar.gz: the entry 'inner' leads out of the archive"


def test_damaged_tars_are_told_of(tmp_path: Path) -> None:
    """With the remedy, and whatever is wrong with them; a folder in one is no file."""
    path = tar_with(tmp_path / "a.tar.gz", {"data/note.txt": NOTE, "b.txt": b""})
    assert str(_refused(path, "data")) == "a.tar.gz: data: is missing"
    with open_bundle(input_at(path)) as bundle:
        assert bundle.asset("data") is None
        assert bundle.sha256() == hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes()[:-20])
    error = _refused(path)
    assert (str(error), error.hint) == (
        "a.tar.gz: truncated or damaged tar.gz",
        "Download it again, from the network itself.",
    )


def test_a_tar_that_changes_while_it_is_read_is_told_of(tmp_path: Path) -> None:
    """What was found in it at first is not there any more."""
    path = tar_with(tmp_path / "a.tar.gz", {"note.txt": NOTE * 1000})
    with open_bundle(input_at(path)) as bundle:
        path.write_bytes(b"\x1f\x8b")
        with pytest.raises(PublishError, match=r"a\.tar\.gz: note\.txt: truncated or damaged tar\.gz"):
            bundle.read("note.txt", 100_000)


def test_links_in_zips_are_refused(tmp_path: Path) -> None:
    """A symbolic link in a zip is refused, wherever it leads."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("note.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
    assert str(_refused(path)) == "a.zip: the entry 'note.txt' leads out of the archive"


def test_links_out_of_folders_count_as_missing(tmp_path: Path) -> None:
    """A link from a folder to a file outside of it is not followed."""
    outside = tmp_path / "outside.txt"
    outside.write_bytes(NOTE)
    folder = _folder(tmp_path / "folder", {"other.txt": b""})
    (folder / "note.txt").symlink_to(outside)
    error = _refused(folder)
    assert str(error) == "folder: note.txt: is missing"
    with open_bundle(input_at(folder)) as bundle:
        assert bundle.asset("note.txt") is None
        assert bundle.asset("../outside.txt") is None
        assert "\0" not in bundle


def test_zip_bombs_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to more than its packed size can mean is refused while it is read."""
    monkeypatch.setattr(zip_bundle, "FREE_BYTES", 1024 * 1024)
    path = _zip(tmp_path / "a.zip", {"note.txt": bytes(64 * 1024 * 1024)})
    assert str(_refused(path)) == "a.zip: note.txt: unpacks to far more than an archive holds"


def test_data_files_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit on what is read counts over all files of a bundle."""
    monkeypatch.setattr(base, "MAX_DATA_BYTES", 1000)
    folder = _folder(tmp_path / "folder", {"a.txt": bytes(600), "b.txt": bytes(600)})
    with open_bundle(input_at(folder)) as bundle:
        assert len(bundle.read("a.txt", 1000)) == 600
        with pytest.raises(PublishError, match=r"folder: b\.txt: unpacks to far more"):
            bundle.read("b.txt", 1000)


def test_number_of_files_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a zip nor a folder may hold more files than the limit; a zip's table of contents has one of its own."""
    entries = {f"{number}.txt": b"" for number in range(12)}
    archive = _zip(tmp_path / "a.zip", entries)
    folder = _folder(tmp_path / "folder", entries)
    monkeypatch.setattr(base, "MAX_ENTRIES", 10)
    assert str(_refused(archive)) == "a.zip: holds more than 10 files"
    with open_bundle(input_at(folder)) as bundle, pytest.raises(PublishError, match="holds more than 10 files"):
        list(bundle.names())
    monkeypatch.setattr(zip_bundle, "MAX_DIRECTORY_BYTES", 100)
    assert str(_refused(archive)) == "a.zip: holds more than 10 files"


def test_encrypted_zips_are_named_as_such(tmp_path: Path) -> None:
    """A file that needs a password is refused with the remedy."""
    path = _zip(tmp_path / "a.zip", {"note.txt": NOTE})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    error = _refused(path)
    assert str(error) == "a.zip: note.txt: is encrypted"
    assert error.hint == "Unpack it with its password and name the folder instead."


def test_unusual_packing_is_refused(tmp_path: Path) -> None:
    """Only stored and deflated files are read; other methods may want any amount of memory."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("note.txt", NOTE)
    assert str(_refused(path)) == "a.zip: note.txt: is packed in an unusual way"


def test_truncated_and_corrupt_zips_are_refused(tmp_path: Path) -> None:
    """A download that broke off, and one with a wrong byte in a file, are told of with the remedy."""
    whole = _zip(tmp_path / "a.zip", {"note.txt": NOTE * 50}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:-40])
    error = _refused(tmp_path / "cut.zip")
    assert str(error) == "cut.zip: truncated or damaged zip"
    assert error.hint == "Download it again."
    corrupt = bytearray(whole)
    corrupt[45] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(corrupt)
    assert str(_refused(tmp_path / "bad.zip")) == "bad.zip: note.txt: truncated or damaged zip"


def test_declared_sizes_are_not_trusted(tmp_path: Path) -> None:
    """A zip whose table of contents understates a file's size yields an error, not a part of the file."""
    path = _zip(tmp_path / "a.zip", {"note.txt": NOTE * 50})
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 10)
    path.write_bytes(data)
    assert str(_refused(path)) == "a.zip: note.txt: truncated or damaged zip"


def test_small_files_have_their_own_limit(tmp_path: Path) -> None:
    """A file that is read whole may not be larger than its reader wants."""
    folder = _folder(tmp_path / "folder", {"a.txt": bytes(5000)})
    with open_bundle(input_at(folder)) as bundle, pytest.raises(PublishError, match=r"a\.txt: larger than 2 KB$"):
        bundle.read("a.txt", 2048)


def test_sha256_is_of_the_zip_or_of_the_files_read(tmp_path: Path) -> None:
    """A zip is known by its bytes; a folder by the files that were read, so that other files change nothing."""
    archive = _zip(tmp_path / "a.zip", {"note.txt": NOTE})
    folder = _folder(tmp_path / "folder", {"note.txt": NOTE, "b.txt": b"b"})
    sums = []
    for path in (archive, folder):
        with open_bundle(input_at(path)) as bundle:
            bundle.read("note.txt", 100)
            sums.append(bundle.sha256())
    (folder / "b.txt").write_bytes(b"changed")
    with open_bundle(input_at(folder)) as bundle:
        bundle.read("note.txt", 100)
        assert bundle.sha256() == sums[1]
        bundle.read("b.txt", 100)
        assert bundle.sha256() != sums[1]
    assert sums[0] != sums[1]


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A zip with any bytes changed, or any bytes after "PK", can be read or yields a PublishError and nothing else."""
    path = tmp_path_factory.mktemp("any") / "a.zip"
    whole = bytearray(_zip(path, {"note.txt": NOTE, "data/b.txt": b"bb" * 50}).read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=4)):
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[: None if data.draw(st.booleans()) else cut])
    with suppress(PublishError), open_bundle(input_at(path)) as bundle:
        for name in bundle.names():
            assert len(bundle.read(name, 1000)) <= 1000
