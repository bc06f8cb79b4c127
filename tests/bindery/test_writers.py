"""What holds for every writer in the table, those to come included."""

from __future__ import annotations

import pytest

from pipeline.bindery.writers import WRITERS, Writer
from pipeline.model import Book, Bound
from pipeline.work.pack import pack, unpack
from tests.press.conftest import THEME, book, single, thread

every_writer = pytest.mark.parametrize("writer", WRITERS, ids=[writer.name for writer in WRITERS])
SIGNATURES = {".pdf": b"%PDF-1.7", ".epub": b"PK\x03\x04"}


def bind(writer: Writer, whole: Book) -> Bound:
    """The book from its parts, which have been kept and come back as what they were; or from its chapters."""
    if not writer.has_parts:
        return writer.door.bind(whole, THEME)
    door = writer.parts
    parts = [door.make_part(chapter, THEME) for chapter in whole.chapters]
    assert [unpack(pack(part), door.Part) for part in parts] == parts
    plan = door.plan(whole, parts)
    front = [door.make_front(piece, THEME) for piece in door.front_matter(whole, plan, THEME)]
    return door.bind(whole, parts, plan, front, THEME)


@every_writer
def test_a_writer_binds_a_thread_and_a_collection(writer: Writer) -> None:
    """Both are files of its format, and the same book is the same bytes."""
    writer.prepare()
    one, two = thread("A wall 🧱", "Ends."), thread("Two walls", number=2)
    for each in (single(one), book(one, two)):
        bound = bind(writer, each)
        assert bound.data.startswith(SIGNATURES[writer.suffix])
        assert not bound.notices
        assert bind(writer, each).data == bound.data


@every_writer
@pytest.mark.parametrize(
    "text", ["", " ", "x" * 5000, "word " * 5000, "\u202e", "\u200b", "a\n" * 300, "𝐛𝐨𝐥𝐝 \U000e0001"]
)
def test_odd_texts_make_books_too(writer: Writer, text: str) -> None:
    """A post without text, a word longer than a page, characters that show nothing."""
    assert bind(writer, single(thread(text, "The end."))).data
