"""Sizes: books that are too large get smaller pictures, then become volumes."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.bindery.production import Output, Production
from pipeline.bundles.fitting import Fit
from pipeline.bundles.sizes import lightened
from pipeline.model import Volume
from pipeline.targets import Rule, Target
from pipeline.typeset import theme as themes
from tests.bundles.conftest import READER, Make, files, rule
from tests.press.conftest import THEME, thread

THREADS = tuple(thread("a", number=number) for number in range(1, 7))
BOOK = Volume(name="book", title="Walls", threads=THREADS)


def target(**limits: float) -> Target:
    """A target with these rules, "_" for "-"."""
    rules = {
        name.replace("_", "-"): Rule(limit=limit, source="the test", sure="stated") for name, limit in limits.items()
    }
    return Target(name="mine", title="Mine", kind="reader", formats=("epub",), rules=rules, mail="Post")


def look(pixels: float) -> themes.Theme:
    """A theme whose EPUBs have pictures of so many millions of pixels."""
    return replace(THEME, settings=THEME.settings | {"ebook_pixels": pixels})


def made(**sizes: int) -> Production:
    """EPUBs of these sizes in megabytes: `book`, and threads by their numbers as `t1`."""
    names = {name: f"threads/thread-{name[1:]}" if name[1:].isdigit() else name for name in sizes}
    return Production(
        outputs=[
            Output(name=f"for/mine/{names[name]}.epub", sha256="", size=size * 10**6, pages=None, notices=())
            for name, size in sizes.items()
        ]
    )


def fit(mine: Target, pixels: float, production: Production, *volumes: Volume) -> Fit | None:
    return lightened(mine, look(pixels), volumes or (BOOK,), "for/mine/", production)


def test_what_is_small_enough_stays() -> None:
    """Up to the limit; where there is none, anything is."""
    assert fit(target(file_size=50), 0, made(book=50)) is None
    assert fit(target(file_size=50, mail_size=50), 0, made(book=36)) is None
    assert fit(target(), 0, made(book=5000)) is None


@pytest.mark.parametrize(("pixels", "then"), [(0, 4), (4, 2), (3, 2), (2, 1)])
def test_first_pictures_get_smaller(pixels: float, then: int) -> None:
    """Step by step, and it is told."""
    found = fit(target(file_size=200, mail_size=50), pixels, made(book=37))
    assert found
    assert (found.settings, found.parts) == ({"ebook_pixels": then}, {})
    assert str(found.notices["pictures"].message) == (
        "37 MB are too much for Mine, which takes 50 MB in a mail, where files are larger by a third:"
        f" pictures have {then} million pixels at most"
    )


@pytest.mark.parametrize(
    ("production", "parts"),
    [
        (made(book=51), (3, 3)),
        (made(book=120), (2, 2, 2)),
        (made(book=90, t1=45, t2=9, t3=9, t4=9, t5=9, t6=9), (1, 5)),
        (made(book=90, t1=9, t2=9, t3=9, t4=9, t5=9, t6=45), (5, 1)),
        (made(book=900), (1, 1, 1, 1, 1, 1)),
    ],
)
def test_then_a_book_becomes_volumes(production: Production, parts: tuple[int, ...]) -> None:
    """As many as it takes, of about the same size, and one thread each at the least."""
    found = fit(target(file_size=50), 1, production)
    assert found
    assert (found.settings, found.parts) == ({}, {"book": parts})


@given(st.lists(st.integers(1, 60), min_size=2, max_size=6), st.integers(51, 400))
def test_volumes_have_all_threads_whatever_these_weigh(weights: list[int], size: int) -> None:
    """In order, and one each at the least; no volume has more than its share by a whole thread."""
    threads = {f"t{number}": weight for number, weight in enumerate(weights, 1)}
    found = fit(target(file_size=50), 1, made(book=size, **threads), replace(BOOK, threads=THREADS[: len(weights)]))
    assert found
    counts = found.parts["book"]
    assert sum(counts) == len(weights)
    assert min(counts) >= 1
    left = iter(weights)
    held = [[*islice(left, count)] for count in counts]
    assert all(
        len(each) == 1 or sum(each[:-1]) <= sum(weights) * number / len(counts) for number, each in enumerate(held, 1)
    )


def test_what_cannot_be_made_smaller_is_left_to_the_preflight() -> None:
    """A thread is not divided."""
    assert fit(target(file_size=50), 1, made(book=51), replace(BOOK, threads=THREADS[:1])) is None
    assert fit(target(file_size=50), 1, made(book=49, t1=51)) is None


def test_a_volume_that_is_still_too_large_is_divided_again() -> None:
    """And the others stay as they are."""
    first = Fit(parts={"book": (4, 2)})
    halves = [*first.volumes([BOOK], THEME)]
    found = lightened(target(file_size=50), look(1), halves, "for/mine/", _named({"book-1": 60, "book-2": 40}))
    assert found
    again = [*first.and_also(found).volumes([BOOK], THEME)]
    assert [(each.name, len(each.threads)) for each in again] == [("book-1-1", 2), ("book-1-2", 2), ("book-2", 2)]


def _named(sizes: dict[str, int]) -> Production:
    return Production(
        outputs=[
            Output(name=f"for/mine/{name}.epub", sha256="", size=size * 10**6, pages=None, notices=())
            for name, size in sizes.items()
        ]
    )


def test_a_bundle_keeps_to_the_limit(tmp_path: Path, make: Make) -> None:
    """Volumes of a series go with a mail each; a second run tries nothing again, and nothing too large is left."""
    toml = READER + 'mail = "Post"\n' + rule("file-size", 2) + rule("mail-size", 1.2)
    report = make(toml, title="Trees")
    assert not report.failures
    told = [notice.message for notice in report.notices]
    assert any(
        re.search(r"MB are too much for Mine, which takes 1\.2 MB in a mail.*: the book is divided", each)
        for each in told
    )
    bundle = files(tmp_path / "out" / "for" / "mine")
    books = [name for name in bundle if name.startswith("book")]
    assert books[0] == "book-1.epub"
    assert len(books) > 1
    assert all(len(bundle[name]) <= 900_000 for name in books)
    assert [name for name in bundle if name.endswith(".eml")] == [
        f"outbox-{number + 1}.eml" for number in range(len(books))
    ]
    with zipfile.ZipFile(io.BytesIO(bundle["book-2.epub"])) as book:
        package = book.read("EPUB/content.opf").decode()
    assert "Trees, part 2" in package
    assert re.search(r'<meta [^>]*property="group-position"[^>]*>2</meta>', package)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "for").rglob("*")}
    again = make(toml, title="Trees")
    assert [notice.message for notice in again.notices] == told
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "for").rglob("*")} == before
