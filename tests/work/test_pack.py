"""What is kept comes back as what it was, and nothing in it is run."""

from __future__ import annotations

import os
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from pipeline.errors import Notice
from pipeline.model import Asset, Bound, Chapter, Date, Media, Post
from pipeline.work.pack import pack, unpack
from tests.work.test_key import chapter


def test_a_value_comes_back_as_it_was() -> None:
    """With everything that a chapter can hold: pictures, moments, files, notices."""
    post = Post(
        text="\U0001f469\u200d\U0001f680",
        date=Date.at(datetime(2020, 1, 2, 3, 4, 5, 6, tzinfo=UTC)),
        media=(Media(asset=Asset(path=Path("/a/b.zip"), member="c.png")),),
    )
    whole = chapter(notices=(Notice(message="is missing"),))
    whole = structs.replace(whole, thread=structs.replace(whole.thread, posts=(post,)))
    assert unpack(pack(whole), Chapter) == whole
    assert unpack(pack(Bound(data=b"%PDF", pages=3)), Bound) == Bound(data=b"%PDF", pages=3)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xc1", pack("text"), pack(Bound(data=b"")) + b"\x00", pickle.dumps(Bound(data=b"")), pack({"data": 1}),
     pack(chapter()), b"\x91" * 100_000],
)  # fmt: skip
def test_what_is_not_of_that_type_does_not_come_back(data: bytes) -> None:
    """Whoever made it."""
    assert unpack(data, Bound) is None


def test_values_that_the_model_refuses_do_not_come_back() -> None:
    """What is read is held to the same rules as what is made."""
    assert unpack(pack({"month": 13}), Date) is None


def test_what_cannot_be_kept_is_refused() -> None:
    """When it is put away, and not when it is wanted."""
    with pytest.raises(TypeError, match="cannot be kept: object"):
        pack([object()])
    with pytest.raises(NotImplementedError, match="cannot be kept: range"):
        unpack(pack("a"), range)


def test_a_file_whose_name_is_no_text_comes_back() -> None:
    """A path may hold any bytes, and is no string."""
    path = Path(os.fsdecode(b"/a/caf\xe9.png"))
    assert unpack(pack(path), Path) == path
    assert unpack(pack("/a/b.png"), Path) is None


def test_a_file_outside_the_folders_does_not_come_back(tmp_path: Path) -> None:
    """Whatever bytes name it: straight, by way of dots, or by a link in the folder."""
    inside, outside = tmp_path / "in", tmp_path / "secret.jpg"
    inside.mkdir()
    (inside / "link.jpg").symlink_to(outside)
    for path in (outside, inside / ".." / "secret.jpg", inside / "link.jpg", Path("/dev/zero")):
        assert unpack(pack((path,)), tuple[Path, ...], (inside,)) is None
        assert unpack(pack((path,)), tuple[Path, ...]) == (path,)
    assert unpack(pack((inside / "a.jpg",)), tuple[Path, ...], (inside,)) == (inside / "a.jpg",)
