"""Every rule there is, with files that break it and no other; and sound files, which break none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from pipeline.bundles.preflight.checks import CHECKS
from pipeline.bundles.preflight.judgement import WHOLE
from pipeline.targets import Rule
from pipeline.targets.target import RULES, said
from tests.bundles.preflight import broken_epubs, broken_pdfs, sound_files
from tests.bundles.preflight.held import LIMITS, found, target

ALSO = {
    "no-annotations": {"standard"},
    "fonts-embedded": {"standard"},
    "black-text": {"grey", "standard"},
    "grey": {"standard"},
    "standard": {"grey", "bleed"},
    "gutter": {"most-pages"},
    "cover-text": {"cover-size", "least-pages"},
}
"""Rules that what breaks a rule may break as well: those on colours, on standards and on pages overlap."""
TABLES = (broken_epubs.BROKEN, broken_pdfs.BROKEN)
ROWS = [
    pytest.param(rule, files, words, id=f"{rule}: {what}")
    for table in TABLES
    for rule, cases in table.items()
    for what, files, words in cases
]


def test_sound_files_break_no_rule() -> None:
    """All rules at once, over a file of each kind."""
    files = {
        "book.epub": sound_files.epub().data(),
        "book.pdf": sound_files.press_book(),
        "book-cover.pdf": sound_files.cover_sheet(),
        "1.eml": sound_files.mail(),
    }
    assert found(files) == []


@pytest.mark.parametrize(("rule", "files", "words"), ROWS)
def test_what_breaks_a_rule_is_told_by_its_name(rule: str, files: Callable[[], dict[str, bytes]], words: str) -> None:
    """And breaks no other."""
    findings = found(files())
    of_it = [finding for finding in findings if finding.rule == rule]
    assert [words in finding.message for finding in of_it] == [True]
    assert {finding.rule for finding in findings} - {rule} <= ALSO.get(rule, set())


def test_every_rule_is_broken_here_and_judged() -> None:
    """A rule without a check, or a check that nothing shows to work, is none."""
    broken = {rule for table in TABLES for rule in table}
    assert broken == {WHOLE, *RULES}
    assert {*CHECKS} == {*RULES} == {*LIMITS}


def test_rules_are_said_with_their_limits() -> None:
    """Each in its own words, none with a gap."""
    sentences = [said(name, limit) for name, limit in LIMITS.items()]
    assert len({*sentences}) == len(sentences)
    assert not [sentence for sentence in sentences if "{" in sentence]
    assert said("gutter", LIMITS["gutter"]).endswith("10mm up to 32 pages, 40mm up to 300 pages")
    assert said("standard", "x-1a") == "a file by the standard PDF/X-1a"


def test_a_rule_that_nobody_asks_for_is_not_judged() -> None:
    """What no place wants is no fault."""
    files = broken_pdfs.drawn(8, "1 0 0 rg 200 200 9 9 re f")
    assert found(files, target(trim=["6x9in"])) == []


def test_a_rule_that_is_assumed_refuses_nothing() -> None:
    """What nobody has stated is a warning."""
    place = target(most_pages=20, least_pages=30)
    rules = {"most-pages": Rule(limit=20, source="Somebody", sure="assumed"), "least-pages": place.rules["least-pages"]}
    findings = found({"book.pdf": sound_files.press_book()}, replace(place, rules=rules))
    assert {finding.rule: finding.refused for finding in findings} == {"most-pages": False, "least-pages": True}
    assert [str(finding.notice()) for finding in findings if not finding.refused] == [
        "book.pdf: 24 pages; 20 at most are taken"
    ]
