"""Regular files are opened; nothing else is, and nothing is waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.opening import open_file, read_file, real, reason


def test_a_file_is_opened_as_it_is(tmp_path: Path) -> None:
    """To its end, or as far as is asked."""
    path = tmp_path / "a"
    path.write_bytes(b"one\r\ntwo")
    with open_file(path) as file:
        assert file.read() == b"one\r\ntwo"
    assert (read_file(path), read_file(path, 3)) == (b"one\r\ntwo", b"one")


@pytest.mark.skipif(os.name != "posix", reason="files of Unix")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "link to itself", "missing"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    """With a reason for people, and no open file left."""
    path = Path("/dev/zero") if kind == "device" else tmp_path / "a"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "link to itself":
        path.symlink_to(path)
    before = len(list(Path("/dev/fd").iterdir()))
    with pytest.raises(OSError) as caught:  # noqa: PT011  of any kind
        open_file(path)
    assert len(list(Path("/dev/fd").iterdir())) == before
    assert (
        reason(caught.value)
        == {
            "pipe": "it is a pipe, not a file",
            "device": "it is a device, not a file",
            "folder": "it is a folder, not a file",
            "link to itself": "it is a link that leads to itself",
            "missing": "No such file or directory",
        }[kind]
    )


@pytest.mark.skipif(os.name != "posix", reason="links of Unix")
def test_a_link_that_leads_to_itself_is_a_path_still(tmp_path: Path) -> None:
    """Others are resolved."""
    (tmp_path / "a").symlink_to("a")
    (tmp_path / "b").symlink_to("c")
    assert real(tmp_path / "a").name == "a"
    assert real(tmp_path / "b") == real(tmp_path) / "c"
