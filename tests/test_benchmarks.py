"""The benchmarks measure what they say: a corpus that never changes, and tools that do the whole task."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import corpus, rounds, run, table, x_archive
from benchmarks.contestants import THREADBOUND, WEASYPRINT, Contestant
from benchmarks.measure import Cost, measure
from pipeline.sources import discovery
from tests.conftest import unrolled


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_corpus_is_reproducible(tmp_path: Path) -> None:
    """The same seed makes the same files, another seed makes others, and a small corpus begins a large one."""
    for name, threads, seed in (("one", 4, 1), ("two", 4, 1), ("large", 6, 1), ("other", 4, 2)):
        corpus.make(tmp_path / name, threads, seed)
    one = files(tmp_path / "one")
    assert files(tmp_path / "two") == one
    assert one.items() <= files(tmp_path / "large").items()
    assert files(tmp_path / "other") != one


def test_corpus_holds_what_it_promises(tmp_path: Path) -> None:
    """Every file is a sound thread of 5 to 25 posts, half of them with emoji, some with pictures, code, Japanese."""
    corpus.make(tmp_path, 20)
    captures = [
        capture
        for found in discovery.find([str(tmp_path)])
        if found.reader
        for capture in found.reader.read(found.input)
    ]
    threads = unrolled(captures)
    assert len(threads) == 20
    assert all(5 <= len(thread.posts) <= 25 and not thread.notices and not thread.gaps for thread in threads)
    posts = [post for thread in threads for post in thread.posts]
    texts = ["\n".join(post.text for post in thread.posts) for thread in threads]
    assert sum("🧵" in text for text in texts) == 10
    assert any("```" in text for text in texts)
    assert any("。" in text for text in texts)
    assert any("x.com/" in text for text in texts)
    pictures = [media.asset for post in posts for media in post.media]
    assert pictures
    assert all(pictures)


def test_saved_pages_hold_the_same_threads(tmp_path: Path) -> None:
    """As text, with all of their words; a page that is changed is changed back."""
    corpus.make(tmp_path / "own", 8)
    corpus.save(tmp_path / "saved", 8)
    own, saved = (
        unrolled(
            [
                capture
                for found in discovery.find([str(tmp_path / name)])
                if found.reader
                for capture in found.reader.read(found.input)
            ]
        )
        for name in ("own", "saved")
    )
    said = [[sorted("\n".join(post.text for post in thread.posts).split()) for thread in each] for each in (own, saved)]
    assert said[0] == said[1]
    before = files(tmp_path / "saved")
    with corpus.changed(tmp_path / "saved", "One more thing."):
        during = files(tmp_path / "saved")
        assert [name for name in before if before[name] != during[name]] == ["00004.txt"]
    assert files(tmp_path / "saved") == before


def test_an_archive_is_reproducible_and_sound(tmp_path: Path) -> None:
    """The same seed makes the same zip; a quarter of its posts are in threads, long ones whole, pictures missing."""
    for name, seed in (("one.zip", 1), ("two.zip", 1), ("other.zip", 2)):
        x_archive.make(tmp_path / name, 400, seed)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert (tmp_path / "one.zip").read_bytes() != (tmp_path / "other.zip").read_bytes()
    (found,) = discovery.find([str(tmp_path / "one.zip")])
    assert found.reader
    threads = unrolled(found.reader.read(found.input))
    posts = [post for thread in threads for post in thread.posts]
    assert 0.15 < len(posts) / 400 < 0.35
    assert not any(thread.notices or post.truncated for thread in threads for post in thread.posts)
    assert any(post.media for post in posts)
    assert {gap.kind for thread in threads for gap in thread.gaps} <= {"media", "posts"}


def test_a_change_is_undone(tmp_path: Path) -> None:
    """While one thread is changed only its file differs; afterwards none does."""
    corpus.make(tmp_path, 3)
    before = files(tmp_path)
    with corpus.changed(tmp_path, "One more thing."):
        during = files(tmp_path)
        assert [name for name in before if before[name] != during[name]] == ["00001.json"]
    assert files(tmp_path) == before


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is measured on Linux")
def test_cost_counts_the_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a child holds and computes counts beside its parent, and a failure is told in its own words."""
    monkeypatch.setattr("benchmarks.measure.INTERVAL", 0.1)
    work = "held = bytearray(b'x' * 80_000_000); sum(range(40_000_000))"
    parent = f"held = bytearray(b'x' * 80_000_000); import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}], check=True)"
    cost = measure([sys.executable, "-c", parent], cwd=tmp_path)
    assert cost.megabytes > 160
    assert cost.cpu_seconds > 0
    assert cost.seconds > 0
    with pytest.raises(subprocess.CalledProcessError) as failure:
        measure([sys.executable, "-c", "raise SystemExit('no paper')"], cwd=tmp_path)
    assert "no paper" in failure.value.stderr


