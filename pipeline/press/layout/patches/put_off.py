"""Imports put off: what WeasyPrint loads to cut fonts down is loaded when it is asked for, and the press never asks.

That is a third of the time that WeasyPrint takes to be imported.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from pipeline import startup
from pipeline.press.layout.patches import VERSION

_FUNCTIONS_OF = ("fontTools.subset", "fontTools.varLib.instancer")
"""Modules of which WeasyPrint takes nothing but what it calls."""


class _StandIn(ModuleType):
    """Has everything that a module has which can be called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments, **options: getattr(import_module(self.__name__), name)(*arguments, **options)


@contextmanager
def put_off() -> Iterator[None]:
    """While the WeasyPrint that we know is imported: it is given stand-ins for modules that nobody has loaded yet."""
    known = startup.version("weasyprint") == VERSION
    absent = [name for name in _FUNCTIONS_OF if known and name not in sys.modules]
    sys.modules.update({name: _StandIn(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
