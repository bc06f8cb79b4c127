"""The search: the threads in the inputs that the user named, read, unrolled, edited and chosen."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.collection.edition import Edition
from pipeline.collection.order import ordered
from pipeline.collection.reading import ReadInput, read
from pipeline.collection.selection import Selection
from pipeline.errors import Notice, PublishError, unexpected
from pipeline.library import Library, continued, sightings, updated
from pipeline.model import Capture, Imprint, Thread
from pipeline.progress import Progress
from pipeline.sources import discovery
from pipeline.unroll import answers, merge, privacy
from pipeline.unroll.answers import LeftOut
from pipeline.unroll.branches import Branches
from pipeline.unroll.grouping import by_time
from pipeline.unroll.unrolling import unroll
from pipeline.work.cache import Cache


class Search(Struct, frozen=True, kw_only=True):
    """The user's choice of threads."""

    min_posts: int = 2
    """The shortest reply chain of an archive that counts as a thread."""
    branches: Branches = "inline"
    """The place of answers beside a thread's main line: asides in it, threads of their own, or none."""
    include_private: bool = False
    """Read what was for followers or single readers, too."""
    include_answers: bool = False
    """Read threads that begin as an answer to someone else, too."""
    fold_crossposts: bool = False
    """Keep one of the threads that their author posted on several networks."""
    group_by_time: int | None = None
    """Minutes within which posts follow each other that make a thread, where the source does not say; None: none do."""
    selection: Selection = field(default_factory=Selection)
    """Of those that were found."""


class Findings(Struct, frozen=True, kw_only=True):
    """The result of a search: threads, and what there is to say of them and of the inputs."""

    threads: list[Thread]
    """Those that are wanted, in the order of a book."""
    left_out: LeftOut
    """Threads that begin as an answer to someone else, and were not asked for."""
    imprint: Imprint
    """The imprint of a book of them, with news and the number of withdrawn threads."""
    library: Library | None
    """With the threads in it; None: nothing is remembered."""
    inputs: list[ReadInput]
    passed_over: list[str]
    failures: list[PublishError]
    notices: list[Notice]
    """Beside those of the threads themselves."""


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
    """The threads in the paths that are wanted, as the editor wants them.

    library: what earlier runs have published; None: nothing, and there is no news. skip: files and folders that are
    none of the inputs. workers: how many inputs are read at once. cache: where captures are kept between runs; None:
    nowhere. Raises PublishError where the editor speaks of what is not there.
    """
    found = [editor.paged(each) for each in discovery.find(paths, skip=skip) if not editor.is_own(each.input)]
    known = library.post_ids if library else frozenset()
    singles = search.min_posts < 2
    reading = read(found, progress, singles=singles, known=known, workers=workers, cache=cache, skip=skip)
    captures = reading.captures
    if search.group_by_time:
        captures = [part for capture in captures for part in by_time(capture, search.group_by_time)]
    collected, faults = _gathered(captures, search, library or Library())
    threads, left_out = collected.threads, collected.left_out
    edited = editor.of(threads)
    wanted, unsure = search.selection.of(edited.threads)
    failures = [*reading.failures, *faults, *_nothing_wanted(threads, wanted)]
    absent = [*editor.missing(found), *_without_threads(captures, collected, search), *answers.told(left_out)]
    notices = [*absent, *edited.notices, *unsure]
    news = None
    if library is not None:
        library, wanted, news = updated(library, threads, wanted, edited.withdrawn, sightings(captures))
    return Findings(
        threads=wanted,
        left_out=sum(left_out.values(), LeftOut()),
        imprint=replace(editor.imprint(len(edited.withdrawn)), news=news),
        library=library,
        inputs=reading.inputs,
        passed_over=reading.passed_over,
        failures=failures,
        notices=notices,
    )


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
    merged = merge.posts(captures)
    private = search.include_private
    found = unroll(
        merged,
        min_posts=search.min_posts,
        branches=search.branches,
        include_private=private,
        include_answers=search.include_answers,
    )
    threads = continued(found.threads, merged.captures, library, include_private=private)
    return Gathered(
        threads=ordered(threads, library.slugs, fold_crossposts=search.fold_crossposts),
        left_out=answers.counted(found.answers),
    )


def _gathered(captures: Sequence[Capture], search: Search, library: Library) -> tuple[Gathered, list[PublishError]]:
    """The threads of the captures; where a fault of ours prevents that, of those that it does not lie in."""
    try:
        return gathered(captures, search, library), []
    except Exception:
        sound: list[Capture] = []
        faults: list[PublishError] = []
        for capture in captures:
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
