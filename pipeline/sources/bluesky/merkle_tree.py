"""The tree in which a repo keeps its records by their names (Merkle Search Tree).

Only what hangs on the tree is part of the repo: records that were deleted or replaced may still lie in an export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from pipeline.model.limits import MAX_KEY_BYTES
from pipeline.sources.bluesky.car_file import Car


class _Entry(msgspec.Struct, rename={"shared": "p", "rest": "k", "record": "v", "after": "t"}):
    shared: int
    """Number of bytes of the name that are those of the entry before."""
    rest: bytes
    """Rest of the name."""
    record: bytes
    """Address of the record."""
    after: bytes | None = None
    """Address of the node of the names between this one and the next."""


class _Node(msgspec.Struct, rename={"entries": "e", "before": "l"}):
    entries: list[_Entry]
    before: bytes | None = None
    """Address of the node of the names before the first."""


def records(car: Car, root: bytes, lost: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    """The names and addresses of all records, in order. `lost` is told why a part of the tree cannot be walked."""
    seen: set[bytes] = set()
    pending: list[tuple[bytes, bytes]] = [(root, b"")]  # a node, or a record by its name
    while pending:
        cid, name = pending.pop()
        if name:
            yield name.decode("utf-8", "replace"), cid
            continue
        if cid in seen:  # only in a damaged file: no part of a tree hangs on it twice
            continue
        seen.add(cid)
        try:
            pending += reversed(_parts(msgspec.convert(car.value(cid), _Node)))
        except (ValueError, msgspec.ValidationError) as error:
            lost(str(error))


def _parts(node: _Node) -> list[tuple[bytes, bytes]]:
    """The nodes and records of a node in the order of their names; nodes have none here."""
    parts = [(node.before, b"")] if node.before else []
    name = b""
    for entry in node.entries:
        is_sound = 0 <= entry.shared <= len(name)
        name = name[: entry.shared] + entry.rest
        if not (is_sound and 0 < len(name) <= MAX_KEY_BYTES):
            raise ValueError("a name is damaged")
        parts.append((entry.record, name))
        if entry.after:
            parts.append((entry.after, b""))
    return parts
