"""Python's garbage collector, switched off while a document is made.

A document's boxes live until it is done: to look through them again and again takes a fifteenth of the time, and finds
nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def settle() -> None:
    """Exempt all that is there now, such as modules, from collection: processes forked later go on sharing it."""
    gc.collect()
    gc.freeze()


@contextmanager
def resting() -> Iterator[None]:
    """A context in which nothing is collected; everything is at its end."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
            gc.collect()
