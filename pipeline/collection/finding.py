"""Finding: the threads in the inputs that the user named, read, unrolled, edited and chosen."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.collection.edition import Edition
from pipeline.collection.order import ordered
from pipeline.collection.profiles import profiles
from pipeline.collection.reading import Reading, read
from pipeline.collection.search import Findings, Search
from pipeline.errors import Notice, PublishError, unexpected
from pipeline.library.continuation import continued
from pipeline.library.record import Library
from pipeline.library.sightings import sightings
from pipeline.library.update import updated
from pipeline.model import Capture, Thread
from pipeline.progress import Progress
from pipeline.sources import discovery
from pipeline.sources.discovery import Found
from pipeline.unroll import answers, merge, privacy
from pipeline.unroll.answers import LeftOut
from pipeline.unroll.grouping import by_time
from pipeline.unroll.merge.captures import Merged
from pipeline.unroll.unrolling import Unrolled, unroll
from pipeline.work import opened
from pipeline.work.cache import Cache
from pipeline.work.opened import Opened


class Gathering(Struct, frozen=True, kw_only=True, dict=True):
    """What is in the inputs, before an editor and a library have their say."""

    search: Search
    found: list[Found]
    reading: Reading
    captures: list[Capture]
    opened: Opened | None
    """The files that were opened; None where one of them may have changed meanwhile."""

    @cached_property
    def unrolled(self) -> tuple[Merged, Unrolled]:
        """The captures merged, and their threads."""
        return _unrolled(self.captures, self.search)


def find(
    paths: Iterable[str],
    editor: Edition,
    search: Search,
    progress: Progress,
    library: Library | None = None,
    skip: Collection[Path] = (),
    workers: int = os.cpu_count() or 1,
    cache: Cache | None = None,
) -> Findings:
    """The threads in the paths that are wanted, as the editor wants them. See `gather` and `conclude`."""
    gathering = gather(paths, editor, search, progress, library=library, skip=skip, workers=workers, cache=cache)
    return conclude(gathering, editor, library)


def gather(
    paths: Iterable[str],
    editor: Edition,
    search: Search,
    progress: Progress,
    *,
    library: Library | None,
    skip: Collection[Path],
    workers: int,
    cache: Cache | None,
) -> Gathering:
    """What is in the paths.

    library: what earlier runs have published, whose posts are read whatever they are tied to. skip: files and folders
    that are none of the inputs. workers: how many inputs are read at once. cache: where captures are kept between runs;
    None: nowhere, and nobody notes which files were opened.
    """
    begun = time.time_ns()
    with opened.traced() if cache else nullcontext(set[str]()) as files:
        found = [editor.paged(each) for each in discovery.find(paths, skip=skip) if not editor.is_own(each.input)]
        known = library.post_ids if library else frozenset()
        singles = search.min_posts < 2
        reading = read(found, progress, singles=singles, known=known, workers=workers, cache=cache, skip=skip)
    captures = reading.captures
    if search.group_by_time:
        captures = [part for capture in captures for part in by_time(capture, search.group_by_time)]
    seen = None
    if cache and reading.opened is not None:
        roots = {each.input.root for each in found}
        inputs = [*_inputs(files | reading.opened, roots, skip)]
        seen = opened.settled(inputs, since=begun) if opened.are_small(inputs) else None
    return Gathering(search=search, found=found, reading=reading, captures=captures, opened=seen)


def _inputs(paths: Iterable[str], roots: Collection[Path], skip: Collection[Path]) -> Iterator[str]:
    """Those of the paths that are inputs, rather than Python's own, a cache's, or the library's."""
    for path in paths:
        place = Path(path)
        if any(map(place.is_relative_to, roots)) and not any(map(place.is_relative_to, skip)):
            yield path


