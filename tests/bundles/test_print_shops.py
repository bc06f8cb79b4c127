"""Books and cover sheets as shops get them, measured in the files and held to the shops' tables, typed anew."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from pipeline.publish import Options, publish
from pipeline.report import Report
from pipeline.targets import load
from tests.bundles.conftest import WORDS, rule
from tests.conftest import Quiet

INCH, POINTS = 25.4, 72 / 25.4
DENSITY = 6.0
"""Dots to the millimetre, in which ink is looked for."""
SLACK = 0.3
"""Millimetres that curves of letters stand out by, and dots are large."""
NEAR = pytest.approx
Sizes = tuple[float, float]
GUTTERS = [(8, 0.375), (16, 0.9), (828, 1.2)]
"""A table of gutters for short books: pages at most, inches."""
SHORT = rule("least-pages", 1) + rule("gutter", [[most, f"{inches}in"] for most, inches in GUTTERS])
TARGETS = {
    "kdp": f'base = "kdp"\npaper = "cream"\n{SHORT}',
    "bled": f'base = "kdp"\n[options]\nprint_bleed = "0.125in"\n{SHORT}',
    "ingram": f'base = "ingram"\n{rule("least-pages", 1)}',
    "lulu": f'base = "lulu"\n{rule("least-pages", 1)}',
    "press": 'base = "press"\nformats = ["pdf", "epub"]\n[options]\npage = "6x9"\n[pdf]\npage = "a5"\n',
}
A5 = (148.0, 210.0)
SIX_BY_NINE = (6 * INCH, 9 * INCH)


def run(folder: Path, targets: dict[str, str], threads: int, paragraphs: int = 12) -> Report:
    """The bundles of these targets, of a book of so many threads. All must be as the shops take them."""
    inputs = folder / f"in-{threads}-{paragraphs}"
    inputs.mkdir(exist_ok=True)
    for number in range(threads):
        posts = [{"text": f"{part}. {WORDS * 9}"} for part in range(paragraphs)]
        facts = {"threadbound": 1, "title": f"Walls {number}", "author": {"name": "Ida Marlow"}, "posts": posts}
        (inputs / f"{number}.json").write_text(json.dumps(facts), encoding="utf-8")
    for name, toml in targets.items():
        (folder / f"my-{name}.toml").write_text(toml, encoding="utf-8")
    load.cache_clear()  # a run of its own
    named = tuple(str(folder / f"my-{name}.toml") for name in targets)
    report = publish([str(inputs)], Options(targets=named, output=str(folder / f"out-{threads}"), workers=1), Quiet())
    assert not report.failures, [str(error) for error in report.failures]
    return report


def pages_of(report: Report, name: str) -> int:
    (book,) = (each for each in report.outputs if each.name == f"for/my-{name}/book.pdf")
    assert book.pages
    return book.pages


def boxes(path: Path) -> list[tuple[Sizes, Sizes, float]]:
    """Of each page the size of its sheet and of its trim, and where this begins from the left: millimetres."""
    found = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            media, trim = ([float(edge) / POINTS for edge in page.obj[box]] for box in ("/MediaBox", "/TrimBox"))
            sizes = [(box[2] - box[0], box[3] - box[1]) for box in (media, trim)]
            found.append((sizes[0], sizes[1], trim[0] - media[0]))
    return found


def margins(path: Path) -> Sizes:
    """The least distance of ink from the spine, and from the edge across, in millimetres. Odd pages are right."""
    found = []
    document = pypdfium2.PdfDocument(path)
    for number, (_, (wide, _), left) in enumerate(boxes(path), 1):
        image = document[number - 1].render(scale=DENSITY / POINTS, grayscale=True).to_pil()
        if ink := ImageChops.invert(image).point(lambda shade: 255 * (shade > 60)).getbbox():
            sides = [ink[0] / DENSITY - left, left + wide - ink[2] / DENSITY]
            found.append(sides if number % 2 else sides[::-1])
    document.close()
    inner, outer = (min(each) for each in zip(*found, strict=True))
    return inner, outer


def gutter(pages: int, table: list[tuple[int, float]]) -> float:
    return next(width for most, width in table if pages <= most) * INCH


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shops")


@pytest.fixture(scope="module")
def made(place: Path) -> Report:
    """A book of two threads for every shop."""
    return run(place, TARGETS, 2)


@pytest.mark.parametrize(
    ("name", "trim", "bleed", "sides", "multiple", "inner"),
    [
        ("kdp", SIX_BY_NINE, 0, 0, 2, 0),
        ("bled", SIX_BY_NINE, 0.125 * INCH, 1, 2, 0),  # none at the spine
        ("ingram", SIX_BY_NINE, 0, 0, 2, 0.5 * INCH),
        ("lulu", A5, 0, 0, 4, 0.7 * INCH),
        ("press", A5, 3, 2, 2, 12),
    ],
)
def test_an_interior(
    place: Path, made: Report, name: str, trim: Sizes, bleed: float, sides: int, multiple: int, inner: float
) -> None:
    """The pages' trim and bleed, their number, and the margin at the spine by that number."""
    path = place / "out-2" / "for" / f"my-{name}" / "book.pdf"
    sheets = boxes(path)
    count = pages_of(made, name)
    assert len(sheets) == count
    assert count % multiple == 0
    for number, (sheet, cut, left) in enumerate(sheets, 1):
        assert cut == NEAR(trim, abs=0.01)
        assert sheet == NEAR((trim[0] + sides * bleed, trim[1] + 2 * bleed), abs=0.01)
        assert left == NEAR(0 if sides < 2 and number % 2 else bleed, abs=0.01)
    needed = inner or gutter(count, GUTTERS)
    at_spine, across = margins(path)
    assert at_spine >= needed - SLACK
    assert across >= (0.5 if name in ("ingram", "lulu") else 0.375) * INCH - SLACK
    if name == "ingram":  # the last page is the printer's
        document = pypdfium2.PdfDocument(path)
        assert document[count - 1].get_textpage().count_chars() == 0
        document.close()


