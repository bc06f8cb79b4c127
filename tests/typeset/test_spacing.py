"""White space that means something."""

from __future__ import annotations

import pytest

from pipeline.typeset import spacing
from pipeline.typeset.inline import Run


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        (("\tdives",), ("    dives",)),
        (("ab\tc",), ("ab  c",)),
        (("ab", "\tc\t", "d"), ("ab", "  c   ", "d")),
        (("no tab",), ("no tab",)),
    ],
)
def test_tabs_of_a_line_that_hangs_are_spaces(runs: tuple[str, ...], shown: tuple[str, ...]) -> None:
    """Up to every fourth column of the line, whatever its styles: browsers would count from where it hangs."""
    line = tuple(Run(text, ("bold",) if number % 2 else ()) for number, text in enumerate(runs))
    expanded = spacing.expanded(line)
    assert tuple(run.text for run in expanded) == shown
    assert [run.styles for run in expanded] == [run.styles for run in line]
