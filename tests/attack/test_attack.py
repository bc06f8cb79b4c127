"""A few trials of each part of the attack, the same in every run."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType

import pytest

from tests.attack import caches, command, kills, readers, ways

BATCHES, SIZE = 6, 66
"""So many mutants of each input: there are some fifty."""

TRIALS = [
    *((command, number) for number in (3, 8)),
    *((kills, number) for number in (0, 5)),
    *((caches, number) for number in (2, 13, 18)),
    *((ways, number) for number in (2, 43, 110)),
]
"""Trials of the real command, which take a second or two each."""


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_mutated_input_gives_threads_or_clear_errors(batch: int, tmp_path: Path) -> None:
    """Its bytes, values, keys or addresses; or the editor's file, a theme, the library or cache of earlier runs."""
    for number in range(batch * SIZE, (batch + 1) * SIZE):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert not readers.fault(number, folder)


@pytest.mark.skipif(os.name != "posix", reason="signals, pipes and shells of Unix")
@pytest.mark.parametrize(("part", "number"), TRIALS, ids=[f"{part.__name__}-{number}" for part, number in TRIALS])
def test_the_command_ends_well_or_says_what_could_not_be(part: ModuleType, number: int) -> None:
    """Whatever its inputs are, whatever its cache holds, whatever ends it, wherever it runs."""
    assert not part.trial(number)