@pytest.mark.parametrize(
    ("name", "trim", "bleed", "page", "board"),
    [
        ("kdp", SIX_BY_NINE, 0.125 * INCH, 0.0025 * INCH, 0),
        ("bled", SIX_BY_NINE, 0.125 * INCH, 0.002252 * INCH, 0),
        ("ingram", SIX_BY_NINE, 0.125 * INCH, INCH / 400, 0.025 * INCH),
        ("lulu", A5, 0.125 * INCH, INCH / 444, 0.06 * INCH),
        ("press", A5, 3, 90 * 1.2 / 1000 / 2, 0.6),
    ],
)
def test_a_cover_sheet(
    place: Path, made: Report, name: str, trim: Sizes, bleed: float, page: float, board: float
) -> None:
    """Twice the page and the spine of this very book on this paper, and bleed on all sides; whatever else is made."""
    ((sheet, cut, left),) = boxes(place / "out-2" / "for" / f"my-{name}" / "book-cover.pdf")
    spine = pages_of(made, name) * page + board
    assert cut == NEAR((2 * trim[0] + spine, trim[1]), abs=0.01)
    assert sheet == NEAR((2 * (trim[0] + bleed) + spine, trim[1] + 2 * bleed), abs=0.01)
    assert left == NEAR(bleed, abs=0.01)


def test_books_on_either_side_of_a_class(place: Path, made: Report) -> None:
    """The shorter has the narrower margin."""
    short = run(place, {"kdp": TARGETS["kdp"]}, 1, 2)
    counts = pages_of(short, "kdp"), pages_of(made, "kdp")
    assert counts[0] <= 8 < counts[1] <= 16
    narrow, wide = (margins(place / f"out-{threads}" / "for" / "my-kdp" / "book.pdf")[0] for threads in (1, 2))
    assert gutter(counts[0], GUTTERS) - SLACK <= narrow < wide
    assert wide >= gutter(counts[1], GUTTERS) - SLACK


def test_a_wider_margin_can_take_a_book_into_the_next_class(place: Path) -> None:
    """It is laid out until it has the margin of the pages that it then has."""

    def pages(table: list[tuple[int, float]]) -> int:
        limits = [[most, f"{inches}in"] for most, inches in table]
        toml = f'base = "kdp"\n{rule("least-pages", 1)}{rule("gutter", limits)}'
        return pages_of(run(place, {"grown": toml}, 3, 40), "grown")

    before = pages([(828, 0.375)])
    table = [(before - 1, 0.375), (before, 1.5), (828, 2)]
    after = pages(table)
    assert after > before
    assert gutter(after, table) == 2 * INCH
    assert margins(place / "out-3" / "for" / "my-grown" / "book.pdf")[0] == NEAR(2 * INCH, abs=SLACK)
