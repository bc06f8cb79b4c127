"""A few trials of each part of the attack, the same in every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attack import readers

BATCHES, SIZE = 6, 66
"""So many mutants of each input: there are some fifty."""


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_mutated_input_gives_threads_or_clear_errors(batch: int, tmp_path: Path) -> None:
    """Its bytes, values, keys or addresses; or the editor's file, a theme, the library or cache of earlier runs."""
    for number in range(batch * SIZE, (batch + 1) * SIZE):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert not readers.fault(number, folder)
