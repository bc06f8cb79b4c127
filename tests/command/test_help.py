"""The help, what is said of a slip of the pen, and completion in shells."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import click
import pytest

from pipeline.command import headings
from pipeline.command.cli import cli
from tests.command.conftest import COMMAND, Publish

SCREEN = {"COLUMNS": "80", "LINES": "24"}
USAGE = "Usage: publish INPUTS… [OPTIONS]\n       publish VERB [OPTIONS]\n"


def test_the_help_fits_a_screen(publish: Publish) -> None:
    """Of 24 lines of 80 columns, with the line that it was asked for in; every line of it is about one thing."""
    done = publish("--help", env=SCREEN)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
    for needed in (*headings.FIRST, *cli.commands, "[default: build]", "[default: classic]"):
        assert needed in done.stdout
    assert publish("inputs", "--help", env=SCREEN).stdout == publish("-h", env=SCREEN).stdout == done.stdout


def test_without_a_word_the_help_is_shown(publish: Publish) -> None:
    """As an error, for nothing was asked for."""
    done = publish(env=SCREEN)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", publish("--help", env=SCREEN).stdout)


def test_every_option_stands_under_one_heading() -> None:
    """And no heading has one that there is not."""
    parameters = [
        parameter
        for command in (cli, cli.publishing, *cli.commands.values())
        for parameter in command.get_params(click.Context(command))
        if isinstance(parameter, click.Option)
    ]
    known = {max(parameter.opts, key=len) for parameter in parameters}
    assert Counter(name for names in headings.HEADINGS.values() for name in names) == Counter(known)
    assert {*headings.FIRST} <= known


def test_all_options_are_shown_where_they_are_asked_for(publish: Publish) -> None:
    """By their headings, each once, wherever the word stands."""
    done = publish("--help-all")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if line.removesuffix(":") in headings.HEADINGS] == [
        f"{heading}:" for heading in headings.HEADINGS
    ]
    for names in headings.HEADINGS.values():
        for name in names:
            assert len(re.findall(rf"^  (?:-\w, )?{name}\b(?!-)", done.stdout, re.MULTILINE)) == 1, name
    assert publish("nowhere", "--pdf", "--help-all").stdout == done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["inputs", "--pfd"], f"{USAGE}Try 'publish --help' for help.\n\nError: No such option '--pfd'. Did you mean '--pdf'?\n"),
        (["--titel=x", "inputs"], f"{USAGE}Try 'publish --help' for help.\n\nError: No such option '--titel'. Did you mean '--title'?\n"),
        (["inputs", "-epub"], f"{USAGE}Try 'publish --help' for help.\n\nError: No such option '-epub'. Did you mean '--epub'?\n"),
        (["inputs", "--no-include-answer"], f"{USAGE}Try 'publish --help' for help.\n\nError: No such option '--no-include-answer'. Did you mean '--no-include-answers'?\n"),
        (["inputs", "--zzz"], f"{USAGE}Try 'publish --help' for help.\n\nError: No such option '--zzz'.\n"),
        (["--pdf"], f"{USAGE}Try 'publish --help' for help.\n\nError: Missing argument 'INPUTS…'.\n"),
        (["list", "inputs", "--macth", "x"], "Usage: publish list [OPTIONS] INPUTS…\nTry 'publish list --help' for help.\n\nError: No such option '--macth'. Did you mean '--match'?\n"),
        (["lst", "inputs"], "Error: lst: no such verb, file or folder\nHint: Did you mean 'publish list'?\n"),
        (["imputs"], "Error: imputs: no such verb, file or folder\nHint: Did you mean 'inputs'?\n"),
        (["inputs", "inputs/wal.txt"], "Error: inputs/wal.txt: no such file or folder\nHint: Did you mean 'inputs/wall.txt'?\n"),
        (["list", "imputs"], "Error: imputs: no such file or folder\nHint: Did you mean 'inputs'?\n"),
        (["nowhere"], "Error: nowhere: no such file or folder\nHint: Check the spelling of the path.\n"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_told_with_what_was_meant(
    publish: Publish, sound_page: Path, arguments: list[str], said: str
) -> None:
    """Of an option, a verb, a path; and messages speak of nothing that was not typed."""
    done = publish(*arguments, env=SCREEN)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_an_input_may_be_called_like_a_verb(tmp_path: Path, publish: Publish, sound_page: Path) -> None:
    """Written with its folder, or behind two hyphens."""
    sound_page.parent.rename(tmp_path / "list")
    assert publish("./list", "--epub", "-q").stdout == publish("--epub", "-q", "--", "list").stdout != ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("publish l", {"list", "l"}),
        ("publish --tit", {"--title"}),
        ("publish inputs --spl", {"--split-by"}),
        ("publish -q inputs --no-b", {"--no-book"}),
        ("publish list inputs --bra", {"--branches"}),
        ("publish inputs --branches se", {"separate"}),
        ("publish inputs --output bu", {"bu"}),
        ("publish list inp", {"inp"}),
    ],
)
def test_words_are_completed(publish: Publish, typed: str, expected: set[str]) -> None:
    """Verbs, options of publishing and of verbs, their values; and paths, which are left to the shell."""
    words = typed.split(" ")
    env = {"_PUBLISH_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    done = publish(env=env)
    assert (done.returncode, done.stderr) == (0, "")
    items = {name: kind for kind, name in (line.split(",", 1) for line in done.stdout.splitlines())}
    assert {*items} == expected
    assert {name for name, kind in items.items() if kind == "file"} == {name for name in expected if name == words[-1]}


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_readmes_line_completes_in_a_shell() -> None:
    """As it stands there, in bash itself."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^eval .*_PUBLISH_COMPLETE=bash_source.*$", readme, re.MULTILINE)
    script = f"{line}\nCOMP_WORDS=(publish inputs --keep); COMP_CWORD=2; _publish_completion publish; echo $COMPREPLY"
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("--keep-intermediate\n", "")
