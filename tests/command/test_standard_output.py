"""Where the command's words go."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.command.conftest import COMMAND, Publish


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full: Linux has one")
def test_a_full_disk_behind_standard_output_is_told() -> None:
    """In a line, not in a traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([str(COMMAND), "themes"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "Error: standard output: No space left on device\n")


def test_a_reader_who_goes_away_ends_the_command_without_a_word() -> None:
    """`publish sources | head -1`."""
    with subprocess.Popen([str(COMMAND), "sources"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as done:
        assert done.stdout
        assert done.stderr
        done.stdout.close()
        assert done.stderr.read() == ""
    assert done.returncode == 1


def test_an_engine_that_is_slower_than_it_could_be_is_told_of(publish: Publish, sound_page: Path) -> None:
    """Below the summary, where something is made: its user would wonder why. The books are the same."""
    (sound_page.parents[1] / "site" / "weasyprint-70.99.dist-info").mkdir(parents=True)
    other = {"PYTHONPATH": str(sound_page.parents[1] / "site")}
    made = publish("inputs", "--pdf", env=other)
    assert made.returncode == 0
    assert made.stderr.splitlines()[-1] == "WeasyPrint 70.99 runs without patches, and slower: they are for 70.0"
    assert "patches" not in publish("inputs", "--pdf", env=other).stderr
    assert "patches" not in publish("inputs", "--pdf", "--no-cache").stderr
