"""WeasyPrint's declarations of C functions, parsed beforehand.

WeasyPrint has 450 lines of C read by a parser in Python whenever it is imported, and more for every array of a new
length: a quarter of a second at the start, and a fifteenth of the time of each thread. cffi can have the same
declarations as a table, which it takes in at once; `c_table.py` is that table, made by
`python -m pipeline.press.layout.patches.make_c_table`. (Worth offering to WeasyPrint.)
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cffi
from _cffi_backend import FFI

MODULE = "weasyprint.text.ffi"
SOURCE = "530e83118f7841d2"
"""The first 16 hexadecimal digits of the SHA-256 of that module's source, when the table was made."""


class TableFFI(FFI):
    """A cffi.FFI with its declarations from a table."""

    def cdef(self, source: str) -> None:
        """Do nothing: the table has the declarations."""


@contextmanager
def ready() -> Iterator[None]:
    """A context to import WeasyPrint in: it gets the table, if that was made from its own source."""
    if unfit():
        yield
        return
    from pipeline.press.layout.patches.c_table import ffi

    original: Any = cffi.FFI
    cffi.FFI = lambda *arguments, **options: (
        ffi if sys._getframe(1).f_globals["__name__"] == MODULE else original(*arguments, **options)
    )
    try:
        yield
    finally:
        cffi.FFI = original


@cache
def unfit() -> str:
    """The reason why the table cannot be used here, or ""."""
    if digest() != SOURCE:
        return f"{MODULE} is left as it is: its source is not the one that the table was made from"
    try:
        import_module("pipeline.press.layout.patches.c_table")
    except ImportError as error:
        return f"{MODULE} is left as it is: {error}"  # an older cffi knows other tables
    return ""


def digest() -> str:
    """Digest, as in SOURCE, of the module that is installed."""
    return hashlib.sha256(source().encode()).hexdigest()[:16]


def source() -> str:
    """Source of the module that is installed; "" where there is none."""
    spec = find_spec("weasyprint")
    folders = (spec.submodule_search_locations if spec else None) or ()
    files = [Path(folder) / "text" / "ffi.py" for folder in folders]
    return "".join(file.read_text("utf-8") for file in files if file.is_file())
