"""X posts as JSON: each shape is read whole, told from the others, and what is broken is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.sources import READERS, gallery_dl, snscrape, twscrape, x_api_v1, x_api_v2, x_graphql
from pipeline.sources.reader import Reader
from tests.conftest import as_json, golden_cases, input_at

X_JSON = (x_api_v2.READER, x_api_v1.READER, x_graphql.READER, twscrape.READER, snscrape.READER, gallery_dl.READER)
CASES = [(reader, case) for reader in X_JSON for case in golden_cases(reader.name)]
every_case = pytest.mark.parametrize(
    ("reader", "case"), CASES, ids=[f"{reader.name}-{case.name}" for reader, case in CASES]
)


def _input(case: Path) -> Path:
    (path,) = [path for path in case.iterdir() if path.name.split(".")[0] == "input"]
    return path


@every_case
def test_golden(reader: Reader, case: Path, golden: Callable[[Path, str], None]) -> None:
    """Each file yields the posts that a person has checked against it."""
    golden(case / "expected.json", as_json(reader.read(input_at(_input(case))), case))


@every_case
def test_each_shape_is_claimed_by_its_reader_alone(reader: Reader, case: Path) -> None:
    """Told by the keys."""
    assert [each.name for each in READERS if each.sniff(input_at(_input(case)))] == [reader.name]
