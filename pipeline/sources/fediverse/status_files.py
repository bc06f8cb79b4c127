"""Files of statuses, alone and with their context: their shapes, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from pipeline.errors import PublishError
from pipeline.sources.fediverse.activity_streams import Record, record, records
from pipeline.sources.fediverse.status import is_status, number
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_file import decode

_DEPTH = 2
"""Depth to which objects in objects are looked into: "context.status" is deep enough."""
_SEPARATORS = "._ -"
_CONTEXT = re.compile(rf"[{_SEPARATORS}]context|context[{_SEPARATORS}]")


class Saved:
    """The statuses of an input in their order, each with its place in it."""

    def __init__(self) -> None:
        self.statuses: list[tuple[str, Record]] = []
        self.contexts: list[Record] = []
        self._around = 0

    @property
    def lacks_status(self) -> bool:
        """Whether there is a context, and no status that it is of."""
        return bool(self.contexts) and len(self.statuses) == self._around

    @property
    def lacks_context(self) -> bool:
        """Whether there is one status and nothing else."""
        return not self.contexts and len(self.statuses) == 1

    def take(self, value: Any, root: str, path: str = "") -> None:
        """Take a status, a context, both in one object, or a list of these; anything else is left out.

        root: the place of the value in the input ("line 7", or ""); path: the place in that.
        """
        if isinstance(value, list):
            for index, each in enumerate(value):
                if not isinstance(each, list):
                    self.take(each, root, f"{path}[{index}]")
        elif is_status(value):
            self.statuses.append((": ".join(filter(None, (root, path))), value))
        elif isinstance(value, dict) and path.count(".") < _DEPTH:
            self._take_parts(value, root, f"{path}." if path else "")

    def _take_parts(self, value: Record, root: str, path: str) -> None:
        if is_context(value):
            self.contexts.append(value)
            before = len(self.statuses)
            for key in ("ancestors", "descendants"):
                self.take(records(value.get(key)), root, path + key)
            self._around += len(self.statuses) - before
        for key in ("status", "statuses", "context"):
            if isinstance(value.get(key), (dict, list)):
                self.take(value[key], root, path + key)


def is_context(value: object) -> bool:
    """Whether a value is the context of a status."""
    return isinstance(value, dict) and isinstance(value.get("ancestors"), list) and "descendants" in value


def belongs(status: Record, context: Record) -> bool:
    """Whether a context can be that of a status."""
    if descendants := records(context.get("descendants")):
        own = number(status.get("id"))
        return any(number(each.get("in_reply_to_id")) == own for each in descendants)
    ancestors = records(context.get("ancestors"))
    return not ancestors or number(ancestors[-1].get("id")) == number(status.get("in_reply_to_id"))


class Companion(Struct, frozen=True, kw_only=True):
    """A file that lies beside an input and belongs to it."""

    name: str
    data: bytes
    value: Record


def context_beside(item: Input, status: Record) -> Companion | None:
    """The context of a status, by its name and by what is in it."""
    for found in _beside(item, _contexts_of(item.path)):
        if is_context(found.value) and belongs(status, found.value):
            return found
    return None


def status_beside(item: Input, context: Record) -> Companion | None:
    """The status that a context is of; it in turn finds this context."""
    for found in _beside(item, _statuses_of(item.path)):
        if is_status(found.value) and belongs(found.value, context):
            return found
    return None


def _contexts_of(path: Path) -> list[str]:
    """Names that the context of the status in such a file may have."""
    stem = path.stem
    names = [name for mark in _SEPARATORS for name in (f"{stem}{mark}context", f"context{mark}{stem}")]
    return [name + path.suffix for name in (stem.replace("status", "context"), *names) if name != stem]


def _statuses_of(path: Path) -> list[str]:
    """Names that the status of the context in such a file may have."""
    stem = path.stem
    names = (stem.replace("context", "status"), *(stem.replace(part, "", 1) for part in _CONTEXT.findall(stem)))
    return [name + path.suffix for name in names if name != stem]


def _beside(item: Input, names: list[str]) -> Iterator[Companion]:
    for name in names:
        asset = item.asset(name)
        if not asset or asset.path == item.path:
            continue
        neighbour = Input(path=asset.path, root=item.root, label=name, name=name, lost=item.lost)
        try:
            data = neighbour.read_bytes()
            value = record(decode(data, neighbour))
        except PublishError:  # told when that file is read itself
            continue
        yield Companion(name=name, data=data, value=value)
