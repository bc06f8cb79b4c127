"""READ FIRST: the whole run. Read, unroll, divide into volumes; set each thread once, and bind every book from that.

inputs ─ read ─▶ captures ─ unroll ─▶ threads ─ typeset ─▶ chapters ─ set ─▶ parts ─ bind ─▶ PDF, EPUB ─▶ shelf
                                                └───────────── bindery.py, in workers, from the cache ──────┘
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pipeline import edition, sources
from pipeline.bindery import Bindery
from pipeline.branches import Branches
from pipeline.edition import Edition
from pipeline.errors import Notice, PublishError, unexpected
from pipeline.grouping import by_time
from pipeline.kept import Job, Kept
from pipeline.model import Capture, Imprint, Thread
from pipeline.progress import Progress
from pipeline.report import Report
from pipeline.selection import Selection
from pipeline.shelf import Shelf
from pipeline.sources import Found
from pipeline.typeset import theme as themes
from pipeline.unroll import unroll
from pipeline.volumes import volumes
from pipeline.work import Workers
from pipeline.work.cache import SIZE, Cache
from pipeline.work.processes import Processes
from pipeline.writers import WRITERS, prepare


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which threads the user asked for."""

    min_posts: int = 2
    """The shortest reply chain of an archive that counts as a thread."""
    branches: Branches = "inline"
    """What becomes of answers beside a thread's main line: asides in it, threads of their own, nothing."""
    include_private: bool = False
    """Read what was for followers or single readers, too."""
    fold_crossposts: bool = False
    """Keep one of the threads that their author posted on several networks."""
    group_by_time: int | None = None
    """Minutes within which posts follow each other that make a thread, where the source does not say; None: none do."""
    selection: Selection = field(default_factory=Selection)
    """Of those that were found."""


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
    """Make a book of the collection, where there are two threads or more (or no file for each)."""
    split_by: str = ""
    """Divide the collection by "author", "year", "month" or a number of threads."""
    search: Search = field(default_factory=Search)
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
    shelf = Shelf(Path(options.output).resolve(), options.output)
    own = [shelf.folder, *([Path(options.cache).resolve()] if options.cache else [])]
    paths = list(paths)
    say = edition.find(paths)
    imprint = find(paths, say, options.search, report, progress, skip=own)
    books = volumes(report.threads, options.title or say.say.book.title, options.split_by, imprint)
    if not options.book or (len(report.threads) == 1 and options.threads):
        books = []
    with _cache(options, shelf) as cache, _workers(options) as workers:
        writers = [writer for writer in WRITERS if writer.name in options.formats]
        bindery = Bindery(theme=theme, writers=writers, kept=Kept(cache), shelf=shelf, workers=workers, report=report)
        jobs = bindery.jobs(report.threads)
        bindery.make(jobs, books, own=options.threads, progress=progress)
        if options.keep_intermediate:
            _place_intermediate(jobs, bindery, shelf, report)
        report.notices += cache.notices
    shelf.place("report.json", report.as_json())
    return report


def find(
    paths: Iterable[str],
    say: Edition,
    search: Search,
    report: Report,
    progress: Progress,
    skip: Collection[Path] = (),
) -> Imprint:
    """The threads in the paths that are wanted, as the editor wants them, into the report.

    skip: folders that are none of the inputs. Returns what a book of them says beside. Raises PublishError where the
    editor speaks of what is not there.
    """
    found = [say.paged(each) for each in sources.find(paths, skip=skip) if not say.is_own(each.input)]
    captures = read(found, report, progress, min_posts=search.min_posts)
    if search.group_by_time:
        captures = [part for capture in captures for part in by_time(capture, search.group_by_time)]
    threads = unroll(
        captures,
        min_posts=search.min_posts,
        branches=search.branches,
        include_private=search.include_private,
        fold_crossposts=search.fold_crossposts,
    )
    report.notices += _without_threads(captures, threads, search.min_posts)
    edited = say.of(threads)
    report.threads, notices = search.selection.of(edited.threads)
    report.notices += [*edited.notices, *notices]
    report.withdrawn = len(edited.withdrawn)
    if threads and not report.threads:
        hint = "Look at them with `publish list`, and ask for other dates, authors, texts or ids."
        report.fail(PublishError(f"none of the {len(threads)} threads that were found is wanted", hint=hint))
    return say.imprint(len(edited.withdrawn))


def read(everything: Sequence[Found], report: Report, progress: Progress, *, min_posts: int) -> list[Capture]:
    """The captures in everything that was found.

    min_posts: of a thread. Single posts are read where they are threads, or where another input may go on from them.
    """
    singles = min_posts < 2 or sum(item.reader is not None for item in everything) > 1
    progress.begin("Reading", len(everything))
    captures: list[Capture] = []
    for item in everything:
        try:
            if item.error:
                raise item.error
            if item.reader:
                taken = item.reader.read(replace(item.input, singles=singles))
                report.add_input(item.input, item.reader, taken)
                captures += taken
            elif not item.input.path.is_dir():
                report.passed_over.append(item.input.name)
        except PublishError as error:
            report.fail(error)
        except Exception as fault:
            report.fail(unexpected(fault, item.input.label))
        progress.advance(item.input.label)
    return captures


def _without_threads(captures: list[Capture], threads: list[Thread], min_posts: int) -> Iterator[Notice]:
    """Tell of archives in which no chain of posts is long enough."""
    used = {source for thread in threads for source in thread.sources}
    for capture in captures:
        if not capture.ordered and capture.source not in used:
            yield Notice(
                message=f"no thread in it: no chain of {min_posts} or more posts by its author",
                path=capture.source.name,
                hint="With --min-posts 1, single posts count as threads.",
            )


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
