"""READ FIRST: the whole run. Read, unroll, typeset, bind; each file is put on the shelf as soon as it is whole.

inputs ─ read ─▶ captures ─ unroll ─▶ threads ─ typeset ─▶ chapters ─ bind ─▶ PDF, EPUB ─▶ shelf
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline import sources
from pipeline.errors import Notice, PublishError, unexpected
from pipeline.model import Book, Capture, Chapter, Thread
from pipeline.report import Made, Report
from pipeline.shelf import Shelf
from pipeline.typeset import theme as themes
from pipeline.typeset.theme import Theme
from pipeline.unroll import unroll
from pipeline.writers import WRITERS, Writer

BOOK_NAMESPACE = uuid.UUID("0c8a3a0e-6f0d-5b57-9d0c-6a1f6d9e2f11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user asked for."""

    formats: tuple[str, ...] = tuple(writer.name for writer in WRITERS)
    output: str = "build"
    """The folder as the user typed it."""
    theme: str = themes.DEFAULT
    """A theme's name or folder."""
    title: str = ""
    """Of the collection; "": made from its authors."""
    threads: bool = True
    """Make a file for each thread."""
    book: bool = True
    """Make a file of the whole collection, where there are two threads or more (or no file for each)."""
    min_posts: int = 2
    """The shortest reply chain of an archive that counts as a thread."""
    keep_intermediate: bool = False
    """Put each chapter's Markdown and XHTML beside the books."""


class Progress(Protocol):
    """Who wants to know how far the run is."""

    def begin(self, step: str, total: int) -> None:
        """A step of so many parts starts."""

    def advance(self, what: str) -> None:
        """One part of it is done."""


def publish(paths: Iterable[str], options: Options, progress: Progress) -> Report:
    """Make the books. Raises PublishError where nothing at all can be made; what costs one input is in the report."""
    report = Report()
    theme = themes.load(options.theme)
    shelf = Shelf(Path(options.output).resolve(), options.output)
    captures = read(paths, shelf, report, progress)
    report.threads = unroll(captures, min_posts=options.min_posts)
    report.notices += _without_threads(captures, report.threads, options)
    chapters = typeset(report.threads, theme, report, progress)
    bind(chapters, theme, options, shelf, report, progress)
    shelf.place("report.json", report.as_json())
    return report


def read(paths: Iterable[str], shelf: Shelf, report: Report, progress: Progress) -> list[Capture]:
    """The captures in everything that the paths lead to."""
    found = list(sources.find(paths, skip=shelf.folder))
    progress.begin("Reading", len(found))
    captures: list[Capture] = []
    for item in found:
        try:
            if item.error:
                raise item.error
            if item.reader:
                taken = item.reader.read(item.input)
                report.add_input(item.input, item.reader, taken)
                captures += taken
            elif not item.input.path.is_dir():
                report.passed_over.append(item.input.label)
        except PublishError as error:
            report.fail(error)
        except Exception as fault:
            report.fail(unexpected(fault, item.input.label))
        progress.advance(item.input.label)
    return captures


def _without_threads(captures: list[Capture], threads: list[Thread], options: Options) -> Iterator[Notice]:
    """Tell of archives in which no chain of posts is long enough."""
    used = {thread.source for thread in threads}
    for capture in captures:
        if not capture.ordered and capture.source not in used:
            yield Notice(
                message=f"no thread in it: no chain of {options.min_posts} or more posts by its author",
                path=capture.source.name,
                hint="With --min-posts 1, single posts count as threads.",
            )


def typeset(threads: list[Thread], theme: Theme, report: Report, progress: Progress) -> list[Chapter]:
    """The threads as chapters."""
    from pipeline.typeset import chapter, links  # Markdown and pictures: not needed to answer --help

    index = links.Index(threads)
    progress.begin("Typesetting", len(threads))
    chapters = []
    for thread in threads:
        try:
            made = chapter.typeset(thread, theme, index.links(thread))
        except PublishError:
            raise  # the theme's fault, and so the same for every thread
        except Exception as fault:
            report.fail(unexpected(fault, thread.source.name))
        else:
            report.notices += made.notices
            chapters.append(made)
        progress.advance(thread.title)
    return chapters


def bind(
    chapters: list[Chapter], theme: Theme, options: Options, shelf: Shelf, report: Report, progress: Progress
) -> None:
    """Every book that was asked for, in every format that was asked for."""
    books = [(f"threads/{book.chapters[0].thread.slug}", book) for book in map(_own_book, chapters) if options.threads]
    if chapters and options.book and (len(chapters) > 1 or not options.threads):
        books.append(("book", collection(chapters, options.title)))
    writers = list(_ready(options, report))
    progress.begin("Binding", len(books) * len(writers))
    for book_name, book in books:
        for writer in writers:
            name = book_name + writer.suffix
            try:
                shelf.check(name)
                bound = writer.bind(book, theme)
                shelf.place(name, bound.data)
                report.add_output(Made(name=name, path=shelf.path(name), bound=bound))
            except PublishError as error:
                report.fail(error)
            except Exception as fault:
                report.fail(unexpected(fault, name))
            progress.advance(name)
    if options.keep_intermediate:
        _place_intermediate(chapters, shelf, report)


def _ready(options: Options, report: Report) -> Iterator[Writer]:
    """The writers that were asked for and that can work here."""
    for writer in WRITERS:
        if writer.name in options.formats:
            try:
                writer.prepare()
            except PublishError as error:
                report.fail(error)
            else:
                yield writer


def collection(chapters: list[Chapter], title: str = "") -> Book:
    """The book of all chapters."""
    authors = list(dict.fromkeys(chapter.thread.author.label for chapter in chapters))
    languages = [chapter.thread.language for chapter in chapters]
    return Book(
        id=str(uuid.uuid5(BOOK_NAMESPACE, "\n".join(chapter.thread.id for chapter in chapters))),
        title=title or (f"Threads by {authors[0]}" if len(authors) == 1 else "Collected Threads"),
        language=max(dict.fromkeys(languages), key=languages.count),
        chapters=tuple(chapters),
    )


def _own_book(chapter: Chapter) -> Book:
    thread = chapter.thread
    return Book(id=thread.id, title=thread.title, language=thread.language, chapters=(chapter,))


def _place_intermediate(chapters: list[Chapter], shelf: Shelf, report: Report) -> None:
    for chapter in chapters:
        for suffix, text in ((".md", chapter.markdown), (".xhtml", chapter.body)):
            name = f"intermediate/{chapter.thread.slug}{suffix}"
            try:
                shelf.place(name, text.encode())
            except PublishError as error:
                report.fail(error)
