"""No input breaks a run: it gives threads or clear errors, whatever was done to its bytes, values, keys or addresses.

A few hundred mutants of fixed numbers are tried here. `python -m tests.sources.test_mutations START COUNT` tries any.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

import pytest

from pipeline.collection import edition
from pipeline.collection.finding import find
from pipeline.collection.search import Findings, Search
from pipeline.collection.volumes import volumes
from pipeline.command import listing
from pipeline.errors import PublishError
from pipeline.library import LibraryFile, identified
from pipeline.report import Report
from pipeline.typeset import chapter
from pipeline.typeset import theme as themes
from pipeline.typeset.links import Index
from tests.conftest import Quiet
from tests.sources.mutations import mutant

_ALL = Search(min_posts=1, include_private=True, include_answers=True)
"""A search that leaves nothing out."""
BATCHES, SIZE = 6, 55
"""So many mutants of each input: there are some fifty."""


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_mutated_input_gives_threads_or_clear_errors(batch: int, tmp_path: Path) -> None:
    """Through all that happens before pages are laid out: the list, the report, the library, the chapters."""
    for number in range(batch * SIZE, (batch + 1) * SIZE):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = mutant(number, folder / "in")
        assert not fault(made.path, folder / "out"), made.told


def fault(path: Path, output: Path) -> str:
    """The fault of ours that an input brings to light, or ""."""
    try:
        findings = _published(path, output)
    except PublishError as error:
        return str(error) if "theme" in error.path or "library" in error.path else ""
    except Exception:
        return traceback.format_exc()
    return next((str(error) for error in findings.failures if "a fault of Threadbound" in error.message), "")


def _published(path: Path, output: Path) -> Findings:
    """All of a run but the layout."""
    file, theme = LibraryFile(output / "library.json", "library.json"), themes.load("classic")
    findings = find([str(path)], edition.find([str(path)]), _ALL, Quiet(), library=file.load())
    Report.of(findings).as_json()
    list(listing.table(findings.threads))
    assert findings.library
    file.save(identified(findings.library, volumes(findings.threads, "", "", findings.imprint))[0])
    file.load()
    index = Index(findings.threads)
    for thread in findings.threads:
        chapter.typeset(thread, theme, index.links(thread))
    return findings


def main(start: int, count: int) -> None:
    """Try the mutants of these numbers, and print each new fault and what there was of each."""
    found: Counter[str] = Counter()
    for number in range(start, start + count):
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
            made = mutant(number, Path(folder) / "in")
            said = fault(made.path, Path(folder) / "out")
        kind = said.strip().rpartition("\n")[2][-150:]
        if said and kind not in found:
            print(made.told, said, sep="\n", flush=True)
        found[kind] += 1
    print(found)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
