"""X: what its files say, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.truth.conftest import Case


def texts(thread: dict[str, Any]) -> list[str]:
    return [post["text"] for post in thread["posts"]]


def test_a_link_with_a_short_label_cuts_nothing(case: Case) -> None:
    """The "…" is X's, at the end of the label; the text is whole."""
    report, _ = case("cut-at-link")
    (thread,) = report["threads"]
    assert len(thread["posts"]) == 2
    assert thread["gaps"] == []


def test_a_long_post_is_whole_though_its_link_differs(case: Case) -> None:
    """X shortens a link anew for the note."""
    report, _ = case("note-with-link")
    (thread,) = report["threads"]
    assert texts(thread)[0].endswith("nobody liked to be the one who had to do it.")
    assert thread["gaps"] == []


def test_an_archive_without_an_account_is_of_whom_its_answers_name(case: Case) -> None:
    """Answers to oneself carry one's name."""
    report, _ = case("archive-without-account")
    (thread,) = report["threads"]
    assert (thread["handle"], len(thread["posts"])) == ("pondlife", 2)
    assert thread["url"] == "https://x.com/pondlife/status/1222539833458868224"
    assert report["warnings"] == []


def test_a_page_of_the_wayback_machine_leads_to_the_web(case: Case, tmp_path: Path) -> None:
    """Links, mentions and pictures are those of the page, before it was archived."""
    report, _ = case("wayback-page", "--keep-intermediate")
    (thread,) = report["threads"]
    assert len(thread["posts"]) == 3
    (body,) = (tmp_path / "build" / "intermediate").glob("*.xhtml")
    chapter = body.read_text(encoding="utf-8")
    assert "archive.org" not in chapter
    for address in ("https://example.com/pencils/history", "https://x.com/borrowdale"):
        assert f'href="{address}"' in chapter
    assert "https://pbs.twimg.com/media/EAAAAAAAAAA.jpg" in chapter
