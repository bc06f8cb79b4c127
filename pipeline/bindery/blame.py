"""Blame: who is named for a task that took more than it may, the thread or a stranger's theme."""

from __future__ import annotations

from functools import partial

from pipeline.bindery import tasks
from pipeline.bindery.store import Job
from pipeline.errors import ThemeError
from pipeline.typeset import theme as themes
from pipeline.typeset.font_family import GivenFont
from pipeline.typeset.theme import Theme
from pipeline.work import Workers
from pipeline.work.outcome import LostError


class Blame:
    """Says who is to blame."""

    def __init__(self, theme: Theme, given: tuple[GivenFont, ...], local: Workers) -> None:
        """given: fonts that are used beside ours. local: workers of this machine."""
        self._theme = theme
        self._given = given
        self._local = local

    def settle(self, error: LostError, job: Job) -> None:
        """Name the thread's file in the error. Raises ThemeError where our theme can do what a stranger's could not."""
        error.path = job.thread.source.name
        if not self._theme.is_ours and self._is_ours_sound(error.stage, job):
            raise ThemeError(
                error.message,
                path=str(self._theme.folders[0]),
                where=f"with {error.path}",
                hint=f"With the theme {themes.DEFAULT} it is made: see what takes so much in its templates and styles.",
            ) from error

    def _is_ours_sound(self, stage: str, job: Job) -> bool:
        """Whether the same comes to an end in our theme. Nothing is kept of that."""
        own = () if stage in ("", tasks.CHAPTER) else (stage,)
        work = partial(tasks.work, themes.load(themes.DEFAULT), self._given, None)
        ((_, result),) = self._local.run(work, [("", tasks.ThreadTask(job=job, own=own))])
        return not isinstance(result, LostError)
