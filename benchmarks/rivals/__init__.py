"""Other tools at the same work, each as a program: `python -m benchmarks.rivals.NAME PLACE OUT SUFFIX WHAT`.

PLACE holds `corpus` (thread.json files) and `pages` (see `benchmarks.pages`), OUT takes what is made, SUFFIX is ".pdf"
or ".epub", WHAT is "all", "book" or "threads". They import nothing of Threadbound: they shall not wait for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BOOK = "book"


@dataclass(frozen=True, slots=True)
class Order:
    """What a rival is told to make."""

    place: Path
    out: Path
    suffix: str
    what: str

    def documents(self, folder: str, suffix: str) -> Iterator[tuple[Path, Path]]:
        """Each file to start from, in a folder of the place, and the file to make of it; the book last."""
        found = sorted(path for path in (self.place / folder).glob(f"*{suffix}") if path.stem != BOOK)
        if self.what != "book":
            (self.out / "threads").mkdir(parents=True, exist_ok=True)
            yield from ((path, self.out / "threads" / f"{path.stem}{self.suffix}") for path in found)
        if self.what != "threads":
            yield self.place / folder / f"{BOOK}{suffix}", self.out / f"{BOOK}{self.suffix}"


def order() -> Order:
    """The order that the command line gives."""
    place, out, suffix, what = sys.argv[1:]
    Path(out).mkdir(parents=True, exist_ok=True)
    return Order(Path(place).resolve(), Path(out).resolve(), suffix, what)
