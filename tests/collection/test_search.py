"""A fault of ours costs the input that it came to light with, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline.collection import edition, finding
from pipeline.collection.finding import find
from pipeline.collection.search import Search
from pipeline.model import Capture
from pipeline.unroll.merge.captures import Merged
from pipeline.unroll.unrolling import Unrolled
from tests.conftest import Quiet

_unrolled = finding._unrolled


def test_a_capture_that_no_thread_can_be_made_of_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are threads all the same."""
    for name in ("bad", "good", "sound"):
        thread = {"threadbound": 1, "author": {"name": name}, "posts": [{"text": f"One {name}."}, {"text": "Two."}]}
        (tmp_path / f"{name}.json").write_text(json.dumps(thread))

    def breaking(captures: Iterable[Capture], options: Search) -> tuple[Merged, Unrolled]:
        if any(capture.author.name == "bad" for capture in captures):
            raise LookupError("of ours")
        return _unrolled(captures, options)

    monkeypatch.setattr(finding, "_unrolled", breaking)
    findings = find([str(tmp_path)], edition.find([str(tmp_path)]), Search(), Quiet())
    assert [thread.author.name for thread in findings.threads] == ["good", "sound"]
    (failure,) = findings.failures
    assert failure.path == "bad.json"
    assert "a fault of Threadbound, not of the file: LookupError: of ours" in failure.message
