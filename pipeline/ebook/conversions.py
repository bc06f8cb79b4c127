"""Conversions of pictures, drawings and covers, kept in the cache of a run: a thread's own book and all others share
them.

The same conversion is wanted for each e-reader whose rules ask for it, and by each process that binds a book.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pipeline.model import Picture
from pipeline.work.cache import Cache
from pipeline.work.environment import environment
from pipeline.work.key import key
from pipeline.work.pack import pack, unpack


class Conversions:
    """The conversions that were made, by all that shaped them."""

    def __init__(self, kept: Cache | None = None) -> None:
        """kept: where they are kept; None: nowhere, and each is made anew."""
        self._kept = kept

    def made(self, facts: tuple[Any, ...], make: Callable[[], Picture]) -> Picture:
        """The picture that comes of these facts, made where it is not kept."""
        if not self._kept:
            return make()
        name = key("conversion", _environment(), facts)
        data = self._kept.get(name)
        found = None if data is None else unpack(data, Picture)
        if found is None:
            found = make()
            self._kept.put(name, pack(found))
        return found


@cache
def _environment() -> str:
    """The key of this process's environment, which takes longer to tell than most conversions."""
    return key(*environment())
