"""Rejects: posts that cannot be read among many that can. They cost the others nothing, and are told of once."""

from __future__ import annotations

from collections.abc import Sized

from pipeline.errors import Notice, PublishError


class Rejects:
    """The posts left out of one input: the first one's error, and their number."""

    def __init__(self) -> None:
        self._first: PublishError | None = None
        self._count = 0

    def add(self, error: PublishError) -> None:
        """Leave out the post that the error tells of."""
        self._first = self._first or error
        self._count += 1

    def notices(self, kept: Sized) -> tuple[Notice, ...]:
        """A notice that tells of the first and counts the others. Raises the first error where no post was kept."""
        if self._first is None:
            return ()
        if not kept:
            raise self._first
        others = self._count - 1
        more = f", and so are {others} others" if others > 1 else ", and so is one other" if others else ""
        return (self._first.notice(f"a post is left out{more}: {self._first.message}"),)
