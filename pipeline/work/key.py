"""What has a part in the bytes of a book, besides its text."""

from __future__ import annotations

import platform
import re
from importlib import metadata

from pipeline import __version__


def environment() -> tuple[str, ...]:
    """Python, Threadbound and the packages that it stands on, each with its version: "weasyprint 70.0"."""
    names = {re.split(r"[^\w.-]", each)[0] for each in metadata.requires("threadbound") or () if "extra ==" not in each}
    packages = (f"{name} {metadata.version(name)}" for name in sorted(names))
    return f"threadbound {__version__}", f"Python {platform.python_version()}", *packages
