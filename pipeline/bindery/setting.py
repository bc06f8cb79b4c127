"""The setting of chapters, in a worker: each is kept as soon as it is set, so that nothing after it can cost it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.bindery import writers
from pipeline.bindery.store import Job, Store
from pipeline.errors import PublishError, ThemeError, unexpected
from pipeline.model import Author, Chapter, Post, Source, Thread
from pipeline.typeset import fonts, theme
from pipeline.typeset.font_family import GivenFont
from pipeline.typeset.links import Links
from pipeline.typeset.theme import Theme

_MATTER = [name for name in Chapter.__struct_fields__ if name != "thread"]
"""The fields of a chapter beside its thread, which need not come back from a worker."""


_SAMPLE = Thread(
    id="",
    slug="",
    title="",
    author=Author(name=""),
    posts=(Post(text="A sample, 🧱."),),
    source=Source(name="", format="", sha256=""),
)


_ready: list[Theme] = []
"""The themes that all is loaded for."""


def prepare(look: Theme, formats: Sequence[str]) -> None:
    """Load what a worker of this machine needs that sets chapters and makes books of them.

    A sample of our own is set, so that processes that are forked have it all; in a theme of ours, for a stranger's
    works under limits alone.
    """
    writers.prepare(formats)
    if not any(look is each for each in _ready):
        from pipeline.typeset import chapter

        ours = look if look.is_ours else theme.load(theme.DEFAULT)
        chapter.typeset(_SAMPLE, writers.view_of_chapters(ours), Links())
        _ready.append(look)


def set_chapter(look: Theme, store: Store | None, job: Job) -> Chapter:
    """The thread's chapter, set and kept; store None: nowhere. Raises ThemeError."""
    from pipeline.typeset import chapter  # here: where nothing has changed, no chapter is set

    made = chapter.typeset(job.thread, writers.view_of_chapters(look), job.links, job.portrait)
    if store:
        store.keep_chapter(job, made)
    return made


def set_share(
    look: Theme, given: tuple[GivenFont, ...], store: Store, jobs: Sequence[Job], share: range
) -> list[dict[str, Any] | PublishError | None]:
    """For some of the chapters None, where it is kept now; its other fields, where it cannot be; or what hinders it.

    Raises ThemeError. share: of the jobs.
    """
    fonts.use(given, look.face)
    results: list[dict[str, Any] | PublishError | None] = []
    for job in jobs[share.start : share.stop]:
        try:
            made = set_chapter(look, store, job)
        except (ThemeError, MemoryError):
            raise
        except Exception as fault:
            results.append(unexpected(fault, job.thread.source.name))
        else:
            matter = None if store.has_chapter(job) else {name: getattr(made, name) for name in _MATTER}
            results.append(matter)
    return results
