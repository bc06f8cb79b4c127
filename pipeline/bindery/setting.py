"""The setting of chapters, in a worker: each is kept as soon as it is set, so that nothing after it can cost it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.bindery.store import Job, Store
from pipeline.errors import PublishError, ThemeError, unexpected
from pipeline.model import Chapter
from pipeline.typeset import fonts
from pipeline.typeset.font_family import GivenFont
from pipeline.typeset.theme import Theme

_MATTER = [name for name in Chapter.__struct_fields__ if name != "thread"]
"""The fields of a chapter beside its thread, which need not come back from a worker."""


def set_chapter(theme: Theme, store: Store | None, job: Job) -> Chapter:
    """The thread's chapter, set and kept; store None: nowhere. Raises ThemeError."""
    from pipeline.typeset import chapter  # here: where nothing has changed, no chapter is set

    made = chapter.typeset(job.thread, theme, job.links)
    if store:
        store.keep_chapter(job, made)
    return made


def set_share(
    theme: Theme, given: tuple[GivenFont, ...], store: Store, jobs: Sequence[Job]
) -> list[dict[str, Any] | PublishError]:
    """The other fields of each of the chapters, or what hinders it. Raises ThemeError."""
    fonts.use(given)
    results: list[dict[str, Any] | PublishError] = []
    for job in jobs:
        try:
            made = set_chapter(theme, store, job)
        except (ThemeError, MemoryError):
            raise
        except Exception as fault:
            results.append(unexpected(fault, job.thread.source.name))
        else:
            results.append({name: getattr(made, name) for name in _MATTER})
    return results
