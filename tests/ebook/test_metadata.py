"""What an EPUB says about itself."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.ebook import metadata
from pipeline.ebook.package import Name
from pipeline.model import Author, Date, Post, Quote
from pipeline.typeset import bibliographic
from pipeline.wording import wording
from tests.ebook import books

ENGLISH = wording("en")


def test_modified_is_the_newest_post() -> None:
    """The moment of the newest post counts, also where another thread comes last."""
    newest = datetime(2022, 7, 1, 18, 0, 5, tzinfo=UTC)
    early = books.thread("Early", Post(text="a", date=Date.at(newest)), Post(text="b"))
    late = books.thread("Late", date=Date(year=2022, month=6))
    book = books.book(books.chapter(early), books.chapter(late))
    assert bibliographic.modified(book) == newest


def test_modified_without_a_year_is_fixed() -> None:
    """Where no date has a year the moment is the same on every day that the book is made."""
    book = books.book(books.chapter(books.thread("Undated", date=Date(month=2, day=5))))
    assert bibliographic.modified(book) == datetime(2000, 1, 1, tzinfo=UTC)


def test_each_author_is_named_once() -> None:
    """One person with and without a profile address is one; someone unknown is not made up."""
    authors = [
        Author(name="Maren", handle="tides"),
        Author(name="Maren", handle="Tides", url="https://example.org/"),
        Author(),
        Author(handle="salt"),
        Author(name="Maren", handle="other"),
    ]
    chapters = [books.chapter(books.thread(f"t{n}", author=author)) for n, author in enumerate(authors)]
    assert metadata.creators(books.book(*chapters)) == [
        Name("Maren", "Maren"),
        Name("@salt", "salt"),
        Name("Maren", "Maren"),
    ]


def test_names_are_sorted_by_their_letters() -> None:
    """Not by emoji and signs before them; a name that is nothing else, by the handle."""
    authors = (
        Author(name="🧶 Ann 🧵 Lee"),
        Author(name="🍞", handle="bread"),
        Author(name="«三枝»"),
        Author(name="..."),
    )
    chapters = [books.chapter(books.thread(f"t{n}", author=author)) for n, author in enumerate(authors)]
    book = books.book(*chapters, title="🌊 “Low” water")
    assert [name.filed_as for name in metadata.creators(book)] == ["Ann Lee", "bread", "三枝»", ""]
    assert metadata.title(book, ENGLISH) == Name("🌊 “Low” water", "Low” water")


def test_descriptions_are_claimed_only_where_every_picture_has_one() -> None:
    """A book with an undescribed picture does not say that it can be read without seeing, and says why."""
    described = books.thread("Described", Post(text="a", media=(books.photo("A gull"),)))
    bare = books.thread("Bare", Post(text="b", media=(books.photo(),)))
    jpeg = books.picture()
    chapters = [books.chapter(thread, books.figure(jpeg, "A gull"), pictures=[jpeg]) for thread in (described, bare)]

    whole = metadata.accessibility(books.book(chapters[0]), visual=True, words=ENGLISH)
    assert ("schema:accessibilityFeature", "alternativeText") in whole
    assert ("schema:accessModeSufficient", "textual") in whole

    partial = metadata.accessibility(books.book(*chapters), visual=True, words=ENGLISH)
    assert ("schema:accessibilityFeature", "alternativeText") not in partial
    assert [value for name, value in partial if name == "schema:accessModeSufficient"] == ["textual,visual"]
    assert dict(partial)["schema:accessibilitySummary"].endswith("gave none: 1 of 2.")
    quoted = books.chapter(books.thread("Quoted", Post(quotes=(Quote(media=(books.photo(),)),))))
    assert dict(metadata.accessibility(books.book(quoted), visual=False, words=ENGLISH))[
        "schema:accessibilitySummary"
    ].endswith("1 of 1.")


def test_a_book_of_words_alone_is_not_called_visual() -> None:
    """Without pictures and emoji there is nothing to see, and no alternative to it."""
    facts = metadata.accessibility(books.book(books.chapter(books.thread("Words"))), visual=False, words=ENGLISH)
    assert ("schema:accessMode", "visual") not in facts
    assert ("schema:accessibilityFeature", "alternativeText") not in facts
    assert ("schema:accessibilityHazard", "none") in facts


def test_languages_of_single_posts_are_stated_after_those_of_threads() -> None:
    """Of whole posts: a tag on a few words is not believed."""
    posts = (
        Post(text="Salt and light, and the tide that comes in over both of them."),
        Post(text="Salz und Licht, und die Flut kommt über beide.", language="de"),
        Post(text="Sel.", language="fr"),
    )
    chapters = [books.chapter(books.thread("t1", *posts)), books.chapter(books.thread("t2", language="ja"))]
    assert metadata.languages(books.book(*chapters)) == ["en", "ja", "de"]
