"""X: what its files say, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.truth.conftest import Command


def texts(thread: dict[str, Any]) -> list[str]:
    return [post["text"] for post in thread["posts"]]


def test_a_link_with_a_short_label_cuts_nothing(case: Command) -> None:
    """The "…" is X's, at the end of the label; the text is whole."""
    report = case("cut-at-link").report
    (thread,) = report["threads"]
    assert len(thread["posts"]) == 2
    assert thread["gaps"] == []


def test_a_long_post_is_whole_though_its_link_differs(case: Command) -> None:
    """X shortens a link anew for the note."""
    report = case("note-with-link").report
    (thread,) = report["threads"]
    assert texts(thread)[0].endswith("nobody liked to be the one who had to do it.")
    assert thread["gaps"] == []


def test_an_archive_without_an_account_is_of_whom_its_answers_name(case: Command) -> None:
    """Answers to oneself carry one's name."""
    report = case("archive-without-account").report
    (thread,) = report["threads"]
    assert (thread["handle"], len(thread["posts"])) == ("pondlife", 2)
    assert thread["url"] == "https://x.com/pondlife/status/1222539833458868224"
    assert report["warnings"] == []


def test_a_page_of_the_wayback_machine_leads_to_the_web(case: Command, tmp_path: Path) -> None:
    """Links, mentions and pictures are those of the page, before it was archived."""
    report = case("wayback-page", "--keep-intermediate").report
    (thread,) = report["threads"]
    assert len(thread["posts"]) == 3
    (body,) = (tmp_path / "out" / "intermediate").glob("*.xhtml")
    chapter = body.read_text(encoding="utf-8")
    assert "archive.org" not in chapter
    for address in ("https://example.com/pencils/history", "https://x.com/borrowdale"):
        assert f'href="{address}"' in chapter
    assert "https://pbs.twimg.com/media/EAAAAAAAAAA.jpg" in chapter


def test_an_author_is_known_by_the_id_of_another_file(case: Command) -> None:
    """The first post is there without its author, whom the answers name."""
    report = case("root-without-author").report
    (thread,) = report["threads"]
    assert (thread["author"], thread["handle"], len(thread["posts"])) == ("Pencil Fan", "pencilfan", 4)
    assert thread["url"] == "https://x.com/pencilfan/status/1320000000000000001"
    assert (thread["gaps"], report["warnings"]) == ([], [])


def test_what_begins_as_an_answer_is_told(case: Command) -> None:
    """Once for the input, with the option that takes it in; in the summary and in the report."""
    done = case("begins-as-an-answer")
    report, said = done.report, done.said
    (thread,) = report["threads"]
    assert thread["title"] == "Pond news"
    told = "1 thread of 3 posts that begins as an answer to someone else was left out"
    assert f"Warning: begins-as-an-answer: {told}\nHint: With --include-answers it is published too.\n" in said
    assert "Left out: 1 thread that begins as an answer to someone else." in said
    assert [warning["message"] for warning in report["warnings"]] == [told]
    assert report["totals"]["left_out"] == {"threads": 1, "posts": 3}


def test_what_begins_as_an_answer_is_taken_in(case: Command) -> None:
    """Led by all that is known of the answered post."""
    done = case("begins-as-an-answer", "--include-answers")
    report, said = done.report, done.said
    answer, _ = report["threads"]
    assert (len(answer["posts"]), report["totals"]["left_out"]) == (3, {"threads": 0, "posts": 0})
    (gap,) = answer["gaps"]
    address = "https://x.com/heronwatch/status/1222539000000000000"
    assert gap["message"] == f"an answer to @heronwatch’s post, which was not saved: {address}"
    assert (gap["after"], gap["evidence"], "Left out" in said) == (-1, "reply", False)


def test_posts_in_communities_are_read_and_articles_told(case: Command) -> None:
    """Long posts are whole, deleted posts stay out."""
    report = case("community-and-article").report
    community, long = report["threads"]
    assert [text.rpartition(". ")[2] for text in texts(long)] == ["END OF FIRST", "Short second", "END OF THIRD"]
    assert texts(community) == ["A post in a community", "and its second"]
    assert [warning["message"] for warning in report["warnings"]] == ["1 article is not read: “An article about type”"]
