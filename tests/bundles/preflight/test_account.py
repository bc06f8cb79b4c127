"""What is told: preflight.txt, and the lines of the summary."""

from __future__ import annotations

from textwrap import dedent

import pytest
from msgspec.structs import replace

from pipeline.bindery.production import Output
from pipeline.bundles.preflight.account import told
from pipeline.bundles.preflight.verdict import Finding, names, pages, summed
from pipeline.targets import load
from tests.bundles.preflight.held import target

PLACE = target(most_pages=24, resolution=300, cover_size=True, grey=True)


def finding(file: str, rule: str, message: str, *, refused: bool = True) -> Finding:
    """A finding with something to do."""
    return Finding(target="shop", rule=rule, file=file, message=message, hint="Do this.", refused=refused)


def outputs(*files: str) -> list[Output]:
    """Files of these names."""
    return [Output(name=file, sha256="", size=1, pages=1, notices=()) for file in files]


FOUND = [
    finding("for/shop/threads/a.pdf", "most-pages", "30 pages; 24 at most are taken"),
    finding("for/shop/book.pdf", "resolution", "page 31: the picture is 190 dpi at this size", refused=False),
    finding("for/shop/threads/b.pdf", "most-pages", "30 pages; 24 at most are taken"),
]


def test_an_account_says_what_to_do_first_and_then_what_was_checked() -> None:
    """The same of several files in one line, their names as they are in the bundle."""
    files = outputs("for/shop/book.pdf", "for/shop/threads/a.pdf", "for/shop/threads/b.pdf")
    assert told(PLACE, files, FOUND) == dedent("""\
        Preflight for The shop

        Of 3 files, 2 would be refused and 1 would come out less well.

        Would be refused
        - threads/a.pdf and threads/b.pdf: 30 pages; 24 at most are taken. Do this.

        Would come out less well
        - book.pdf: page 31: the picture is 190 dpi at this size. Do this.

        Checked
        yes        opens, and is whole
        NO         24 pages at most
        not quite  pictures of 300 dpi at the size of print
        yes        no colour but greys

        Who says so: publish targets show shop
        """)
    assert "Who says so" not in told(replace(PLACE, path="./shop.toml"), files, FOUND)


def test_an_account_of_sound_files_is_short() -> None:
    """One line, and the rules."""
    lines = told(PLACE, outputs("book.pdf"), []).splitlines()
    assert lines[2] == "1 file: nothing to mend."
    assert lines[3:5] == ["", "Checked"]


def test_many_names_are_told_by_the_first() -> None:
    """Where a limit is more than a few of them; who says so is told elsewhere, with all of them."""
    kdp = load("kdp")
    text = told(kdp, outputs("book.pdf"), [])
    assert "pages of one of these sizes: 5x8in, 5.06x7.81in, 5.25x8in and 13 others (as others\n" in text
    assert "0.375in up to 150 pages" in text
    assert text.endswith("\n\nWho says so: publish targets show kdp\n")


def test_a_file_that_is_damaged_is_not_whole() -> None:
    """The first line of what was checked says so."""
    text = told(PLACE, outputs("book.pdf"), [finding("book.pdf", "whole", "it is no PDF, or a damaged one")])
    assert "NO         opens, and is whole" in text


def test_the_summary_has_a_line_for_each_kind() -> None:
    """With the number of other files that it is true of, or of what else there is in the same file."""
    more = finding("for/shop/book.pdf", "resolution", "page 32: the same", refused=False)
    messages = [each.message for each in summed([*FOUND, more])]
    assert messages == [
        "30 pages; 24 at most are taken (and so 1 other file: see preflight.txt)",
        "page 31: the picture is 190 dpi at this size (and 1 more: see preflight.txt)",
    ]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([31], "page 31"),
        ([3, 3], "page 3"),
        ([7, 3, 4], "pages 3, 4 and 7"),
        ([15, 3, 12, 13, 7, 14], "pages 3, 7 and 12–15"),
        (range(1, 100), "pages 1–99"),
        (range(1, 100, 2), "pages 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21 and more, 50 in all"),
    ],
)
def test_pages_are_folded(numbers: list[int], words: str) -> None:
    """Runs of three and more, and what is too much to read."""
    assert pages(numbers) == words


def test_names_are_counted_after_three() -> None:
    """Each once."""
    assert names(["a"]) == "a"
    assert names(["a", "b", "a", "c"]) == "a, b and c"
    assert names("abcd") == "a, b, c and 1 other"
    assert names("abcdef") == "a, b, c and 3 others"
