"""The bibliographic record of a book."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Author, BibliographicRecord, Book, Date, Imprint, Post, Series, Span, Thread
from pipeline.typeset import bibliographic
from pipeline.wording import wording
from tests.ebook import books

ENGLISH = wording("en")
STATED = BibliographicRecord(
    description="What the tide\nbrings",
    publisher="Lowwater  Press",
    subjects=("sea", "tides", "sea", " "),
    series=Series(title="Shores \x01", number=2),
    isbn="9783161484100",
    rights="© 2024 the authors",
    date=Date(year=2024, month=6),
)


def tagged(*texts: str, date: Date | None = books.MARCH) -> Thread:
    """A thread of posts in which every word with a sign before it is a hashtag."""
    return books.thread(f"{texts}", *(Post(text=text, spans=tuple(_spans(text)), date=date) for text in texts))


def _spans(text: str) -> list[Span]:
    starts = [place for place, sign in enumerate(text) if sign in "#＃"]
    return [Span(start=start, end=(text + " ").index(" ", start), kind="hashtag") for start in starts]


def of(*threads: Thread) -> Book:
    return books.book(*map(books.chapter, threads))


def test_subjects_are_the_hashtags_that_most_posts_have() -> None:
    """Each once, however it is written, as most write it; one that a post repeats counts once in it."""
    book = of(
        tagged("#salt #salt #salt", "#Tides #ROPE", "#tides"),
        tagged("#Tides and #rope", "#rope ＃港", "no tag, # alone"),
    )
    assert bibliographic.record(book, ENGLISH).subjects == ("Tides", "rope", "salt", "港")


def test_subjects_are_ten_at_most() -> None:
    """Those that come first, where none is more frequent; none where there is no hashtag."""
    many = " ".join(f"#tag{number}" for number in range(30))
    assert bibliographic.record(of(tagged(many)), ENGLISH).subjects == tuple(f"tag{number}" for number in range(10))
    assert bibliographic.record(of(books.thread("None")), ENGLISH).subjects == ()


def test_a_description_tells_how_much_by_whom_and_when() -> None:
    """In the book's words; what is not known is left out."""
    late = books.thread("Late", author=books.BAKER, date=Date(year=2022, month=5, day=9))
    book = of(books.thread("Early"), late)
    assert bibliographic.record(book, ENGLISH).description == (
        "2 threads; Maren Østergård and Ştefan Őry 🍞; 14 March 2021 – 9 May 2022"
    )
    assert bibliographic.record(book, wording("de")).description.startswith("2 Threads; Maren Østergård und Ştefan")
    nobody = [books.thread(f"t{number}", author=Author(), date=None) for number in range(2)]
    assert bibliographic.record(of(*nobody), ENGLISH).description == "2 threads"


def test_many_authors_are_counted() -> None:
    """A description is one line."""
    many = [books.thread(f"t{number}", author=Author(name=f"Author {number}")) for number in range(12)]
    assert "Author 0, Author 1, Author 2 and 9 others;" in bibliographic.record(of(*many), ENGLISH).description


def test_a_threads_own_book_tells_of_that_thread() -> None:
    """Its posts, its author, its days."""
    record = bibliographic.record(of(tagged("#salt", "b", "c")), ENGLISH)
    assert record == BibliographicRecord(
        description="3 posts; Maren Østergård; 14 March 2021", subjects=("salt",), date=books.MARCH
    )


def test_the_date_is_the_newest_posts_as_far_as_it_is_known() -> None:
    """A date without its year is not stated, and a year alone is not completed."""
    undated, old, new = Date(month=2, day=5), Date(year=2019, month=3, day=1), Date(year=2021)
    threads = [books.thread(f"t {date}", date=date) for date in (undated, old, new)]
    assert bibliographic.record(of(*threads), ENGLISH).date == new
    assert bibliographic.record(of(threads[0]), ENGLISH).date is None
    later = Date(year=2021, month=8, day=2)
    grown = books.thread("Grown", Post(text="a", date=old), Post(text="b", date=later), Post(text="c"), date=old)
    assert bibliographic.record(of(grown, threads[2]), ENGLISH).date == later


def test_what_the_editor_states_comes_first() -> None:
    """All of it, as plain text."""
    book = replace(of(tagged("#salt"), tagged("#rope")), imprint=Imprint(stated=STATED))
    assert bibliographic.record(book, ENGLISH) == replace(
        STATED,
        description="What the tide brings",
        publisher="Lowwater Press",
        subjects=("sea", "tides"),
        series=Series(title="Shores", number=2),
    )
