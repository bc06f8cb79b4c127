"""The library's file: JSON, without the fields that have their default (no poll, no warning)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.errors import PublishError
from pipeline.library import soundness
from pipeline.library.copies import located, stored
from pipeline.library.record import Library
from pipeline.opening import read_file, real, reason
from pipeline.shelf.scratch import Scratch
from pipeline.shelf.turn import turn

NAME = "library.json"
"""Default name of the file, in an output folder."""
VERSION = 2
"""Version of the format that is written. 1 has what is missing in English sentences alone, and is read as well."""


class _File(Struct, frozen=True, kw_only=True):
    """The top level of the file."""

    threadbound_library: int
    """Version of the format."""
    library: msgspec.Raw
    """The library, not decoded before its version is known to be ours."""


class LibraryFile:
    """A library's file, and the folder of pictures beside it: "library-pictures" beside "library.json"."""

    def __init__(self, path: Path, label: str) -> None:
        """path: absolute. label: the path as the user would type it."""
        self.path = path
        self.pictures = path.with_name(f"{path.stem}-pictures")
        self._label = label
        self._held: Library | None = None
        """Content of the file as loaded, in which assets are names in the folder of pictures; None: there is none."""

    @classmethod
    def named(cls, name: str | None, output: str) -> LibraryFile | None:
        """The library's file as the user asked for it: a path, "" for the output folder's, None for no library."""
        label = name or str(Path(output) / NAME)
        return None if name is None else cls(real(Path(label)), label)

    @property
    def places(self) -> tuple[Path, Path]:
        """Paths of the file and of its folder of pictures, neither of which is an input."""
        return self.path, self.pictures

    @contextmanager
    def turn(self, wait: Callable[[str], None]) -> Iterator[None]:
        """A scope from `load` to `save` in which no other run is in its own, or its news would be lost.

        wait: is told so, once, where another run is at it. Raises PublishError where its folder cannot be made.
        """
        with ExitStack() as stack:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                stack.enter_context(turn(self.path.parent, lambda: wait(f"Waiting for another run with {self._label}")))
            except OSError as error:
                raise self._unwritable(error) from error
            yield

    def load(self) -> Library:
        """The library; Library() where there is no file. Raises PublishError where the file cannot be read."""
        try:
            data = read_file(self.path)
        except FileNotFoundError:
            return Library()
        except OSError as error:
            raise self._error(f"cannot be read: {reason(error)}") from error
        try:
            file = msgspec.json.decode(data, type=_File)
            if file.threadbound_library not in range(1, VERSION + 1):
                raise self._error(f"a library of format {file.threadbound_library}, where {VERSION} is known")
            held = msgspec.json.decode(file.library, type=Library, dec_hook=lambda _, value: Path(value))
            soundness.check(held)
            library = located(held, self.pictures)
        except (msgspec.MsgspecError, ValueError, TypeError, OverflowError, RecursionError) as error:
            message, _, where = str(error).partition(" - at ")
            raise self._error(f"not a library: {message}", where.strip("`")) from error
        self._held = held
        return library

    def save(self, library: Library, scratch: Scratch | None = None) -> None:
        """Write the library and its pictures: the file whole or not at all, and only where it has changed since `load`.

        scratch: on the same disk; None: one of its own. Raises PublishError where they cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with nullcontext(scratch) if scratch else closing(Scratch(self.pictures / ".scratch")) as place:
                plain = stored(library, self.pictures, place)
                if plain != self._held:
                    facts = {"threadbound_library": VERSION, "library": plain}
                    data = msgspec.json.encode(facts, enc_hook=Path.as_posix)
                    place.write(self.path, msgspec.json.format(data, indent=1) + b"\n")
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> PublishError:
        hint = "Name a file that you may write with --library, or publish with --no-library."
        return PublishError(f"cannot be written: {reason(error)}", path=self._label, hint=hint)

    def _error(self, message: str, where: str = "") -> PublishError:
        hint = "Put back a copy of it, or move it away to begin a new library. With --no-library there is none."
        return PublishError(message, path=self._label, where=where, hint=hint)
