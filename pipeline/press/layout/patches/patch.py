"""Patches: replacements for functions, each guarded by the exact source that it was written for."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import sys
from collections.abc import Callable
from typing import Any

from msgspec import Struct


class Patch(Struct, frozen=True):
    """A replacement for a function or a method."""

    target: str
    """Module and name of the function: "weasyprint.text.line_break:Layout.setup"."""
    leans_on: tuple[str, ...]
    """Other functions whose behaviour the replacement takes for granted."""
    source: str
    """Digest of the modules that all of them lie in, as they were when it was written."""
    make: Callable[[Any], Any]
    """Function that makes the replacement from the original, which it may call."""

    def apply(self) -> str:
        """Put the replacement in place. Returns the reason why that was not done, or ""."""
        try:
            found = digest(self.target, *self.leans_on)
        except (ImportError, AttributeError, OSError, TypeError) as error:
            return f"{self.target} is left as it is: {error}"
        if found != self.source:
            return f"{self.target} is left as it is: its source is not the one that the patch was written for"
        owner, name = _find(self.target)
        original = getattr(owner, name)
        replacement = self.make(original)
        if inspect.isclass(owner):
            setattr(owner, name, replacement)
        else:
            _rebind(owner.__name__.partition(".")[0], original, replacement)
        return ""


def replaces(target: str, *leans_on: str, source: str) -> Callable[[Callable[[Any], Any]], Patch]:
    """A decorator that makes a Patch of the function that makes the replacement."""
    return lambda make: Patch(target, leans_on, source, make)


def digest(*targets: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the modules that hold the functions, each named once.

    Of whole modules: to find the source of one function in them takes longer than most patches are worth in a run.
    Raises ImportError or AttributeError where one is missing, OSError or TypeError where one has no source.
    """
    for target in targets:
        owner, name = _find(target)
        getattr(owner, name)
    modules = dict.fromkeys(target.partition(":")[0] for target in targets)
    sources = [inspect.getsource(importlib.import_module(module)) for module in modules]
    return hashlib.sha256("\n".join(sources).encode()).hexdigest()[:16]


def _find(target: str) -> tuple[Any, str]:
    """The module or class that holds a target, and the target's name in it."""
    module, _, path = target.partition(":")
    *classes, name = path.split(".")
    owner: Any = importlib.import_module(module)
    for each in classes:
        owner = getattr(owner, each)
    return owner, name


def _rebind(package: str, original: Any, replacement: Any) -> None:
    """Replace a function in all modules of a package that have imported it by name."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == package:
            for key, value in list(vars(module).items()):
                if value is original:
                    setattr(module, key, replacement)
