"""An editor's own cover, by the command and by book.toml."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.command.conftest import Publish


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder with two threads, a red picture in it and a green one beside it."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    for name, text in (("a", "Walls stand by weight."), ("b", "Gates hang on stone.")):
        facts = {"threadbound": 1, "author": {"name": "Ida"}, "posts": [{"text": text}, {"text": "They breathe."}]}
        (folder / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")
    Image.new("RGB", (320, 512), "#c03040").save(folder / "red.png")
    Image.new("RGB", (320, 512), "#208040").save(tmp_path / "green.png")
    return folder


def ground(folder: Path) -> object:
    """The colour of the cover's middle."""
    with (
        zipfile.ZipFile(folder / "build" / "book.epub") as book,
        Image.open(BytesIO(book.read("EPUB/cover.jpg"))) as image,
    ):
        return image.getpixel((800, 1280))


def test_the_picture_of_book_toml_is_the_cover_until_the_command_names_another(
    inputs: Path, tmp_path: Path, publish: Publish
) -> None:
    """And a book that is on the shelf is made anew for another picture, under the same name, and for no other reason."""
    (inputs / "book.toml").write_text('[book]\ncover = "red.png"\n', encoding="utf-8")
    run = ("inputs", "--epub", "--no-threads", "-q")
    assert publish(*run).returncode == 0
    assert ground(tmp_path) == pytest.approx((192, 48, 64), abs=2)
    before = (tmp_path / "build" / "book.epub").stat().st_mtime_ns
    assert publish(*run).returncode == 0
    assert (tmp_path / "build" / "book.epub").stat().st_mtime_ns == before
    assert publish(*run, "--cover", "green.png").returncode == 0
    assert ground(tmp_path) == pytest.approx((32, 128, 64), abs=2)
    Image.new("RGB", (320, 512), "#4060c0").save(inputs / "red.png")
    assert publish(*run).returncode == 0
    assert ground(tmp_path) == pytest.approx((64, 96, 192), abs=2)


@pytest.mark.parametrize("name", ["../green.png", "none.png"])
def test_a_picture_of_book_toml_lies_beside_it(inputs: Path, name: str, publish: Publish) -> None:
    """Nothing outside of its folder is read."""
    (inputs / "book.toml").write_text(f'[book]\ncover = "{name}"\n', encoding="utf-8")
    done = publish("inputs", "--epub", "-q")
    assert done.returncode == 1
    assert f"inputs/book.toml: book.cover: {name}: there is no such picture" in done.stderr


@pytest.mark.parametrize(
    ("name", "said"), [("none.png", "there is no such picture"), ("inputs/a.json", "not a picture")]
)
def test_what_is_no_picture_is_named(inputs: Path, name: str, said: str, publish: Publish) -> None:
    """The command was called wrongly."""
    done = publish(inputs.name, "--epub", "-q", "--cover", name)
    assert done.returncode == 2
    assert name in done.stderr
    assert said in done.stderr
