"""Shelving: files put on the shelf with a receipt in the store, and left as they are while the receipt holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.bindery.production import Output
from pipeline.bindery.store import Store
from pipeline.errors import PublishError
from pipeline.model import Bound
from pipeline.shelf import Shelf


class Shelving:
    """The shelf and the store, as one place to put files and to know them again."""

    def __init__(self, shelf: Shelf, store: Store, fail: Callable[[PublishError], None]) -> None:
        """fail: is told of a stranger's file in the way, and of what cannot be written."""
        self._shelf = shelf
        self._store = store
        self._fail = fail
        self._outputs: dict[str, Output] = {}
        """The files of this run that are on the shelf, by name: found there, or made."""

    def holds(self, name: str, receipt: str) -> bool:
        """Whether a file is on the shelf, and still the one that its receipt speaks of."""
        output = self._store.receipt(receipt)
        if not output or output.name != name or not self._shelf.holds(name, output.sha256):
            return False
        self._outputs[name] = output
        return True

    def is_free(self, name: str) -> bool:
        """Whether a file of that name may be made."""
        try:
            self._shelf.check(name)
        except PublishError as error:
            self._fail(error)
            return False
        return True

    def place(self, name: str, bound: Bound, receipt: str) -> None:
        """Put a book on the shelf, and keep its receipt."""
        try:
            self._shelf.place(name, bound.data)
        except PublishError as error:
            self._fail(error)
        else:
            self._outputs[name] = output = Output.of(name, bound)
            self._store.keep_receipt(receipt, output)

    def outputs(self, names: Iterable[str]) -> list[Output]:
        """The files of these names that are there, in the order of the names."""
        return [self._outputs[name] for name in names if name in self._outputs]
