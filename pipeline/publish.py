"""READ FIRST: the whole run. Read, unroll, divide into volumes; set each thread once, and bind every book from that.

inputs ─ read ─▶ captures ─ unroll ─▶ threads ─ typeset ─▶ chapters ─ set ─▶ parts ─ bind ─▶ PDF, EPUB ─▶ shelf
                                                └───────────── bindery.py, in workers, from the cache ──────┘
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from pipeline.bindery.bindery import Bindery
from pipeline.bindery.store import Job, Kept
from pipeline.bindery.writers import WRITERS, prepare
from pipeline.collection import edition
from pipeline.collection.search import Search, find
from pipeline.collection.volumes import Volume, volumes
from pipeline.errors import PublishError
from pipeline.library import Library, LibraryFile, identified
from pipeline.progress import Progress
from pipeline.report import Report
from pipeline.shelf import Shelf
from pipeline.typeset import theme as themes
from pipeline.work import Workers
from pipeline.work.cache import SIZE, Cache
from pipeline.work.processes import Processes


class Options(Struct, frozen=True, kw_only=True):
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
    """Make a book of the collection, where there are two threads or more (or no file for each)."""
    split_by: str = ""
    """Divide the collection by "author", "year", "month" or a number of threads."""
    search: Search = field(default_factory=Search)
    library: str | None = ""
    """The file of what earlier runs have published; "": `library.json` in the output folder; None: there is none."""
    keep_intermediate: bool = False
    """Put each chapter's Markdown and XHTML beside the books."""
    workers: int = os.cpu_count() or 1
    """How many processes work at once."""
    cluster: str = ""
    """The address of a Dask scheduler, "local", or ""."""
    cache: str | None = ""
    """The folder of the cache; "": `.cache` in the output folder; None: keep nothing after the run."""
    cache_size: int = SIZE
    """Bytes that the cache may hold."""


def publish(paths: Iterable[str], options: Options, progress: Progress) -> Report:
    """Make the books. Raises PublishError where nothing at all can be made; what costs one input is in the report."""
    report = Report()
    theme = themes.load(options.theme)
    with closing(Shelf(Path(options.output).resolve(), options.output)) as shelf:
        books = _books(list(paths), options, shelf, report, progress)
        with _cache(options, shelf) as cache, _workers(options) as workers:
            writers = [writer for writer in WRITERS if writer.name in options.formats]
            kept = Kept(cache)
            bindery = Bindery(theme=theme, writers=writers, kept=kept, shelf=shelf, workers=workers, report=report)
            jobs = bindery.jobs(report.threads)
            bindery.make(jobs, books, own=options.threads, progress=progress)
            if options.keep_intermediate:
                _place_intermediate(jobs, bindery, shelf, report)
            report.notices += cache.notices
        shelf.place("report.json", report.as_json())
    return report


def _books(paths: list[str], options: Options, shelf: Shelf, report: Report, progress: Progress) -> list[Volume]:
    """The books that the threads in the inputs make, and these into the report; both go on from the library."""
    own = [shelf.folder, *([Path(options.cache).resolve()] if options.cache else [])]
    editor = edition.find(paths)
    file = LibraryFile.named(options.library, options.output)
    own += file.places if file else ()
    library = file.load() if file else None
    findings = find(paths, editor, options.search, report, progress, library=library, skip=own)
    books = volumes(report.threads, options.title or editor.title, options.split_by, findings.imprint)
    if not options.book or (len(report.threads) == 1 and options.threads):
        books = []
    if file and findings.library != Library():
        library, books = identified(findings.library, books)
        # Before anything is made: what was read is safe, whatever happens.
        file.save(library, shelf.scratch if file.path.is_relative_to(shelf.folder) else None)
    return books


@contextmanager
def _cache(options: Options, shelf: Shelf) -> Iterator[Cache]:
    """What is kept between runs; without a cache, what is kept until the end of this one."""
    with ExitStack() as stack:
        if options.cache is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="threadbound-")))
        else:
            folder = Path(options.cache or shelf.folder / ".cache")
        yield stack.enter_context(closing(Cache(folder.resolve(), options.cache_size)))


@contextmanager
def _workers(options: Options) -> Iterator[Workers]:
    """Those that the user asked for. They load what the writers need when there is work for them."""
    ready = partial(prepare, options.formats)
    if options.cluster:
        from pipeline.work.cluster import Cluster  # brings Dask: only where it is asked for

        with Cluster(options.cluster, prepare=ready) as cluster:
            yield cluster
    else:
        with Processes(options.workers, prepare=ready) as processes:
            yield processes


def _place_intermediate(jobs: list[Job], bindery: Bindery, shelf: Shelf, report: Report) -> None:
    for job in jobs:
        chapter = bindery.chapter(job)
        for suffix, text in ((".md", chapter.markdown), (".xhtml", chapter.body)) if chapter else ():
            try:
                shelf.place(f"intermediate/{job.thread.slug}{suffix}", text.encode())
            except PublishError as error:
                report.fail(error)
