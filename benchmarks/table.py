"""Results as Markdown that can be read as it is, and put into a document between two marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.contestants import TASKS, THREADBOUND, Task
from benchmarks.rounds import Results

BEGIN, END = "<!-- results -->", "<!-- end of results -->"
HEADER = ("Task", "Tool", "Time", "Ratio", "CPU", "Memory", "Book", "Threadbound takes")


def tables(results: Iterable[Results]) -> str:
    """A table for each corpus, and one of how memory grows where there are several."""
    results = list(results)
    parts = [
        f"### {each.threads} threads, {_rounds(each.rounds)}\n\n{as_table(HEADER, _rows(each))}" for each in results
    ]
    if len(results) > 1:
        header = ("Task", "Tool", *(f"{each.threads} threads" for each in results), "Last by first")
        parts.append(f"### Memory\n\n{as_table(header, _growth(results))}")
    return "\n\n".join(parts)


def around(path: Path) -> tuple[str, str]:
    """What stands before and after the results in a document. Raises ValueError where it has no place for them."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path} lacks the lines {BEGIN} and {END}")
    return before, after


def put(path: Path, text: str) -> None:
    """Replace the results in a document. Raises ValueError where it has no place for them."""
    before, after = around(path)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def _rows(results: Results) -> Iterator[tuple[str, ...]]:
    for task in TASKS:
        title = task.title
        for name in [tool for done, tool in results.costs if done == task.name]:
            yield title, *_row(results, task, name)
            title = ""


def _row(results: Results, task: Task, name: str) -> tuple[str, ...]:
    key, own = (task.name, name), (task.name, THREADBOUND)
    size = results.sizes.get(key)
    return (
        name,
        _seconds(results.middle(*key, "seconds")),
        _against(results, key, task.base),
        _seconds(results.middle(*key, "cpu_seconds")),
        f"{results.middle(*key, 'megabytes'):.0f} MB",
        f"{size / 1e6:.2f} MB" if size else "",
        "" if key == own else _number(results.ratio(own, key)),
    )


def _against(results: Results, key: tuple[str, str], base: tuple[str, str]) -> str:
    ratio = results.ratio(key, base)
    whose = base[1] if base[0] == key[0] else "the first run"
    return "" if ratio is None else "1" if key == base else f"{_number(ratio)} of {whose}"


def _growth(results: list[Results]) -> Iterator[tuple[str, ...]]:
    for task in TASKS:
        title = task.title
        for name in [tool for done, tool in results[0].costs if done == task.name]:
            peaks = [each.middle(task.name, name, "megabytes") for each in results]
            yield (
                title,
                name,
                *(f"{peak:.0f} MB" for peak in peaks),
                _number(peaks[-1] / peaks[0] if peaks[0] else None),
            )
            title = ""


def _rounds(count: int) -> str:
    return "1 round" if count == 1 else f"{count} rounds"


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def as_table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Rows of cells as a table of Markdown."""
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    rule = tuple("-" * width for width in widths)
    cells = (
        (cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in (header, rule, *lines[1:])
    )
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)
