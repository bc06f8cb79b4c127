"""The shelf: the output folder, in which files appear whole or not at all, and nothing of the user's is overwritten.

A file is written beside its target and moved into place. What was made here is remembered by its SHA-256 before it
appears (in `.threadbound/made`), so that a later run may replace its own work and nothing else. The door: `Shelf`.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath

from pipeline.errors import PublishError
from pipeline.opening import open_file, open_own, read_file, reason
from pipeline.shelf.scratch import Scratch
from pipeline.shelf.turn import turn

_STATE = ".threadbound"
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND


class Shelf:
    """A folder that outputs are put on. To be closed when a run ends."""

    def __init__(self, folder: Path, label: str) -> None:
        """Make the folder where it is missing.

        label: the folder as the user named it. Raises PublishError where it cannot be made or written to.
        """
        self.folder = folder
        self.label = label
        self.scratch = Scratch(folder / _STATE)
        """Scratch folder on the same disk, for files before they are moved into place."""
        try:
            self.scratch.open()
            with tempfile.TemporaryFile(dir=folder / _STATE):
                pass
            self._made = self._remembered()
        except OSError as error:
            raise self._unwritable(folder, error) from error

    @property
    def _journal(self) -> Path:
        return self.folder / _STATE / "made"

    @contextmanager
    def turn(self, wait: Callable[[str], None]) -> Iterator[None]:
        """A scope in which no other run works in the folder. wait: is told so, once, where another one does."""
        with ExitStack() as stack:
            try:
                stack.enter_context(
                    turn(self.folder / _STATE, lambda: wait(f"Waiting for another run in {self.label}"))
                )
                self._made = self._remembered()
            except OSError as error:
                raise self._unwritable(self.folder, error) from error
            yield

    @contextmanager
    def room(self) -> Iterator[Path]:
        """A folder for what this run keeps to itself, gone afterwards. Raises PublishError where it cannot be made."""
        with ExitStack() as stack:
            try:
                folder = stack.enter_context(self.scratch.room())
            except OSError as error:
                raise self._unwritable(self.folder, error) from error
            yield folder

    def check(self, name: str) -> None:
        """Raise PublishError where a file of that name is there and was not made here, or is where a folder of its path
        belongs."""
        target = self.folder / name
        for place in (self.folder / above for above in PurePath(name).parents):
            if os.path.lexists(place) and not place.is_dir():
                message = "is in the way: a folder of that name is to be made"
                path = self.path(str(place.relative_to(self.folder)))
                raise PublishError(message, path=path, hint="Move it away.")
        if target.is_dir():
            raise PublishError("a folder of that name is in the way", path=self.path(name), hint="Move it away.")
        try:
            is_strange = os.path.lexists(target) and _sha256(target) not in self._made
        except OSError as error:
            message = f"is in the way: {reason(error)}"
            raise PublishError(message, path=self.path(name), hint="Move it away.") from error
        if is_strange:
            raise PublishError(
                "was not made by publish, or has been changed since, and is not overwritten",
                path=self.path(name),
                hint="Move it away, or choose another folder with -o.",
            )

    def holds(self, name: str, sha256: str) -> bool:
        """Whether a file of that name is there and has this SHA-256 (hex)."""
        target = self.folder / name
        return target.is_file() and _sha256(target) == sha256

    def read(self, name: str) -> bytes:
        """The bytes of a file that was put there. Raises PublishError where it cannot be read."""
        try:
            return read_file(self.folder / name)
        except OSError as error:
            raise self._unwritable(self.folder / name, error) from error

    def place(self, name: str, data: bytes) -> Path:
        """Put a file on the shelf; returns its path. One that is there already with these bytes is not written again.

        Raises PublishError where it cannot be written, or would overwrite one that was not made here.
        """
        self.check(name)
        target = self.folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            digest = hashlib.sha256(data).hexdigest()
            self._remember(digest)
            if not self.holds(name, digest):
                self.scratch.write(target, data)
        except OSError as error:
            raise self._unwritable(target, error) from error
        return target

    def remove(self, name: str) -> None:
        """Take away a file that is wanted no more. Raises PublishError where it was not made here, or cannot be."""
        target = self.folder / name
        try:
            self.check(name)
            target.unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(target, error) from error

    def close(self) -> None:
        """Release the folder for other runs. To be called once."""
        self.scratch.close()

    def path(self, name: str) -> str:
        """Path of the file of that name, as the user would type it."""
        return str(Path(self.label) / name)

    def _remembered(self) -> set[str]:
        """The digests in the journal; what is none of them, after a full disk or other damage, stands for nothing."""
        try:
            return set(read_file(self._journal).decode("ascii", "replace").split())
        except FileNotFoundError:
            return set()

    def _remember(self, digest: str) -> None:
        if digest not in self._made:
            with os.fdopen(open_own(self._journal, _APPEND), "a", encoding="ascii") as journal:
                journal.write(f"\n{digest}\n")  # on a full disk, the line before may have no end
            self._made.add(digest)

    def _unwritable(self, path: Path, error: OSError) -> PublishError:
        own = Path(error.filename or path)
        if own.is_relative_to(self.folder) and os.path.lexists(own):  # what is in the way
            path = own
        name = path.relative_to(self.folder).as_posix() if path != self.folder else ""
        return PublishError(
            f"cannot be written: {reason(error)}",
            path=self.path(name) if name else self.label,
            hint="Choose a folder that you may write to with -o, or make room on the disk.",
        )


def _sha256(path: Path) -> str:
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
