"""Whose the drawings in a book are, as their licence asks."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.command.conftest import COMMAND

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def pages(path: Path) -> str:
    """All pages of an EPUB, as XHTML."""
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))


def words(path: Path) -> str:
    """The text of a PDF, in one line."""
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, timeout=60, check=True).stdout
    return "".join(text.split())


@pytest.mark.parametrize(("title", "owed"), [("Collected 🧵", True), ("Collected", False)])
def test_a_drawing_on_the_title_page_is_credited(title: str, owed: bool, tmp_path: Path) -> None:
    """With the address of its licence, in both formats, though no thread has one."""
    for name in ("wall", "gate"):
        (tmp_path / f"{name}.md").write_text(
            f"---\nauthor: Maren\n---\nThe {name}.\n---\nIt stood.\n", encoding="utf-8"
        )
    subprocess.run(
        [str(COMMAND), str(tmp_path), "--pdf", "--epub", "--no-threads", "--title", title, "-o", str(tmp_path / "out")],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert (LICENCE in pages(tmp_path / "out" / "book.epub")) is owed
    assert (LICENCE in words(tmp_path / "out" / "book.pdf")) is owed
