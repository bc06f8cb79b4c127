"""The versions of installed packages, read off the names of the folders that pip keeps their metadata in.

`importlib.metadata` opens and parses each file: with its import, 25 ms of every run.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

_METADATA = re.compile(r"([^-]+)-([^-]+)(-py[^-]*)?\.(?:dist|egg)-info")
"""As the packaging standards have it: "markdown_it_py-4.0.0.dist-info"."""


def version(package: str) -> str:
    """The version of a package, by its name as pip shows it; "none" where it is not installed."""
    return _versions().get(_normal(package), "none")


@cache
def _versions() -> dict[str, str]:
    """By normal name; of several installations, the first in the search path, which is the one that is imported."""
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):  # a zip, or not there
            for name in sorted(entry.name for entry in Path(place or ".").iterdir()):
                if match := _METADATA.fullmatch(name):
                    found.setdefault(_normal(match[1]), match[2])
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
