"""Surroundings of an input: the names of all files that a reader may ask for."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from pipeline.work.key import key

MOST_NAMES = 10_000
"""Files, beyond which nothing is kept: to list them all would take longer than to read an input among them."""


def names(folder: Path, skip: Collection[Path]) -> str:
    """A digest of the names of all files below a folder, and of where links lead; "" where that is too much to tell.

    skip: files and folders that no reader looks at: a run's own output.
    """
    found: list[tuple[str, str]] = []
    pending = [str(folder)]
    own = {str(path) for path in skip}
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.path in own:
                        continue
                    is_folder = entry.is_dir(follow_symlinks=False)
                    leads = os.path.realpath(entry.path) if entry.is_symlink() else ""
                    found.append((entry.path, f"{is_folder:d}{entry.is_file():d}{leads}"))
                    pending += [entry.path] if is_folder else []
        except OSError:
            return ""
        if len(found) > MOST_NAMES:
            return ""
    return key(sorted(found))
