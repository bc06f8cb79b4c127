"""Light inputs are read in the run's own process, under no limit of time: so the worst of them must come to an end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.collection import reading
from pipeline.sources import discovery
from tests.conftest import Quiet

LIGHT = reading._SMALL - 300
"""Bytes for the part of a file that makes it slow."""


def _post(**record: Any) -> dict[str, Any]:
    return {"text": "Kept.", **record}


def _filled(unit: str, end: str = "") -> str:
    """The unit again and again, then as many ends, as far as there is room."""
    count = LIGHT // len(json.dumps(unit + end, ensure_ascii=False)[1:-1].encode())
    return unit * count + end * count


TEXTS = {
    "letters": _filled("a"),
    "mentions": _filled("@a "),
    "half a hashtag": _filled("#a."),
    "half an address of e-mail": _filled("a@b."),
    "half an address": _filled("http://"),
    "names of hosts": _filled("a."),
    "brackets": _filled("https://a.example/("),
    "new lines": _filled("\n"),
    "ideographs": _filled("字"),
    "damage": _filled("Ã©"),
    "marks that open": _filled("\u202a"),
    "marks that close what none opened": _filled("\u202a", "\u2069"),
    "marks that close in the wrong order": _filled("\u2066", "\u202c"),
    "marks that close all": _filled("\u202a\u2066", "\u2069\u202c"),
}
POSTS: dict[str, list[dict[str, Any]]] = {
    **{name: [_post(text=text)] for name, text in TEXTS.items()},
    "spans": [_post(text="a" * 900, spans=[{"start": at, "end": at + 1, "kind": "bold"} for at in range(900)])],
    "marks within spans": [
        _post(text="\u202a" * 900, spans=[{"start": at, "end": at + 1, "kind": "bold"} for at in range(900)])
    ],
    "posts": [_post()] * 3000,
    "quotes": [_post(quotes=[{"text": "@a"}] * 5)] * 500,
    "pictures that are not there": [_post(media=[{"file": f"{at}/.."} for at in range(100)])] * 30,
    "a deep picture": [_post(media=[{"file": "a/" * 2000}])] * 15,
    "emoji that begin alike": [
        _post(text=":" + "a" * 30_000, emoji=[{"name": f":{'a' * 12}{at}:"} for at in range(999)])
    ],
}
HEAD = '{"threadbound": 1, "author": {"name": "A"}, "posts": '
DAMAGED = {
    "depth": HEAD + "[" * 30_000,
    "a long number": f'{HEAD}[{{"text": "a"}}], "declared": {"9" * 60_000}}}',
    "a long power": f'{HEAD}[{{"text": "a"}}], "declared": 1e{"9" * 60_000}}}',
    "unknown keys": "{" + ", ".join(f'"k{number}": 1' for number in range(5000)) + ', "threadbound": 1}',
    "blanks": "{" + " " * 60_000 + '"threadbound": 1}',
    "quotation marks": HEAD + '"' * 60_000,
    "halves of characters": f'{HEAD}[{{"text": "{chr(92)}ud800{(chr(92) + "ud800") * 9000}"}}]}}',
}
FILES = {
    **{
        name: json.dumps({"threadbound": 1, "author": {"name": "A"}, "posts": posts}, ensure_ascii=False)
        for name, posts in POSTS.items()
    },
    **DAMAGED,
}


@pytest.mark.parametrize("name", FILES)
def test_the_worst_light_input_is_read_or_refused(name: str, tmp_path: Path) -> None:
    """Whatever a small file holds, there is a thread of it or a clear error; a hang is one of the suite."""
    path = tmp_path / "thread.json"
    path.write_bytes(FILES[name].encode()[: reading._SMALL] if name in DAMAGED else FILES[name].encode())
    assert path.stat().st_size <= reading._SMALL
    found = list(discovery.find([str(path)]))
    done = reading.read(found, Quiet(), singles=True, known=frozenset(), workers=1)
    assert len(done.captures) + len(done.failures) == 1
    assert not any("a fault of Threadbound" in str(error) for error in done.failures)
