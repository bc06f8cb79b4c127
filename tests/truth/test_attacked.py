"""What stands beside inputs may be a stranger's, too: themes, output folders, libraries, caches."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command.conftest import Publish
from tests.truth.conftest import HERE

UNIX = pytest.mark.skipif(os.name != "posix", reason="files of Unix")
GOOD = HERE / "utf16" / "good.json"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """in/good.json, a thread that nothing is wrong with."""
    (tmp_path / "in").mkdir()
    return Path(shutil.copy(GOOD, tmp_path / "in"))


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('base = "classic"\nsettings.leading = inf', "settings.leading: must be a number from 1 to 2.5, not inf"),
        ('base = "classic"\nsettings.page = "100000x1"', "settings.page: must be a4, a5, letter, 6x9 or WIDTHxHEIGHT"),
        ('base = "classic"\nsettings.margins = "1e9mm"', "settings.margins: must be four lengths from 0 to 200 mm"),
        ('base = "classic"\nsettings.margins = "9 70 9 70"', "the margins leave 8 × 192 mm for the text"),
        ('base = "classic"\nsettings.gutter = -1', "settings.gutter: must be a length from 0 to 20 mm"),
        (
            'base = "classic"\nsettings.folio.size = nan',
            'settings.folio.size: must be a number from 1 to 100, or "auto"',
        ),
        ('base = "classic"\nsettings.folio.foot = 1e300', "settings.folio.foot: must be a length from 0 to 600 mm"),
        ("options.x = 0x" + "f" * 5000, "line 1: x: cannot be read: broken TOML: a number that is too long"),
        ("options.x = 1", "options.x: not declared right"),
        ("[settings]", "declares no option page"),
        ('base = "nowhere"', "no theme called 'nowhere'"),
    ],
)
def test_a_setting_without_sense_is_told_with_its_file(
    publish: Publish, tmp_path: Path, good: Path, toml: str, told: str
) -> None:
    """One of them had a heading measured for ever."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "theme.toml").write_text(toml)
    done = publish("in", "--pdf", "--theme", "theme")
    assert done.returncode == (2 if "no theme" in told else 1)
    assert "a fault of" not in done.stderr
    assert "theme" in done.stderr.splitlines()[-2]
    assert told in done.stderr


