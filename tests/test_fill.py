"""The gauge of pages' fill sees ink where it is, is not fooled by spread lines, and stops at the end mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import fill
from benchmarks.fill import LEADING, SPACE, SPREAD, Page, Span
from pipeline.command.cli import cli

HEIGHT = 470.0
"""Points of a text block."""


def lines(count: int, first: float = 0.0) -> tuple[Span, ...]:
    return tuple((first + at * LEADING, first + at * LEADING + 10) for at in range(count))


def page(ink: tuple[Span, ...], *, pictures: tuple[Span, ...] = (), ends: bool = False) -> Page:
    return Page(ink=ink, pictures=pictures, height=HEIGHT, ends=ends)


def test_a_page_is_filled_down_to_its_lowest_ink() -> None:
    """Where that belongs to a picture beside a shorter text, too; an empty page is not filled at all."""
    assert page(lines(10)).fill == pytest.approx((9 * LEADING + 10) / HEIGHT)
    assert page(((0, 200), (5, 15))).fill == pytest.approx(200 / HEIGHT)
    assert page(()).fill == 0


def test_white_that_is_spread_does_not_fill() -> None:
    """A page of two lines is not full because one stands at its foot; white as wide as it may be counts."""
    allowed = SPREAD * SPACE
    assert page(((0, 10), (HEIGHT - 10, HEIGHT))).fill == pytest.approx((20 + allowed) / HEIGHT)
    assert page(((0, 10), (10 + allowed, 20 + allowed))).spread == pytest.approx(0)


def test_each_reason_is_told() -> None:
    """By what comes on the next page."""
    short, full = page(lines(10)), page(lines(30))
    assert fill.reason(page(((0, 10), (300, 310))), full) == "spread"
    assert fill.reason(short, page(((0, 460),), pictures=((0, 460),))) == "long picture"
    assert fill.reason(short, page((*lines(2), (40, 240)), pictures=((40, 240),))) == "picture"
    assert fill.reason(short, page((*lines(9), (200, 400)), pictures=((200, 400),))) == "kept together"
    assert fill.reason(short, full) == "kept together"


def test_last_pages_count_by_themselves() -> None:
    """A last page may be short, but not of a few lines, unless it is the only one."""
    found = fill.fill(
        [
            ("a", [page(lines(31)), page(lines(6), ends=True)]),
            ("b", [page(lines(31)), page(lines(20)), page(lines(4), ends=True)]),
            ("c", [page(lines(2), ends=True)]),
        ]
    )
    assert (found.threads, found.pages, len(found.fills)) == (3, 6, 3)
    assert [(each.thread, each.number, each.reason) for each in found.short] == [
        ("b", 2, "kept together"),
        ("b", 3, "last lines"),
    ]


def test_a_thread_is_measured_to_its_end_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a real PDF: neither running heads nor folios, numbers in margins or what stands below the end mark count."""
    text = "Each stone rests on two below it, and two rest on it.\n\n" * 3
    source = tmp_path / "walls.md"
    source.write_text(f"---\ntitle: Walls\nauthor: Ida\n---\n\n{'---'.join([text] * 9)}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as done:
        cli([str(source), "--pdf", "-q", "-o", str(tmp_path / "out")])
    assert done.value.code == 0
    (path,) = (tmp_path / "out" / "threads").glob("*.pdf")
    first, *_, last = fill.measure(path)
    assert 0.85 < first.fill < 1
    assert last.ends
    assert not first.ends
    assert first.ink[0][0] > 30  # the sunk title, not a running head
    capsys.readouterr()
    fill.main([str(tmp_path / "out")])
    assert "| out" in capsys.readouterr().out
