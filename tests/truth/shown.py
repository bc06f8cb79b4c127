"""A thread as both outputs show it, published by the real command."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pikepdf
import pypdfium2
from msgspec import Struct

from tests.command.conftest import Publish

_XHTML = "{http://www.w3.org/1999/xhtml}"


class Shown(Struct, frozen=True):
    """The PDF and the EPUB of a thread, as far as tests look at them."""

    pdf: str
    """Text of the PDF, white space folded."""
    pdf_links: frozenset[str]
    """Web addresses that its links lead to."""
    article: Element
    """The chapter of the EPUB, without namespaces."""
    metadata: str
    """The EPUB's package document."""

    @property
    def epub(self) -> str:
        """Text of the chapter, white space folded."""
        return folded(" ".join(self.article.itertext()))

    @property
    def epub_links(self) -> frozenset[str]:
        """Addresses that its links lead to."""
        return frozenset(link.get("href", "") for link in self.article.iter("a"))

    def classed(self, name: str) -> list[str]:
        """The texts of the chapter's elements of a class."""
        found = (each for each in self.article.iter() if name in each.get("class", "").split())
        return [folded("".join(each.itertext())) for each in found]


def shown(publish: Publish, folder: Path, inputs: Path) -> Shown:
    """The one thread of the inputs, published in the folder in which the command runs."""
    done = publish(str(inputs), "--pdf", "--epub", "-o", "out")
    assert done.returncode == 0, done.stderr
    (pdf,), (epub,) = ([*(folder / "out" / "threads").glob(f"*.{kind}")] for kind in ("pdf", "epub"))
    with zipfile.ZipFile(epub) as book:
        pages = [ElementTree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")]
        metadata = book.read("EPUB/content.opf").decode("utf-8")
    (article,) = (article for page in pages for article in page.iter(f"{_XHTML}article"))
    for element in article.iter():
        element.tag = element.tag.removeprefix(_XHTML)
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return Shown(pdf=folded(text), pdf_links=frozenset(_links(pdf)), article=article, metadata=metadata)


def case(name: str) -> Path:
    """The inputs of that name beside this file."""
    return Path(__file__).with_name(name)


def folded(text: str) -> str:
    """The text with one space for each stretch of white space."""
    return " ".join(text.split())


def _links(path: Path) -> Iterator[str]:
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for note in page.get("/Annots", ()):
                if "/A" in note and "/URI" in note["/A"]:
                    yield str(note["/A"]["/URI"])
