"""Books of any size: their files are sound, their pages in order, and what is remembered of a thread is little."""

from __future__ import annotations

import re
import tracemalloc
import uuid
from io import BytesIO

import pikepdf
import pytest
from msgspec.structs import replace

from pipeline.model import Book, Teaser
from pipeline.press.book import binding, folio, sequence
from pipeline.press.book.sequence import Extent
from pipeline.press.book.volume import Volume
from pipeline.press.layout.front import write
from pipeline.press.layout.printing import front_matter, render
from pipeline.press.sheet import Sheet
from tests.press.conftest import THEME, bind, chapters, thread

TEXT = "Each stone rests on two below it 🧱, and two rest on it. Builders say: one on two, two on one. " * 4
KILOBYTES = 8
"""That may stay in memory of a thread."""


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    """Some pages, an odd number, with a link to thread 2, which stood nowhere else."""
    here = thread(*[TEXT] * 9, number=1, cards=(Teaser(id="20", posts=("A wall",)),))
    printed = render(chapters(here, thread("Two.", number=2))[0], THEME)
    assert printed.pages % 2
    assert printed.links
    return printed


def shelf(count: int) -> Book:
    """So many threads."""
    threads = [thread("A wall.", number=number) for number in range(count)]
    return Book(id=str(uuid.UUID(int=7)), title="Walls", language="en", chapters=tuple(chapters(*threads)))


def test_a_book_of_many_pages_has_them_in_order(sheet: Sheet) -> None:
    """However many nodes its page tree takes; blank ones are where they belong."""
    book, sheets = shelf(60), [sheet] * 60
    front = [front_matter(piece, THEME) for piece in write(shelf(2), THEME)]
    data = binding.bind(book, sheets, sequence.extents(book, sheets, THEME), front, THEME).data
    with pikepdf.open(BytesIO(data)) as pdf:
        nodes = list(pdf.Root.Pages.Kids)  # before pikepdf flattens them
        assert len(nodes) > 2
        assert [node.Count for node in nodes] == [len(node.Kids) for node in nodes]
        assert all(kid.Parent.objgen == node.objgen for node in nodes for kid in node.Kids)
        labels = [str(each.label) for each in pdf.pages]
        body = list(pdf.pages)[labels.index("1") :]
        assert labels[-len(body) :] == [str(number) for number in range(1, len(body) + 1)]
        for place, each in enumerate(body):
            is_note = place >= (sheet.pages + 1) * len(sheets)
            assert ("/Contents" in each.obj) == (is_note or place % (sheet.pages + 1) < sheet.pages)


@pytest.mark.parametrize("count", [1, 3])
def test_the_file_is_sound(sheet: Sheet, count: int) -> None:
    """A strict reader finds no fault; every object is where the table says, and nothing refers to what is not there.

    Thread 2 is in one of the books, and not in the other.
    """
    data = bind(shelf(count), [sheet] * count).data
    with pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []
        known = {each.objgen[0] for each in pdf.objects if isinstance(each, pikepdf.Object)}
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Array):
                references = re.findall(rb"(\d+) 0 R", each.unparse(resolved=True))
                assert {int(number) for number in references} <= known
    for place in re.finditer(rb"(\d+) 0 obj\n(.*)\nstream\n", data):
        (length,) = re.findall(rb"/Length (\d+)", place[2])
        assert data[place.end() + int(length) :].startswith(b"\nendstream\nendobj\n")


class Nowhere(BytesIO):
    """A file that forgets what is written to it."""

    def write(self, data: object) -> int:
        return len(bytes(data))  # type: ignore[call-overload]


def test_a_bound_thread_leaves_little_behind(sheet: Sheet) -> None:
    """Where its objects are, its bookmark and its named places, whatever number of threads there is."""
    book = shelf(120)
    extents = [Extent(1 + (sheet.pages + 1) * number, sheet.pages, 595.0) for number in range(120)]
    volume = Volume(Nowhere(), book, extents, folio.style_of(THEME), 0, THEME)
    taken = {}
    tracemalloc.start()
    for number, (chapter, extent) in enumerate(zip(book.chapters, extents, strict=True)):
        places = tuple((b"%d-%b" % (number, name), place) for name, place in sheet.places)
        volume.add(replace(sheet, places=places), chapter.thread, extent.start)
        taken[number] = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert (taken[119] - taken[19]) / 100 < KILOBYTES * 1024
