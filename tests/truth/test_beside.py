"""Inputs beside each other in one folder: none costs another anything, and a file that is not ours is no error."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.collection.edition import Edition
from pipeline.collection.finding import find
from pipeline.collection.search import Findings, Search
from tests.command.conftest import Publish
from tests.conftest import GOLDEN, Quiet
from tests.truth.conftest import Command

INPUTS = Path(__file__).parents[2] / "inputs"
HERE = Path(__file__).parent
SAMPLES = {
    "": [
        GOLDEN / "x-archive" / "layout-of-2024" / "input",
        GOLDEN / "mastodon-archive" / "mastodon" / "input",
        GOLDEN / "threads-export" / "folder" / "input",
        GOLDEN / "gallery-dl" / "folder" / "input",
        INPUTS / "regular-expressions.md",
        INPUTS / "fresnel-lens.txt",
        INPUTS / "bread.json",
    ],
    "pages": [
        HERE / "damaged-piece-of-an-archive" / "tweets.js",
        INPUTS / "tide-pools.html",
        INPUTS / "words-for-books.md",
        INPUTS / "sundial" / "conversation.json",
        INPUTS / "lighthouse-keepers.txt",
    ],
    "data": [INPUTS / "tower-bells.html", INPUTS / "gossamer.json"],
    "media": [INPUTS / "seventy-two-seasons.txt"],
}
"""Inputs of many kinds by the folder that they go into, which may be one that an archive brings along."""
PIECES = [(folder, sample) for folder, samples in SAMPLES.items() for sample in samples]


def laid_out(folder: Path, pieces: list[tuple[str, Path]]) -> Path:
    """A new folder that holds the pieces."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for below, piece in pieces:
        place = folder / below
        place.mkdir(exist_ok=True)
        if piece.is_dir():
            shutil.copytree(piece, place, dirs_exist_ok=True)
        else:
            shutil.copy(piece, place)
    return folder


def published(folder: Path, min_posts: int) -> tuple[set[str], Findings]:
    """The posts of all threads that are found in a folder, by id or else by text; and the findings."""
    findings = find([str(folder)], Edition(), Search(min_posts=min_posts), Quiet())
    return {post.id or post.text for thread in findings.threads for post in thread.posts}, findings


@given(st.permutations(PIECES), st.integers(1, len(PIECES) - 1), st.sampled_from([1, 2]))
@settings(max_examples=25, deadline=None)
def test_an_input_added_removes_no_post(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[str, Path]], some: int, min_posts: int
) -> None:
    """What some of the inputs publish, all of them together publish too."""
    base = tmp_path_factory.getbasetemp()
    part, _ = published(laid_out(base / "part", pieces[:some]), min_posts)
    whole, _ = published(laid_out(base / "whole", pieces), min_posts)
    assert part <= whole


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece[1].name)
def test_an_input_costs_no_other_anything(tmp_path: Path, piece: tuple[str, Path]) -> None:
    """Each alone publishes what it publishes among all; what is wrong with one is told all the same."""
    alone, findings = published(laid_out(tmp_path / "alone", [piece]), 1)
    among, together = published(laid_out(tmp_path / "all", PIECES), 1)
    assert alone <= among
    assert {error.where for error in findings.failures} <= {error.where for error in together.failures}
    assert alone or findings.failures


def test_an_archive_claims_its_own_files(tmp_path: Path, command: Command) -> None:
    """A page beside an unpacked archive is published, and what is the archive's is neither read twice nor passed over."""
    archive, page = GOLDEN / "x-archive" / "layout-of-2024" / "input", INPUTS / "regular-expressions.md"
    run = command(str(laid_out(tmp_path / "in", [("", archive), ("", page)])), "-v")
    assert run.exit == 0
    assert {thread["handle"] for thread in run.threads} == {"breadclock", "wendelakoss"}
    assert "Passed over" not in run.said


def test_a_damaged_piece_of_an_archive_costs_itself(tmp_path: Path, command: Command) -> None:
    """An error names it, and the page beside it is published."""
    piece, page = HERE / "damaged-piece-of-an-archive" / "tweets.js", INPUTS / "regular-expressions.md"
    run = command(str(laid_out(tmp_path / "in", [("", piece), ("", page)])))
    assert run.exit == 1
    assert "tweets.js" in run.said
    assert [thread["handle"] for thread in run.threads] == ["wendelakoss"]


@pytest.mark.parametrize(
    ("piece", "data", "said"),
    [
        ("tweets.js", b"", "tweets.js: the file is empty"),
        ("tweets.js", b"\0" * 99, "tweets.js: binary data, not text"),
        ("tweets.js", b'lost": [ {"tweet": {"full_text": "Words.', "tweets.js: not the JavaScript that X writes"),
        ("data/tweets.js", b"window.YTD.tweets.part0 = [", "data/tweets.js: item 1: the file ends before its list"),
        ("account.js", b"window.YTD.account.part0 = []", "there is no tweets.js in the archive"),
        ("outbox.json", b'{"@context": "https://www.w3.org/ns/activitystreams", "orderedItems": [', "outbox.json"),
        ("manifest.js", b"window.site = {}", ""),
        ("actor.json", b"{}", ""),
    ],
)
def test_a_stray_piece_costs_itself(tmp_path: Path, piece: str, data: bytes, said: str) -> None:
    """Whatever is left of an archive: an error where it was one, nothing where it may be anybody's."""
    page = laid_out(tmp_path / "in", [("", INPUTS / "regular-expressions.md")])
    (page / piece).parent.mkdir(exist_ok=True)
    (page / piece).write_bytes(data)
    posts, findings = published(page, 2)
    assert len(posts) == 9
    assert [said in str(error) for error in findings.failures] == [True] * bool(said)


def test_notes_beside_threads_are_passed_over(command: Command) -> None:
    """Notes of a vault, its slides and its clips of other sites are named where that is asked for, and no error."""
    run = command("vault-with-other-notes", "-v")
    assert run.exit == 0
    assert [thread["found"] for thread in run.threads] == [2]
    notes = (
        "Daily/2026-01-24.md",
        "Empty.md",
        "Plain.md",
        "Post by @rosa_t on X.md",
        "Recipe.md",
        "Talk.md",
        "tweet.md",
    )
    assert [line for line in run.said.splitlines() if "Passed over" in line] == [
        f"Passed over, not a thread: {name}" for name in notes
    ]


@pytest.mark.parametrize(
    ("note", "said", "hint"),
    [
        ("Recipe.md", "line 4: unknown key 'tags'", "The keys are title, author"),
        ("Talk.md", "reads like slides: most of its parts begin with a heading", "add a line handle: NAME"),
        ("Plain.md", "has no front matter", "Begin the file with a line ---"),
        ("Empty.md", "the file is empty", "Save the thread again."),
    ],
)
def test_a_note_that_is_named_is_refused_with_a_reason(publish: Publish, note: str, said: str, hint: str) -> None:
    """Whoever names a file itself takes it for a thread."""
    run = publish("list", str(HERE / "vault-with-other-notes" / note))
    assert run.returncode == 1
    assert f"{note}: {said}" in run.stderr
    assert hint in run.stderr


def test_a_clip_of_another_program_is_named_and_no_error(command: Command) -> None:
    """Its keys are no mistakes; where there is nothing else, the command says what it passed over."""
    done = command("clip-of-another-program")
    assert (done.exit, done.threads) == (1, [])
    assert done.said.endswith(
        "Error: no thread found; passed over: Post by @rosa_t on X.md, note.md\n"
        "Hint: `publish sources` lists what can be read.\n"
    )
