"""A bare Typst template that reads thread.json: no HTML, and no structure recognised in the text of a post."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks import rivals
from benchmarks.rivals import typst_command

TEMPLATE = Path(__file__).with_name("thread.typ")


def documents(order: rivals.Order) -> Iterator[tuple[str, Path]]:
    """The files of each document, as JSON, and the target."""
    every = sorted(path.name for path in (order.place / "corpus").glob("*.json"))
    for record, target in order.documents("corpus", ".json"):
        yield json.dumps(every if record.stem == rivals.BOOK else [record.name]), target


def main() -> None:
    """Compile the threads, each in a process of its own, as a shell would."""
    order = rivals.order()
    for files, target in documents(order):
        typst_command.run(TEMPLATE.read_bytes(), order.place / "corpus", target, files)


if __name__ == "__main__":
    main()
