"""A format whose reader misbehaves as its input says: each file holds one word."""

from __future__ import annotations

import os
import signal
import time

from pipeline.model import Author, Capture, Post
from pipeline.sources.reading.files import Input


def sniff(item: Input) -> bool:
    """Whether the input is of the format."""
    return item.path.suffix == ".risky"


def read(item: Input) -> list[Capture]:
    """So many posts as the number says, or what the word says."""
    word = item.path.read_text(encoding="utf-8")
    held = []
    if word == "hang":
        time.sleep(1000)
    while word == "glut":
        held.append(bytes(2**26))
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "write":
        item.path.write_text("2", encoding="utf-8")
        word = "1"
    if word == "fault":
        raise ZeroDivisionError(word)
    posts = tuple(Post(text=f"Line {number}.") for number in range(int(word)))
    return [Capture(source=item.source("risky", word), author=Author(handle="eve"), posts=posts)]
