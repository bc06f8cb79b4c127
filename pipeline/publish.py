"""READ FIRST: the whole run. Find the threads, set each once, bind every book from that, shelve it, and report.

With targets the same is done for each of them, in the look that it asks for, and makes a bundle: bundles/.

inputs ─ read ─▶ captures ─ unroll ─▶ threads ─ typeset ─▶ chapters ─ set ─▶ parts ─ bind ─▶ PDF, EPUB ─▶ shelf
         └────────── collection/ ──────────┘    └────────── bindery/, in workers, from the store ─────────┘
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline import bundles
from pipeline.bindery import setting, writers
from pipeline.bindery.bindery import Bindery
from pipeline.bindery.production import Production
from pipeline.bindery.store import Store
from pipeline.collection import edition
from pipeline.collection.book_parts import Parts
from pipeline.collection.edition.look import Look, dressed
from pipeline.collection.receipt import Receipt
from pipeline.collection.search import Findings, Search, Stated
from pipeline.collection.volumes import volumes
from pipeline.errors import PublishError
from pipeline.library import Library, LibraryFile, identified
from pipeline.model import Chapter, Picture, Volume, most_common
from pipeline.opening import real
from pipeline.progress import Progress
from pipeline.report import Report
from pipeline.shelf import Shelf
from pipeline.targets import Target, chosen
from pipeline.typeset import fonts
from pipeline.typeset import theme as themes
from pipeline.typeset.font_family import GivenFont
from pipeline.wording import wording
from pipeline.work import Workers
from pipeline.work.cache import SIZE, Cache
from pipeline.work.processes import Processes


class Options(Struct, frozen=True, kw_only=True):
    """The user's wishes."""

    formats: tuple[str, ...] = tuple(writer.name for writer in writers.WRITERS)
    """Of bundles, only these of those that their targets take."""
    targets: tuple[str, ...] = ()
    """Names or paths of the targets that the books go to, each with a bundle of its own; (): books alone are made."""
    paper: str = ""
    """The paper that shops print on; "": as each target has it."""
    colour: bool = False
    """Whether shops print in colour."""
    output: str = "build"
    """The folder as the user typed it."""
    theme: str = ""
    """A theme's name or folder; "": the editor's, or ours."""
    settings: dict[str, Any] = field(default_factory=dict)
    """Values of the theme's options, as text, in tables."""
    css: str = ""
    """A style sheet to add to the theme's, or ""."""
    title: str = ""
    """Of the collection; "": the editor's, or made from its authors."""
    cover: str = ""
    """A picture that is the whole cover of the collection, before the editor's; "": that, or the theme's design."""
    threads: bool = True
    """Make a file for each thread."""
    book: bool = True
    """Make a book of the collection, where there are two threads or more (or no file for each)."""
    split_by: str = ""
    """Divide the collection by "author", "year", "month" or a number of threads; "none": not at all; "": as the editor
    says."""
    parts: Parts | None = None
    """Divide each book into parts, by "author", "year" or "month"; None: as the editor says."""
    search: Stated = field(default_factory=Stated)
    """Which threads are wanted; where it says nothing, the editor does."""
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
    paths = list(paths)
    editor = edition.find(paths)
    users = Look(theme=options.theme, css=options.css, settings=options.settings)
    theme = dressed(editor.look, users)
    targets = [*chosen(options.targets, formats=options.formats, paper=options.paper, in_colour=options.colour)]
    looks = [dict(_looks(target, editor.look, users)) for target in targets]
    fonts.use(editor.fonts, theme.face)
    with (
        closing(Shelf(real(Path(options.output)), options.output)) as shelf,
        shelf.turn(progress.wait),
        _cache(options, shelf) as cache,
    ):
        findings, books, language = _find(paths, editor, options, shelf, cache, progress)
        looks = [{format: look.saying(language) for format, look in each.items()} for each in looks]
        make = partial(_set_and_bind, findings, editor.fonts, options, shelf, cache, progress)
        production = make(books, theme.saying(language), [*zip(targets, looks, strict=True)])
        production.notices += editor.unused(findings.threads)
        report = Report.of(findings, production)
        try:
            shelf.place("report.json", report.as_json())
        except PublishError as error:  # the books are there, and are told of
            report.failures.append(error)
    return report


def _looks(target: Target, editors: Look, users: Look) -> Iterator[tuple[str, themes.Theme]]:
    """The theme that both ask for, as a target wants it, by formats."""
    for format in target.formats:
        yield format, dressed(editors, users, target.wishes(format))


