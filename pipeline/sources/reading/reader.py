"""What a reader is: a name, a test of whether an input is its kind, and the reading of it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from pipeline.model import Capture
from pipeline.sources.reading.files import Input


class Reader(Struct, frozen=True, kw_only=True):
    """One input format."""

    name: str
    """As in the report: "thread-reader-text"."""
    title: str
    """For people: "Thread Reader page saved as text"."""
    sniff: Callable[[Input], bool]
    """Whether the input is of this format, from its content (`Input.head`, member names); never raises."""
    read: Callable[[Input], list[Capture]]
    """The captures in it. Raises PublishError, and nothing else, whatever the bytes."""
