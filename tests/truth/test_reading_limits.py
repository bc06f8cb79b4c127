"""Inputs that would take any time and memory cost themselves, are named, and soon: by the real command."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from tests.conftest import GOLDEN
from tests.truth.conftest import Command

INPUTS = Path(__file__).parents[2] / "inputs"
ARCHIVE = GOLDEN / "x-archive" / "layout-of-2024" / "input"
MIB = 2**20


def test_a_zip_of_many_hollow_files_is_stopped(tmp_path: Path, command: Command) -> None:
    """Each alone is small enough; together they would unpack to a thousand times what came. What lies beside is made."""
    (tmp_path / "in").mkdir()
    shutil.copy(INPUTS / "bread.json", tmp_path / "in")
    with zipfile.ZipFile(tmp_path / "in" / "archive.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in ("account.js", "tweets.js"):
            archive.write(ARCHIVE / "data" / file, f"data/{file}")
        for part in range(1, 60):
            hollow = f"window.YTD.tweets.part{part} = [{' ' * 15 * MIB}]"
            archive.writestr(f"data/tweets-part{part}.js", hollow)
    run = command(str(tmp_path / "in"))
    assert run.exit == 1
    assert "archive.zip: tweets-part" in run.said
    assert "unpacks to far more than an archive holds" in run.said
    assert len(run.threads) == 1


def test_a_post_of_two_million_characters_is_cut(tmp_path: Path, command: Command) -> None:
    """From any network: what is beyond the longest that any allows is left out, and that is told."""
    texts = ("All that there is to say:", "All work and no play. " * 100_000 + "The end.")
    first = 1_700_000_000_000_000_001
    posts = [
        {
            "id": str(first + number),
            "text": text,
            "author_id": "5",
            "created_at": f"2023-09-08T00:0{number}:00.000Z",
            "conversation_id": str(first),
            "in_reply_to_user_id": "5",
            "referenced_tweets": [{"type": "replied_to", "id": str(first)}] if number else [],
        }
        for number, text in enumerate(texts)
    ]
    response = {"data": posts, "includes": {"users": [{"id": "5", "name": "Jack", "username": "jack"}]}}
    (tmp_path / "long.json").write_text(json.dumps(response), encoding="utf-8")
    run = command(str(tmp_path / "long.json"))
    assert run.exit == 0
    assert "2,200,008 characters, more than the 100,000 of one post" in run.said
    assert [len(post["text"]) for thread in run.threads for post in thread["posts"]] == [25, 100_000]
