"""Errors and warnings, in words for the person at the keyboard.

A `PublishError` is made where the knowledge is (the reader that found the bad byte, the writer that could not
write) and printed in one place, `command/console.py`. A `Notice` is the same sentence for something that leaves
the thread readable.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct


class PublishError(Exception):
    """One input, theme or output that cannot be used.

    message: what is wrong, one line, no full stop.
    path:    the file as the user named it ("" where no file is to blame).
    where:   the place in it: "line 3", "posts[3].published", "data/tweets.js: item 7", or "".
    hint:    the remedy, one sentence, or "".
    """

    exit_code = 1

    def __init__(self, message: str, *, path: str = "", where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = _encodable(message)
        self.path = _encodable(path)
        self.where = _encodable(where)
        self.hint = _encodable(hint)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.path, self.where, self.message) if part)

    def notice(self, message: str = "") -> Notice:
        """The same as a notice, for where everything else can still be read. message: in the place of the error's."""
        return Notice(message=message or self.message, path=self.path, where=self.where, hint=self.hint)


def _encodable(text: str) -> str:
    """The text without halves of characters, which names in strangers' files may have."""
    return text.encode("utf-8", "replace").decode()


def unexpected(fault: BaseException, path: str, *, alone: bool = True) -> PublishError:
    """An error for a fault of Threadbound itself: told like any other, so that it costs no other file anything.

    path: the file or thread that was at work. alone: whether everything else is published.
    """
    frame = fault.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
    return PublishError(
        f"a fault of Threadbound, not of the file: {type(fault).__name__}: {' '.join(str(fault).split())} ({place})",
        path=path,
        hint="Please report it, with the file if you can." + (" Everything else is published." if alone else ""),
    )


class UsageError(PublishError):
    """The command was called wrongly; the command exits with 2."""

    exit_code = 2


class ThemeError(PublishError):
    """A theme that cannot be used. It would be so for any thread, and so it ends the run."""


class Notice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A warning: something is missing or was repaired, and the thread can still be read."""

    message: str
    """One line, no full stop."""
    path: str = ""
    """The file as the user named it."""
    where: str = ""
    """The place in it, or ""."""
    hint: str = ""
    """The remedy, or ""."""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.path, self.where, self.message) if part)