def conclude(gathering: Gathering, editor: Edition, library: Library | None) -> Findings:
    """The threads that were gathered and are wanted, as the editor wants them.

    library: what earlier runs have published; None: nothing, and there is no news. Raises PublishError where the editor
    speaks of what is not there.
    """
    search, captures, reading = gathering.search, gathering.captures, gathering.reading
    collected, faults = _gathered(gathering, library or Library())
    threads, left_out = collected.threads, collected.left_out
    edited = editor.of(threads)
    wanted, unsure = search.selection.of(edited.threads)
    failures = [*reading.failures, *faults, *_nothing_wanted(threads, wanted)]
    absent = [*editor.missing(gathering.found), *_without_threads(captures, collected, search), *answers.told(left_out)]
    notices = [*absent, *edited.notices, *unsure]
    news = None
    known = profiles(wanted, captures, library.profiles if library else ())
    if library is not None:
        library, wanted, news = updated(library, threads, wanted, edited.withdrawn, sightings(captures))
        library = replace(library, profiles=profiles(_published(library), captures, library.profiles))
    return Findings(
        threads=wanted,
        left_out=sum(left_out.values(), LeftOut()),
        imprint=replace(editor.imprint(len(edited.withdrawn)), news=news),
        profiles=known,
        library=library,
        inputs=reading.inputs,
        passed_over=reading.passed_over,
        failures=failures,
        notices=notices,
    )


def _published(library: Library) -> Iterator[Thread]:
    """The threads of a library."""
    return (entry.thread for entry in library.entries)


class Gathered(Struct, frozen=True, kw_only=True):
    """The threads of captures, and what is left out of them."""

    threads: list[Thread]
    """In the order of a book."""
    left_out: dict[str, LeftOut]
    """Threads that begin as an answer to someone else, by the name of their source."""


def gathered(captures: Iterable[Capture], search: Search, library: Library) -> Gathered:
    """The threads of all captures, going on from those in the library.

    What several captures have of a post or a thread is merged, whatever order they come in.
    """
    return _gone_on(_unrolled(captures, search), search, library)


def _unrolled(captures: Iterable[Capture], search: Search) -> tuple[Merged, Unrolled]:
    merged = merge.posts(captures)
    return merged, unroll(
        merged,
        min_posts=search.min_posts,
        branches=search.branches,
        include_private=search.include_private,
        include_answers=search.include_answers,
    )


def _gone_on(unrolled: tuple[Merged, Unrolled], search: Search, library: Library) -> Gathered:
    """The threads, going on from those in the library, in the order of a book."""
    merged, found = unrolled
    threads = continued(found.threads, merged.captures, library, include_private=search.include_private)
    return Gathered(
        threads=ordered(threads, library.slugs, fold_crossposts=search.fold_crossposts),
        left_out=answers.counted(found.answers),
    )


def _gathered(gathering: Gathering, library: Library) -> tuple[Gathered, list[PublishError]]:
    """The threads that were gathered; where a fault of ours prevents that, those that it does not lie in."""
    search = gathering.search
    try:
        return _gone_on(gathering.unrolled, search, library), []
    except Exception:
        sound: list[Capture] = []
        faults: list[PublishError] = []
        for capture in gathering.captures:
            try:
                gathered([capture], search, library)
                sound.append(capture)
            except Exception as fault:
                faults.append(unexpected(fault, capture.source.name))
        if not faults:  # it takes several
            raise
        return gathered(sound, search, library), faults


def _nothing_wanted(found: Sequence[Thread], wanted: Sequence[Thread]) -> Iterator[PublishError]:
    if found and not wanted:
        hint = "Look at them with `publish list`, and ask for other dates, authors, texts or ids."
        yield PublishError(f"none of the {len(found)} threads that were found is wanted", hint=hint)


def _without_threads(captures: list[Capture], collected: Gathered, search: Search) -> Iterator[Notice]:
    """Tell of captures that no thread came of: why, and what there was to say of them, which no thread says then."""
    used = {source.sha256 for thread in collected.threads for source in thread.sources}
    for capture in captures:
        if capture.source.sha256 in used:
            continue
        yield from capture.notices
        private = () if search.include_private else privacy.told(capture)
        yield from private
        if capture.source.name in collected.left_out:
            continue
        if not capture.ordered and not (private and all(map(privacy.is_private, capture.posts))):
            yield Notice(
                message=f"no thread in it: no chain of {search.min_posts} or more posts by its author",
                path=capture.source.name,
                hint="With --min-posts 1, single posts count as threads." if search.min_posts > 1 else "",
            )