def _entry(tmp_path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The library of a run, and its one thread."""
    facts = json.loads((tmp_path / "out" / "library.json").read_text(encoding="utf-8"))
    return facts, facts["library"]["entries"][0]["thread"]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("slug", "../../owned", "$.entries[0].thread: not a library: no name for a file: '../../owned'"),
        ("slug", "/tmp/owned", "no name for a file"),
        ("slug", "", "no name for a file"),
        ("slug", "a" * 300, "no name for a file"),
        ("posts", [], "a thread without posts"),
        ("date", {"year": 2020, "month": 1, "day": 10**30}, "not a library: "),
        ("asides", [{"start": 1, "end": 9, "answers": 0}], "an aside of posts that there are not"),
        ("gaps", [{"kind": "posts", "message": "x", "after": 9}], "a gap after a post that there is not"),
    ],
)
def test_a_library_that_no_run_wrote_is_refused(
    publish: Publish, tmp_path: Path, good: Path, field: str, value: object, told: str
) -> None:
    """Above all one whose names of files lead out of the output folder."""
    assert publish("in", "--epub", "-o", "out").returncode == 0
    facts, thread = _entry(tmp_path)
    thread[field] = value
    (tmp_path / "out" / "library.json").write_text(json.dumps(facts))
    before = sorted(tmp_path.rglob("*"))
    done = publish("in", "--epub", "-o", "out")
    assert done.returncode == 1
    assert "Error: out/library.json: " in done.stderr
    assert told in done.stderr
    assert [path for path in sorted(tmp_path.rglob("*")) if ".cache" not in path.parts and path not in before] == []


def test_two_threads_of_a_library_do_not_share_a_file(publish: Publish, tmp_path: Path, good: Path) -> None:
    """One would be written over the other."""
    assert publish("in", "--epub", "-o", "out").returncode == 0
    facts, thread = _entry(tmp_path)
    entries = facts["library"]["entries"]
    entries.append({"thread": thread | {"id": "another"}})
    (tmp_path / "out" / "library.json").write_text(json.dumps(facts))
    done = publish("in", "--epub", "-o", "out")
    assert "$.entries[1].thread.slug: not a library: two threads with files of one name" in done.stderr


def test_a_damaged_journal_costs_nothing(publish: Publish, tmp_path: Path, good: Path) -> None:
    """What it still says holds; what nobody remembers to have made is left alone, and told."""
    assert publish("in", "--epub", "-o", "out").returncode == 0
    journal = tmp_path / "out" / ".threadbound" / "made"
    journal.write_bytes(b"\xff\x00\n" + journal.read_bytes())
    good.write_text(good.read_text(encoding="utf-8").replace("good", "better"), encoding="utf-8")
    assert publish("in", "--epub", "-o", "out").returncode == 0
    journal.write_bytes(b"\xff\xfe")
    good.write_text(good.read_text(encoding="utf-8").replace("better", "best"), encoding="utf-8")
    done = publish("in", "--epub", "-o", "out")
    assert "Error: out/report.json: was not made by publish" in done.stderr
    assert "Traceback" not in done.stderr


@UNIX
@pytest.mark.parametrize("name", ["made", "in-use"])
def test_no_file_is_written_through_a_link(publish: Publish, tmp_path: Path, good: Path, name: str) -> None:
    """Of an output folder that came in somebody's archive."""
    (tmp_path / "mine.txt").write_text("mine\n")
    (tmp_path / "out" / ".threadbound").mkdir(parents=True)
    (tmp_path / "out" / ".threadbound" / name).symlink_to(tmp_path / "mine.txt")
    done = publish("in", "--epub", "-o", "out", "--no-library")
    assert done.returncode == 1
    assert f"out/.threadbound/{name}: cannot be written: it is a link, where a file of ours belongs" in done.stderr
    assert (tmp_path / "mine.txt").read_text() == "mine\n"


@UNIX
@pytest.mark.parametrize("name", ["out/.threadbound/unfinished", "out/.threadbound", "out/.cache/unfinished"])
def test_nothing_is_cleared_away_behind_a_link(publish: Publish, tmp_path: Path, good: Path, name: str) -> None:
    """What a run clears away at its end is its own."""
    treasure = tmp_path / "home" / "unfinished" / "novel"
    treasure.mkdir(parents=True)
    (treasure / "chapter.txt").write_text("Call me")
    assert publish("in", "--epub", "-o", "out").returncode == 0
    link = tmp_path / name
    shutil.rmtree(link)
    link.symlink_to(tmp_path / "home" / "unfinished" if link.name == "unfinished" else tmp_path / "home")
    done = publish("in", "--epub", "-o", "out")
    assert done.returncode == 1
    assert "it is a link, where a folder of ours belongs" in done.stderr
    assert (treasure / "chapter.txt").read_text() == "Call me"


@UNIX
@pytest.mark.parametrize("name", ["report.json", ".threadbound/made", ".threadbound/in-use", ".cache/CACHEDIR.TAG"])
def test_a_pipe_in_an_output_folder_is_not_waited_for(publish: Publish, tmp_path: Path, good: Path, name: str) -> None:
    """It is told of, and left there."""
    pipe = tmp_path / "out" / name
    pipe.parent.mkdir(parents=True)
    os.mkfifo(pipe)
    done = publish("in", "--epub", "-o", "out", "--no-library")
    assert done.returncode == 1
    assert name.rpartition("/")[0] in done.stderr
    assert "it is a pipe, not a file" in done.stderr or "it is no file, where one of ours belongs" in done.stderr
    assert pipe.is_fifo()


def test_a_folder_in_the_place_of_an_entry_is_replaced(publish: Publish, tmp_path: Path, good: Path) -> None:
    """A cache may be deleted at any time, and what is in it."""
    assert publish("in", "--epub", "-o", "out").returncode == 0
    entries = [path for path in (tmp_path / "out" / ".cache").iterdir() if len(path.name) == 64]
    for entry in entries:
        entry.unlink()
        (entry / "deep").mkdir(parents=True)
    done = publish("in", "--epub", "-o", "out")
    assert done.returncode == 0
    assert "Warning" not in done.stderr
    assert publish("in", "--epub", "-o", "out").stderr.count("Threads: 0") == 1


@pytest.mark.parametrize("place", ["9" * 5000, "1." + "9" * 5000, "٣", "-1", "1.x"])
def test_a_picture_by_a_number_that_is_none_is_told(publish: Publish, tmp_path: Path, good: Path, place: str) -> None:
    """Python takes 4,300 digits for a number."""
    thread = "goodone-good"
    (tmp_path / "in" / "book.toml").write_text(f'[threads."{thread}"]\nalt."{place}" = "A cat"\n', encoding="utf-8")
    done = publish("in", "--epub", "--no-library")
    assert done.returncode == 1
    assert f"in{os.sep}book.toml: threads.{thread}.alt: there is no picture '{place[:20]}" in done.stderr


def test_votes_without_end_cost_nothing(publish: Publish, tmp_path: Path) -> None:
    """Nor does any other number that no network has."""
    posts = (HERE.parent / "golden" / "twscrape" / "lines" / "input.jsonl").read_text(encoding="utf-8")
    facts = json.loads(posts.splitlines()[0])
    options = [{"label": "Yes", "votesCount": 10**400}, {"label": "No", "votesCount": -(10**30)}]
    facts["card"] = {"options": options, "endDate": "2023-04-20"}
    (tmp_path / "a.jsonl").write_text("\n".join([json.dumps(facts), *posts.splitlines()[1:]]), encoding="utf-8")
    done = publish("a.jsonl", "--epub", "--min-posts", "1")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
