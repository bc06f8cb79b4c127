"""Shelving: files put on the shelf with a receipt in the store, and left as they are while the receipt holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from pipeline.bindery.production import Output
from pipeline.bindery.store import Store
from pipeline.errors import PublishError
from pipeline.model import Bound
from pipeline.shelf import Shelf
from pipeline.work.key import key


class Shelving:
    """The shelf and the store, as one place to put files and to know them again."""

    def __init__(self, shelf: Shelf, store: Store, fail: Callable[[PublishError], None], folder: str = "") -> None:
        """fail: is told of a stranger's file in the way, and of what cannot be written.

        folder: on the shelf, of all files, with a slash; "": the shelf itself.
        """
        self._shelf = shelf
        self._store = store
        self._fail = fail
        self._folder = folder
        self._outputs: dict[str, Output] = {}
        """The files of this run that are on the shelf, by name: found there, or made."""

    def holds(self, name: str, receipt: str) -> bool:
        """Whether a file is on the shelf, and still the one that its receipt speaks of.

        The same file in another such folder is as good: it is put here, too.
        """
        output = self._store.receipt(self._own(receipt))
        if output and output.name == self._folder + name and self._shelf.holds(output.name, output.sha256):
            self._outputs[name] = output
            return True
        return bool(self._folder) and self._is_copied(name, receipt)

    def is_free(self, name: str) -> bool:
        """Whether a file of that name may be made."""
        try:
            self._shelf.check(self._folder + name)
        except PublishError as error:
            self._fail(error)
            return False
        return True

    def place(self, name: str, bound: Bound, receipt: str) -> None:
        """Put a book on the shelf, and keep its receipt."""
        try:
            self._shelf.place(self._folder + name, bound.data)
        except PublishError as error:
            self._fail(error)
        else:
            output = Output.of(self._folder + name, bound)
            self._keep(name, output, receipt)
            if self._folder:
                self._store.keep_receipt(_twin(receipt), output)

    def outputs(self, names: Iterable[str]) -> list[Output]:
        """The files of these names that are there, in the order of the names."""
        return [self._outputs[name] for name in names if name in self._outputs]

    def _own(self, receipt: str) -> str:
        """The key of a receipt in this folder."""
        return key(self._folder, receipt) if self._folder else receipt

    def _keep(self, name: str, output: Output, receipt: str) -> None:
        self._outputs[name] = output
        self._store.keep_receipt(self._own(receipt), output)

    def _is_copied(self, name: str, receipt: str) -> bool:
        """Whether the file was made of the very same in another folder, and is put here now."""
        twin = self._store.receipt(_twin(receipt))
        if not twin or not twin.name.endswith(name) or not self._shelf.holds(twin.name, twin.sha256):
            return False
        try:
            self._shelf.place(self._folder + name, self._shelf.read(twin.name))
        except PublishError:
            return False
        self._keep(name, replace(twin, name=self._folder + name), receipt)
        return True


def _twin(receipt: str) -> str:
    """The key of the receipt of the file that was made of the same in any such folder, and is copied to others."""
    return key("twin", receipt)
