"""The library: a record of what earlier runs published, so that publishing again adds what is new and loses nothing.

    earlier entries ─┐
    threads of a run ┴─ continued ─▶ threads with what only the library has ─ edited, chosen ─ updated ─▶ entries, news

`LibraryFile` loads and saves it, `continuation.continued` and `update.updated` are the two steps above, `identified`
gives books their earlier ids. A post that the newer captures do not have stays in its thread and says so; a thread
keeps its id and the name of its files. A book is a function of the inputs and the library alone: publishing again with
nothing new gives the same bytes.
"""

from __future__ import annotations

from pipeline.library.book_ids import identified
from pipeline.library.file import LibraryFile
from pipeline.library.record import Library

__all__ = ["Library", "LibraryFile", "identified"]
