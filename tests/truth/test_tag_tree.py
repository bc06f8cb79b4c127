"""What a listener is read of a PDF: every word once, in its language and its order, and no ornament."""

from __future__ import annotations

from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from PIL.Image import Image

from tests.command.conftest import Publish, publish
from tests.press.tagged import Tag, audit, read
from tests.truth.shown import case

__all__ = ["publish"]


@pytest.fixture
def output(publish: Publish, tmp_path: Path) -> Path:
    """The folder of a run that publishes both threads, and a book of them."""
    done = publish(str(case("tag-tree")), "--pdf", "-o", "out")
    assert done.returncode == 0, done.stderr
    return tmp_path / "out"


def test_a_book_is_read_as_it_stands(output: Path) -> None:
    """Each mark is content or an artifact; contents, paragraphs and quotes are read whole, and in their languages."""
    for path in output.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            audit(pdf)
        assert not page.validate_pdf_bytes(path.read_bytes(), profile=page.ValidationProfile.PDF_UA_1).failures
    with pikepdf.open(output / "book.pdf") as pdf:
        tree = read(pdf)
    (contents,) = tree.all("TOC")
    assert [[len(entry.all("Link")), entry.all("Link")[0].text[:5]] for entry in contents.all("TOCI")] == [
        [1, "Walls"],
        [1, "Ponds"],
        [1, "Notes"],
    ]
    walls = tree.all("Art")[0]
    assert language(walls, "How a dry-stone wall") == "en"
    assert language(walls, "Die langen Steine") == "de"
    assert sorted({each.language for each in walls.all("P")}) == ["ar", "de", "en", "he"]
    assert [each.name for each in walls.all("Link") if each.name] == [
        "Post 1, the original",
        "Post 2, the original",
        "Post 3, the original",
        "Notes on this text",
    ]
    assert [each.text for each in walls.all("LBody")] == ["a hammer", "a line"]
    assert tree.text.count("◆") == len(tree.all("Art"))  # end marks, which have the names of what they lead to


def test_the_head_of_a_page_shows_the_emoji_of_the_title(output: Path) -> None:
    """🐸 is drawn over the third page, the next one on the right, as in the title, and leaves no gap."""
    (path,) = (output / "threads").glob("*ponds*.pdf")
    assert is_green(head(path, 2))
    assert not is_green(head(path, 0))
    assert not is_green(head(path, 1))


def language(tree: Tag, words: str) -> str:
    """The language of the one paragraph that begins with these words."""
    (found,) = [each for each in tree.all("P") if each.text.startswith(words)]
    return found.language


def head(path: Path, number: int) -> Image:
    """The top of a page, as it looks."""
    with pypdfium2.PdfDocument(path) as document:
        picture: Image = document[number].render(scale=2).to_pil().convert("RGB")
    return picture.crop((0, 0, picture.width, picture.height // 11))


def is_green(picture: Image) -> bool:
    """Whether there is something green in a picture."""
    pixels = picture.tobytes()
    return any(
        green > red + 40 and green > blue + 40
        for red, green, blue in zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
    )
