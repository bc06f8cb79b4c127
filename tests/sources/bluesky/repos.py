"""Bluesky repos for tests: records put into a tree and a CAR file as a server would."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

import libipld

Blocks = dict[bytes, bytes]
"""Contents by address."""


def add(blocks: Blocks, value: Any) -> bytes:
    """Put a value among the blocks; its address."""
    data = libipld.encode_dag_cbor(value)
    cid = b"\x01\x71\x12\x20" + hashlib.sha256(data).digest()
    blocks[cid] = data
    return cid


def repo(did: str, records: dict[str, Any], stale: Sequence[Any] = (), revision: str = "3ktestrevision") -> bytes:
    """The export of a repo. stale: records that lie in it and do not hang on its tree."""
    blocks: Blocks = {}
    names = {name: add(blocks, _linked(record)) for name, record in records.items()}
    for record in stale:
        add(blocks, _linked(record))
    tree = _node(blocks, sorted(names.items()), max(map(_layer, names), default=0))
    return car([commit(blocks, did, tree, revision)], blocks)


def repo_file(path: Path) -> bytes:
    """The export of a repo that is written down as JSON, of the arguments of `repo`."""
    return repo(**json.loads(path.read_text(encoding="utf-8")))


def commit(blocks: Blocks, did: str, tree: bytes, revision: str = "3ktestrevision") -> bytes:
    """Put a repo's root among the blocks; its address."""
    fields = {"did": did, "version": 3, "data": tree, "rev": revision, "prev": None, "sig": b"\0" * 64}
    return add(blocks, fields)


def car(roots: list[bytes], blocks: Blocks) -> bytes:
    """A CAR file of the blocks."""
    header = libipld.encode_dag_cbor({"roots": roots, "version": 1})
    parts = [number(len(header)), header]
    for cid, data in blocks.items():
        parts += [number(len(cid) + len(data)), cid, data]
    return b"".join(parts)


def number(value: int) -> bytes:
    """A number of seven bits a byte."""
    low = bytes([value & 0x7F | (0x80 if value > 0x7F else 0)])
    return low + number(value >> 7) if value > 0x7F else low


def _layer(name: str) -> int:
    """How high in the tree a name stands: two zero bits at the start of its hash are one layer."""
    bits = f"{int.from_bytes(hashlib.sha256(name.encode()).digest()):0256b}"
    return (len(bits) - len(bits.lstrip("0"))) // 2


def _node(blocks: Blocks, names: list[tuple[str, bytes]], layer: int) -> bytes:
    below: list[list[tuple[str, bytes]]] = [[]]
    here: list[tuple[str, bytes]] = []
    for name, cid in names:
        if _layer(name) == layer:
            here.append((name, cid))
            below.append([])
        else:
            below[-1].append((name, cid))
    trees = [_node(blocks, part, layer - 1) if part else None for part in below]
    entries, before = [], ""
    for (name, cid), tree in zip(here, trees[1:], strict=True):
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, name, strict=False)))
        entries.append({"p": shared, "k": name[shared:].encode(), "v": cid, "t": tree})
        before = name
    return add(blocks, {"l": trees[0], "e": entries})


def _linked(value: Any) -> Any:
    """JSON with its links as addresses, as a repo has them."""
    if isinstance(value, dict):
        if "$link" in value:
            return _address(value["$link"])
        return {key: _linked(item) for key, item in value.items()}
    return [_linked(item) for item in value] if isinstance(value, list) else value


def _address(text: str) -> bytes:
    cid = libipld.decode_cid(text)
    digest = cid["hash"]
    return bytes([cid["version"], cid["codec"], digest["code"], digest["size"], *digest["digest"]])