def _find(
    paths: list[str], editor: edition.Edition, options: Options, shelf: Shelf, cache: Cache, progress: Progress
) -> tuple[Findings, list[Volume], str]:
    """The threads in the inputs, the books that they make, and the language (BCP 47) in which these say what is their
    own: all go on from the library, and are kept in it."""
    file = LibraryFile.named(options.library, options.output)
    own = [shelf.folder, *([real(Path(options.cache))] if options.cache else []), *(file.places if file else ())]
    kept = None if options.cache is None else cache
    search, split = Search.of(options.search, editor.select), options.split_by or editor.book.split_by
    receipt = Receipt(kept, paths, editor.of_threads, search, own) if kept else None
    with file.turn(progress.wait) if file else nullcontext():
        before = file.load() if file else None
        gathering = None
        findings = receipt.findings(before) if receipt else None
        if findings:
            progress.begin("Reading", findings.read)
        else:
            from pipeline.collection.finding import conclude, gather  # brings all that reads and unrolls

            gathering = gather(
                paths, editor, search, progress, library=before, skip=own, workers=options.workers, cache=kept
            )
            findings = conclude(gathering, editor, before)
        language = editor.language or (before.language if before else "") or most_common(findings.threads)
        books = volumes(
            findings.threads,
            options.title or editor.book.title,
            split,
            replace(findings.imprint, cover=_own_cover(options, editor)),
            parts=options.parts or editor.book.parts,
            profiles=findings.profiles,
            language=editor.language if split not in ("", "none") else language,
            words=wording(language),
        )
        is_alone = len(findings.threads) == 1 and options.threads
        if (is_alone or not options.book) and not options.targets:
            books = []
        if file and findings.library and findings.library != Library():
            library, books = identified(replace(findings.library, language=language), books)
            # Before anything is made: what was read is safe, whatever happens.
            file.save(library, shelf.scratch if file.path.is_relative_to(shelf.folder) else None)
        if receipt and gathering:
            after = file.load() if file else None  # from which the next run goes on
            again = findings if after == before else conclude(gathering, editor, after)
            receipt.keep(gathering.opened, after, again)
    return findings, books, language


def _own_cover(options: Options, editor: edition.Edition) -> Picture | None:
    """The picture that the user or the editor has for the cover of the books."""
    if not options.cover:
        return editor.cover
    from pipeline.collection.edition.own_cover import named_cover  # brings Pillow

    return named_cover(options.cover)


def _set_and_bind(
    findings: Findings,
    given: tuple[GivenFont, ...],
    options: Options,
    shelf: Shelf,
    cache: Cache,
    progress: Progress,
    books: Sequence[Volume],
    theme: themes.Theme,
    bundled: Sequence[tuple[Target, Mapping[str, themes.Theme]]],
) -> Production:
    """The books, and each thread by itself, on the shelf; or a bundle of them for each target, in its look
    of each format."""
    store = Store(cache)
    taken = [each for each in options.formats if not bundled or any(each in target.formats for target, _ in bundled)]
    with _workers(theme, taken, options) as (workers, local):

        def bindery(look: themes.Theme, formats: Sequence[str], folder: str = "") -> Bindery:
            fonts.use(given, look.face)
            asked = [writer for writer in writers.WRITERS if writer.name in formats]
            return Bindery(
                theme=look, given=given, writers=asked, store=store, shelf=shelf, workers=workers, local=local,
                profiles=findings.profiles, folder=folder,
            )  # fmt: skip

        def bind(look: themes.Theme, order: bundles.Order) -> Production:
            made = bindery(look, order.formats, order.folder)
            return made.make(findings.threads, order.volumes, own=order.threads, progress=progress)

        production = Production()
        workshop = bundles.Workshop(shelf=shelf, store=store, bind=bind)
        for target, its_looks in bundled:
            order = bundles.order(target, books, formats=options.formats, threads=options.threads, book=options.book)
            production.add(bundles.make(target, its_looks, order, workshop))
        if not bundled:
            whole = bindery(theme, options.formats)
            production = whole.make(findings.threads, books, own=options.threads, progress=progress)
            if options.keep_intermediate:
                production.failures += _place_intermediate(whole.chapters(findings.threads), shelf)
        production.notices += cache.notices
    return production


@contextmanager
def _cache(options: Options, shelf: Shelf) -> Iterator[Cache]:
    """The cache between runs; without one, a cache until the end of this run."""
    with ExitStack() as stack:
        if options.cache is None:
            folder = stack.enter_context(shelf.room())
        else:
            folder = Path(options.cache or shelf.folder / ".cache")
        yield stack.enter_context(closing(Cache(real(folder), options.cache_size)))


@contextmanager
def _workers(theme: themes.Theme, formats: Sequence[str], options: Options) -> Iterator[tuple[Workers, Workers]]:
    """The workers that the user asked for, and those of this machine. They load what the writers of these formats need
    when there is work for them."""
    ready = partial(writers.prepare, formats)
    with Processes(options.workers, prepare=partial(setting.prepare, theme, formats)) as local:
        if options.cluster:
            from pipeline.work.cluster import Cluster  # brings Dask: only where it is asked for

            with Cluster(options.cluster, prepare=ready) as cluster:
                yield cluster, local
        else:
            yield local, local


def _place_intermediate(chapters: Iterable[Chapter], shelf: Shelf) -> Iterator[PublishError]:
    """Put each chapter's Markdown and XHTML on the shelf. Yields what hinders that."""
    for chapter in chapters:
        for suffix, text in ((".md", chapter.markdown), (".xhtml", f"{chapter.body}\n{chapter.notes}{chapter.more}")):
            try:
                shelf.place(f"intermediate/{chapter.thread.slug}{suffix}", text.encode())
            except PublishError as error:
                yield error
