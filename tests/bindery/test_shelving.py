"""A file stays on the shelf while its receipt holds, and a receipt speaks of one file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from pipeline.bindery.production import Output
from pipeline.bindery.shelving import Shelving
from pipeline.bindery.store import Store
from pipeline.errors import PublishError
from pipeline.model import Bound
from pipeline.shelf import Shelf
from pipeline.work.cache import Cache
from pipeline.work.key import key

RECEIPT = key("a receipt")


@pytest.mark.parametrize("name", ["threads/b.pdf", "../a.pdf", ""])
def test_a_receipt_of_another_file_is_none(tmp_path: Path, name: str) -> None:
    """What a run lists is there, whatever a stranger's cache says."""
    failures: list[PublishError] = []
    with closing(Shelf(tmp_path / "out", "out")) as shelf, closing(Cache(tmp_path / "cache")) as cache:
        store = Store(cache)
        shelving = Shelving(shelf, store, failures.append)
        shelving.place("threads/a.pdf", Bound(data=b"a"), RECEIPT)
        assert shelving.holds("threads/a.pdf", RECEIPT)
        store.keep_receipt(RECEIPT, Output.of(name, Bound(data=b"a")))
        assert not shelving.holds("threads/a.pdf", RECEIPT)
    assert not failures
