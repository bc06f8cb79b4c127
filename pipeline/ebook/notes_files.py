"""The files that the notes on threads lie in: as many threads' in each as a reader takes at once."""

from __future__ import annotations

FIRST = "notes.xhtml"
"""Name of the first."""
_MOST = 100
"""Threads whose notes are in a file: readers grow slow with large ones."""
_SHARE = 0.75
"""Share of a file's size that is filled: emoji and languages take more in the file than here."""


class NotesFiles:
    """The names of these files, given out as threads come. The notes on a thread lie in one."""

    def __init__(self, limit: int) -> None:
        """limit: of a file in bytes."""
        self._room = limit * _SHARE
        self._number = 1
        self._threads = self._bytes = 0

    def file(self, notes: str) -> str:
        """Name of the file for the notes on the next thread. notes: their markup."""
        size = len(notes.encode())
        if self._threads == _MOST or (self._threads and self._bytes + size > self._room):
            self._number, self._threads, self._bytes = self._number + 1, 0, 0
        self._threads += 1
        self._bytes += size
        return FIRST if self._number == 1 else f"notes.{self._number}.xhtml"
