"""The threads in what the user named: read, unrolled, edited, and those chosen that are wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline import sources
from pipeline.collection.edition import Edition
from pipeline.collection.selection import Selection
from pipeline.errors import Notice, PublishError, unexpected
from pipeline.library import Library, sightings, updated
from pipeline.model import Capture, Imprint, Thread
from pipeline.progress import Progress
from pipeline.report import Report
from pipeline.sources import Found
from pipeline.unroll import privacy
from pipeline.unroll.branches import Branches
from pipeline.unroll.grouping import by_time
from pipeline.unroll.unrolling import unroll


class Findings(Struct, frozen=True, kw_only=True):
    """What is found beside the threads themselves."""

    imprint: Imprint
    """What a book of them says beside."""
    library: Library
    """With the threads in it."""


class Search(Struct, frozen=True, kw_only=True):
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


def find(
    paths: Iterable[str],
    editor: Edition,
    search: Search,
    report: Report,
    progress: Progress,
    library: Library | None = None,
    skip: Collection[Path] = (),
) -> Findings:
    """The threads in the paths that are wanted, as the editor wants them, into the report.

    library: what earlier runs have published; None: nothing, and there is no news. skip: files and folders that are
    none of the inputs. Raises PublishError where the editor speaks of what is not there.
    """
    found = [editor.paged(each) for each in sources.find(paths, skip=skip) if not editor.is_own(each.input)]
    report.notices += editor.missing(found)
    known = frozenset(post.id for entry in library.entries for post in entry.thread.posts) if library else frozenset()
    captures = read(found, report, progress, singles=search.min_posts < 2, known=known)
    if search.group_by_time:
        captures = [part for capture in captures for part in by_time(capture, search.group_by_time)]
    threads = unroll(
        captures,
        min_posts=search.min_posts,
        branches=search.branches,
        include_private=search.include_private,
        fold_crossposts=search.fold_crossposts,
        library=library,
    )
    report.notices += _without_threads(captures, threads, search)
    edited = editor.of(threads)
    report.threads, notices = search.selection.of(edited.threads)
    report.notices += [*edited.notices, *notices]
    report.withdrawn = len(edited.withdrawn)
    if threads and not report.threads:
        hint = "Look at them with `publish list`, and ask for other dates, authors, texts or ids."
        report.fail(PublishError(f"none of the {len(threads)} threads that were found is wanted", hint=hint))
    imprint = editor.imprint(len(edited.withdrawn))
    if library is None:
        return Findings(imprint=imprint, library=Library())
    seen = sightings(captures)
    library, report.threads, report.news = updated(library, threads, report.threads, edited.withdrawn, seen)
    return Findings(imprint=replace(imprint, news=report.news), library=library)


def read(
    everything: Sequence[Found], report: Report, progress: Progress, *, singles: bool, known: Set[str]
) -> list[Capture]:
    """The captures in everything that was found.

    singles: read posts that nothing ties to others; they are read, too, where another input may go on from them.
    known: ids of posts that are read all the same, for earlier runs have published them.
    """
    singles = singles or sum(item.reader is not None for item in everything) > 1
    progress.begin("Reading", len(everything))
    captures: list[Capture] = []
    for item in everything:
        try:
            if item.error:
                raise item.error
            if item.reader:
                taken = item.reader.read(replace(item.input, singles=singles, known=known))
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


def _without_threads(captures: list[Capture], threads: list[Thread], search: Search) -> Iterator[Notice]:
    """Tell of what no thread came of: why, and what there was to say of it, which no thread says then."""
    used = {source.sha256 for thread in threads for source in thread.sources}
    for capture in captures:
        if capture.source.sha256 in used:
            continue
        yield from capture.notices
        private = () if search.include_private else privacy.told(capture)
        yield from private
        if not capture.ordered and not (private and all(map(privacy.is_private, capture.posts))):
            yield Notice(
                message=f"no thread in it: no chain of {search.min_posts} or more posts by its author",
                path=capture.source.name,
                hint="With --min-posts 1, single posts count as threads.",
            )
