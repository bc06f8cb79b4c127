"""What the tests have workers do: it must be importable where they run."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from pipeline.errors import PublishError
from pipeline.model import Book
from pipeline.press.layout import engine
from pipeline.typeset.theme import Theme
from tests.press.conftest import bind


def nothing() -> None:
    """Prepare for nothing."""


def refuse() -> None:
    """Prepare in vain."""
    raise PublishError("PDFs need the Pango library", hint="Install it.")


def square(number: int) -> int:
    """The square of a number, after a moment."""
    time.sleep(0.05)
    return number * number


def hang(_: object) -> None:
    """Never be done."""
    time.sleep(1000)


def kill_child(counter: str) -> None:
    """Take the process down, and note that down before."""
    with Path(counter).open("a", encoding="ascii") as file:
        file.write("x")
    os.kill(os.getpid(), signal.SIGKILL)


def kill_worker(number: int) -> int:
    """Take the Dask worker down with number 3."""
    if number == 3:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(1000)
    return square(number)


def eat(_: object) -> None:
    """Want more memory than there may be."""
    bytearray(1 << 40)


def stumble(number: int) -> int:
    """Raise."""
    raise ValueError(f"no {number}")


def processes(_: object) -> tuple[int, int]:
    """The process that does it, and the Dask worker that it belongs to."""
    return os.getpid(), os.getppid()


def show_and_hang(path: str) -> None:
    """Write down which process hangs, and hang; without a path, be done."""
    if not path:
        return
    Path(path).write_text(str(os.getpid()), encoding="ascii")
    hang(None)


def load() -> None:
    """Load WeasyPrint."""
    engine.load()


def print_book(theme: Theme, book: Book) -> bytes:
    """The PDF of a book."""
    return bind(book, theme=theme).data


def heed_ctrl_c() -> None:
    """Before a program begins: Ctrl-C is for it, though the tests may run where it is ignored, as in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
