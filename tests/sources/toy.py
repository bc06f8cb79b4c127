"""A toy format, to show what a format takes: "TOY" on the first line, then a post on each; or a folder of such files."""

from __future__ import annotations

from pathlib import Path

from pipeline.model import Author, Capture, Post
from pipeline.sources.reading.files import Input


def sniff(item: Input) -> bool:
    """Whether the input is a toy."""
    return bool(_files(item)) and all(file.read_bytes().startswith(b"TOY") for file in _files(item))


def owns(folder: Input, name: str) -> bool:
    """Whether a file in a folder of toys is one."""
    return name.endswith(".toy")


def read(item: Input) -> list[Capture]:
    """The one capture in it."""
    lines = [line for file in _files(item) for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    posts = tuple(Post(text=line) for line in lines)
    return [Capture(source=item.source("toy", "70" * 32), author=Author(handle="toy"), posts=posts)]


def _files(item: Input) -> list[Path]:
    return sorted(item.path.glob("*.toy")) if item.path.is_dir() else [item.path]