def test_run_prints_and_keeps_its_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One round on two threads: both tools make everything, and the table stands in the document."""
    document = tmp_path / "performance.md"
    document.write_text(f"Before.\n\n{table.BEGIN}\nold\n{table.END}\n\nAfter.\n", encoding="utf-8")
    tools = ["--tools", THREADBOUND, WEASYPRINT]
    options = ["--threads", "2", "--rounds", "1", "--tasks", "pdf", "changed", *tools]
    run.main([*options, "--work", str(tmp_path / "work"), "--markdown", str(document)])
    printed = capsys.readouterr().out
    assert printed.strip() in document.read_text(encoding="utf-8")
    assert document.read_text(encoding="utf-8").endswith("After.\n")
    assert "old" not in document.read_text(encoding="utf-8")
    rows = [line.split("|")[2].strip() for line in printed.splitlines() if line.startswith("|")]
    assert rows == ["Tool", rows[1], THREADBOUND, WEASYPRINT, THREADBOUND]
    for tool in (THREADBOUND, WEASYPRINT.replace(" ", "-")):
        made = tmp_path / "work" / "2" / "made" / f"pdf-{tool}"
        assert len(list(made.rglob("*.pdf"))) == 3


def test_who_cannot_take_part_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tool that is absent, or fails on a small corpus, is left out with a line that says why."""
    absent = Contestant(name="Abacus", tasks=("epub",), absent="not installed")
    broken = Contestant(name="Quill", tasks=("epub",), rival="quill")
    sound = Contestant(name="Reed", tasks=("epub",), rival="plain_ebooklib")
    monkeypatch.setattr(run, "contestants", lambda: iter((absent, broken, sound)))
    run.main(["--threads", "2", "--rounds", "1", "--work", str(tmp_path)])
    captured = capsys.readouterr()
    assert "Without Abacus: not installed" in captured.err
    assert "Without Quill: it fails on a small corpus:" in captured.err
    assert "quill" in captured.err
    assert "Reed" in captured.out
    assert not {"Abacus", "Quill"} & set(captured.out.split())


def test_a_broken_round_does_not_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped in the second round, it prints the first."""
    costs = iter([Cost(1, 1, 1), Cost(2, 1, 1), Cost(3, 1, 1), Cost(5, 1, 1)])  # of the trials, then of one round

    def costs_or_stops(*_: object, **__: object) -> Cost:
        if cost := next(costs, None):
            return cost
        raise KeyboardInterrupt

    reeds = [Contestant(name=name, tasks=("both",), rival="reed") for name in ("Reed", "Rush")]
    monkeypatch.setattr(run, "contestants", lambda: iter(reeds))
    monkeypatch.setattr(rounds, "measure", costs_or_stops)
    run.main(["--threads", "2", "3", "--rounds", "2", "--work", str(tmp_path)])
    captured = capsys.readouterr()
    assert "Stopped" in captured.err
    assert "### 2 threads, 1 round\n" in captured.out
    assert "3.00 s" in captured.out
    assert "5.00 s" in captured.out
    assert "3 threads" not in captured.out


def test_a_document_without_marks_is_left_alone(tmp_path: Path) -> None:
    """Tables are not put where nothing says that they belong."""
    document = tmp_path / "other.md"
    document.write_text("Nothing to see.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the lines"):
        table.put(document, "| Task |")
    assert document.read_text(encoding="utf-8") == "Nothing to see.\n"
