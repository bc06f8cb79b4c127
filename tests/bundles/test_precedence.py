"""What comes first: the command line, then book.toml, then the target, then the theme."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline.publish import Options, publish
from pipeline.report import Report
from pipeline.targets import load
from tests.bundles.conftest import READER, WORDS, rule
from tests.conftest import Quiet

PAPER = READER.replace("epub", "pdf")
WIDTHS = {"a4": 210.0, "a5": 148.0, "6x9": 152.4, "120x180": 120.0}
SAYS = {
    "theme": ("theme.toml", 'name = "own"\ntitle = "Own"\nbase = "classic"\n[settings]\npage = "a4"\n'),
    "target": ("mine.toml", PAPER + '[options]\npage = "120x180"\n'),
    "book.toml": ("in/book.toml", '[theme]\npage = "a5"\n'),
}


def run(folder: Path, *targets: str, **options: Any) -> Report:
    """The bundles of a small thread."""
    (folder / "in").mkdir(exist_ok=True)
    facts = {"threadbound": 1, "title": "Walls", "author": {"name": "Ida Marlow"}, "posts": [{"text": WORDS}] * 2}
    (folder / "in" / "wall.json").write_text(json.dumps(facts), encoding="utf-8")
    load.cache_clear()  # a run of its own
    asked = Options(targets=targets, output=str(folder / "out"), workers=1, **options)
    return publish([str(folder / "in")], asked, Quiet())


def width(path: Path) -> float:
    """Of the first page, in millimetres."""
    with pikepdf.open(path) as pdf:
        return float(pdf.pages[0].obj.MediaBox[2]) / 72 * 25.4


@pytest.mark.parametrize(
    ("first", "said", "page"),
    [
        ("the target", ("theme", "target"), "120x180"),
        ("book.toml", ("target", "book.toml"), "a5"),
        ("the command line", ("target", "book.toml"), "6x9"),
    ],
)
def test_one_comes_before_another(tmp_path: Path, first: str, said: tuple[str, ...], page: str) -> None:
    """And what does not speak leaves the word to the next."""
    (tmp_path / "in").mkdir()
    (tmp_path / "mine.toml").write_text(PAPER, encoding="utf-8")
    for each in said:
        name, toml = SAYS[each]
        (tmp_path / name).write_text(toml, encoding="utf-8")
    theme = str(tmp_path) if "theme" in said else ""
    settings = {"page": page} if first == "the command line" else {}
    report = run(tmp_path, str(tmp_path / "mine.toml"), theme=theme, settings=settings)
    assert not report.failures
    assert width(tmp_path / "out/for/mine/threads/walls.pdf") == pytest.approx(WIDTHS[page], abs=0.1)


def test_what_breaks_a_limit_then_is_an_error(tmp_path: Path) -> None:
    """That says which, and what is allowed: of the book and of its cover, and nobody is asked to report it."""
    toml = 'base = "kdp"\n' + rule("least-pages", 1)
    (tmp_path / "mine.toml").write_text(toml, encoding="utf-8")
    report = run(tmp_path, str(tmp_path / "mine.toml"), settings={"page": "a5"})
    told = [(error.path, error.message, error.hint) for error in report.failures]
    assert [path for path, _, _ in told] == ["for/mine/book.pdf", "for/mine/book-cover.pdf"]
    assert "148 mm by 210 mm, a size that is not printed there" in told[0][1]
    assert all("--set page=5x8in" in hint for _, _, hint in told)
    assert width(tmp_path / "out/for/mine/book.pdf") == pytest.approx(148, abs=0.1)


def test_no_target_shapes_the_bundle_of_another(tmp_path: Path) -> None:
    """Each has its own page; one by several names is made once; the pages of one are counted, not of all."""
    (tmp_path / "small.toml").write_text(PAPER + '[options]\npage = "120x180"\n', encoding="utf-8")
    (tmp_path / "large.toml").write_text(PAPER + '[options]\npage = "a4"\n', encoding="utf-8")
    small, large = str(tmp_path / "small.toml"), str(tmp_path / "large.toml")
    report = run(tmp_path, "clara", small, large, "kobo", small)
    names = [output.name for output in report.outputs]
    assert len(names) == len(set(names))
    assert [name for name in names if name.endswith(".zip")] == ["for/kobo.zip", "for/small.zip", "for/large.zip"]
    widths = [width(tmp_path / f"out/for/{name}/threads/walls.pdf") for name in ("small", "large")]
    assert widths == pytest.approx([120, 210], abs=0.1)
    pages = [output.pages for output in report.outputs if output.pages]
    assert report.pages == pages[0] < sum(pages)
    facts = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert facts["totals"]["pages"] == pages[0]
    assert [thread["slug"] for thread in facts["threads"]] == ["walls"]
    assert [made["name"] for made in facts["outputs"]] == names


def test_a_target_that_takes_nothing_of_what_is_made_is_a_warning(tmp_path: Path) -> None:
    """Beside others, which get theirs: --strict counts it."""
    report = run(tmp_path, "kobo", "a5", formats=("epub",))
    assert [each.message for each in report.warnings] == ["nothing is made for A5, which takes PDFs alone"]
    assert {output.name.split("/")[1] for output in report.outputs} == {"kobo", "kobo.zip"}
