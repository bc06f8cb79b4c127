"""The reader of a format: a row of the table of formats, and the module that does the work.

The module has two functions, a third where a folder as a whole may be of the format, and a list:

    sniff(item: Input) -> bool             whether the input is of this format, told from its content; never raises
    read(item: Input) -> list[Capture]     the captures in it; raises PublishError, and nothing else, whatever the bytes
    owns(folder: Input, name: str) -> bool whether a file below such a folder is a part of it, or all of a folder "…/"
    UNREAD: dict[str, str]                 fields with words that are left unread, each with the reason

A key of `UNREAD` is a pattern, as of file names, of "field: value": a field is named by its keys joined by dots, or by
its elements with their classes joined by ">"; in plain text and Markdown each line is "line". Whatever else has five
words reaches a capture: a test holds each reader to that, on all of its golden inputs.
"""

from __future__ import annotations

import os
import re
from enum import IntEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pipeline.sources.reading.cleaning import cleaned
from pipeline.sources.reading.limiting import limited

if TYPE_CHECKING:
    from pipeline.model import Capture
    from pipeline.sources.reading.files import Input


class Standing(IntEnum):
    """The rank of a format among several that have the same post, the most trusted first."""

    BY_HAND = 0
    """Written or corrected by a person."""
    OWN_DATA = 1
    """The author's own archive: all that they have posted."""
    ANSWER = 2
    """The network's own answers to programs."""
    PROGRAM = 3
    """Records that a program made of such answers."""
    PAGE = 4
    """Pages for readers."""
    LOSSY_PAGE = 5
    """Pages that lost most of what they were."""


class Reader(Struct, frozen=True, kw_only=True):
    """A row of the table: a format that can be read."""

    name: str
    """As in the report: "thread-reader-text"."""
    title: str
    """For people: "Thread Reader page saved as text"."""
    module: str
    """The module that sniffs and reads, relative to `pipeline.sources` where it begins with a dot."""
    standing: Standing
    """Among several captures of a post."""
    endings: tuple[str, ...] = ()
    """The endings of file names that say that a file was meant to be read: ".txt"."""
    beginnings: tuple[bytes, ...] = ()
    """Patterns of the first bytes of its files; none: they may begin with anything."""
    plain: bool = False
    """A record of its own for each thing, without markup: to read it takes time by its size alone."""
    claims_folders: bool = False
    """A folder as a whole may be of this format; it claims what its module `owns`, and no other file."""
    marks: tuple[str, ...] = ()
    """Paths of files, one of which such a folder has; none: it may have anything."""

    @property
    def _module(self) -> Any:
        """Imported when it is first asked for: most runs have inputs of one kind."""
        return import_module(self.module, "pipeline.sources")

    def sniff(self, item: Input) -> bool:
        """Whether the input is of this format, told from its content (`Input.head`, member names); never raises."""
        return self._may_know(item) and bool(self._module.sniff(item))

    def _may_know(self, item: Input) -> bool:
        """Whether the module need be asked."""
        if self.claims_folders and not item.head:  # perhaps a folder, which has no beginning
            return not self.marks or any(os.path.lexists(item.path / mark) for mark in self.marks)
        if not self.beginnings:
            return True
        return any(re.match(beginning, item.head) for beginning in self.beginnings)

    def owns(self, folder: Input, name: str) -> bool:
        """Whether a file below a folder of this format is a part of it, or all of a folder, whose name ends in "/"."""
        own: bool = self._module.owns(folder, name)
        return own

    def read(self, item: Input) -> list[Capture]:
        """The captures in an input, cleaned, with texts within the limits. Raises PublishError, and nothing else,
        whatever the bytes."""
        captures: list[Capture] = self._module.read(item)
        lost = [sum(item.lost)] + [0] * len(captures)
        return [cleaned(limited(capture), half) for capture, half in zip(captures, lost, strict=False)]
