"""Furniture: all that may stand beside inputs. An editor's files, statements on a page, a theme, an output folder."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from pathlib import Path

from pipeline.typeset import theme as themes
from tests.conftest import GOLDEN

BOOK = """\
[book]
title = "Kilns and cats"
subtitle = "Two threads"
editor = "Ada Bell"
order = ["1785640089600000000"]

[threads.1785640089600000000]
title = "The kiln"
author = "Nell"
year = 2024
leave_out_posts = [3]
withdrawn_posts = [4]
alt."2.1" = "Cones"

[files."page.txt"]
posts = ["A list of", "We gave"]
"""
THEME = """\
name = "mine"
title = "Mine"
base = "classic"
description = "A theme"

[settings]
recognise = true
print_alt = true
heading_size = 15.5
[settings.folio]
align = "outer"
size = 9
color = "#333333"
foot = 12.5
"""
MARK = b"threadbound entry 1\n"
_CHOICES = (
    "in/book.toml",
    "in/book.toml",
    "in/page.txt.posts.txt",
    "in/alt_text.json",
    "theme/theme.toml",
    "theme/theme.toml",
    "theme/thread.md.j2",
    "out/library.json",
    "out/library.json",
    "out/library.json",
    "out/report.json",
    "out/.threadbound/made",
    "out/.cache/[0-9a-f]*",
    "out/.cache/[0-9a-f]*",
    "out/.cache/[0-9a-f]*",
)


def place_at(place: Path) -> None:
    """Put sound inputs and all that stands beside them into a folder: in, theme; an output folder comes of a run."""
    inputs, theme = place / "in", place / "theme"
    shutil.copytree(GOLDEN / "thread-json" / "complete", inputs, ignore=shutil.ignore_patterns("expected.json"))
    page = GOLDEN / "thread-reader-text" / "override" / "input.txt"
    shutil.copy(page, inputs / "page.txt")
    shutil.copy(page.with_name("input.txt.posts.txt"), inputs / "page.txt.posts.txt")
    shutil.copy(GOLDEN / "twscrape" / "lines" / "input.jsonl", inputs / "lines.jsonl")
    (inputs / "book.toml").write_text(BOOK)
    described = '[{"tweet_id": "1785640592900000000", "media_url": "https://x.com/kiln.png", "alt_text": "Cones"}]'
    (inputs / "alt_text.json").write_text(described)
    theme.mkdir()
    (theme / "theme.toml").write_text(THEME)
    shutil.copy(themes.load(themes.DEFAULT).file("thread.md.j2"), theme)


def chosen(chance: random.Random, place: Path) -> Path:
    """One of the files that stand beside the inputs."""
    files: list[Path] = []
    while not files:
        files = sorted(path for path in place.glob(chance.choice(_CHOICES)) if path.is_file())
    return chance.choice(files)


def sign(entry: Path) -> None:
    """Make an entry of a cache look whole again, whatever its data are now."""
    data = entry.read_bytes()[len(MARK) + 32 :]
    entry.write_bytes(MARK + hashlib.sha256(entry.name.encode() + data).digest() + data)


def lose_posts(place: Path) -> None:
    """Take posts out of the inputs, so that the next run goes on from what the library has."""
    lines = place / "in" / "lines.jsonl"
    lines.write_text("".join(lines.read_text(encoding="utf-8").splitlines(keepends=True)[::2]), encoding="utf-8")
    thread = place / "in" / "input.json"
    facts = json.loads(thread.read_text(encoding="utf-8"))
    facts["posts"] = facts["posts"][:2] + facts["posts"][3:]
    thread.write_text(json.dumps(facts), encoding="utf-8")
