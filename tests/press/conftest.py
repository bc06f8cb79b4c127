"""Chapters and books to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pypdfium2
from msgspec.structs import replace

from pipeline import press
from pipeline.collection.volumes import volumes
from pipeline.model import Author, Book, Bound, Chapter, Date, Imprint, Media, News, Post, Source, Thread, ThreadNews
from pipeline.press.sheet import Sheet
from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.links import Index

THEME = themes.load("classic")
IDA = Author(name="Ida Marlow", handle="idamarlow", url="https://x.com/idamarlow")


def thread(*texts: str, number: int = 1, media: Iterable[Media] = (), **facts: object) -> Thread:
    """A thread by Ida Marlow; the media belong to its first post."""
    posts = tuple(
        Post(
            id=f"{number}{index}",
            text=text,
            url=f"https://x.com/idamarlow/status/{number}{index}",
            media=tuple(media) if not index else (),
        )
        for index, text in enumerate(texts)
    )
    defaults: dict[str, object] = {
        "id": f"{number:08d}-0000-5000-8000-000000000000",
        "slug": f"thread-{number}",
        "title": f"Walls, part {number}",
        "author": IDA,
        "posts": posts,
        "source": Source(name="walls.txt", format="thread-reader-text", sha256="ab" * 32),
        "date": Date(year=2022, month=5, day=9),
    }
    return Thread(**{**defaults, **facts})  # type: ignore[arg-type]


def chapters(*threads: Thread) -> list[Chapter]:
    """The threads, typeset together."""
    index = Index(threads)
    return [typeset(each, THEME, index.links(each)) for each in threads]


def single(one: Thread) -> Book:
    """A thread's own book."""
    return Book(id=one.id, title=one.title, language=one.language, chapters=tuple(chapters(one)))


def book(*threads: Thread) -> Book:
    """The collection of the threads."""
    (volume,) = volumes(threads)
    return Book(id=volume.id, title=volume.title, language=volume.language, chapters=tuple(chapters(*threads)))


def bind(whole: Book, sheets: Sequence[Sheet] | None = None, theme: themes.Theme = THEME) -> Bound:
    """The book as a PDF, through the door of the press: what is not given is printed here."""
    sheets = sheets or [press.make_part(chapter, theme) for chapter in whole.chapters]
    plan = press.plan(whole, sheets, theme)
    pieces = (*press.front_matter(whole, theme), *press.back_matter(whole, plan, theme))
    front = [press.make_front(piece, theme) for piece in pieces]
    return press.bind(whole, sheets, plan, front, theme)


def starts(whole: Book, sheets: Sequence[Sheet]) -> list[int]:
    """The numbers of the pages that the threads of a book start on."""
    return [extent.start for extent in press.plan(whole, sheets, THEME)]


def with_news(whole: Book, *numbers: int) -> Book:
    """The collection in an edition in which these of its threads are new, numbered from 1."""
    new = tuple(ThreadNews(thread=whole.chapters[number - 1].thread.id) for number in numbers)
    return replace(whole, imprint=Imprint(news=News(since=Date(year=2022, month=3, day=3), threads=new)))


def pdf_text(data: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
