"""The headings of the help: the few options in `publish --help`, which fits a screen, and all in `--help-all`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import click

from pipeline.bindery import writers

_FORMATS = tuple(f"--{writer.name}" for writer in writers.WRITERS)
FIRST = (
    *_FORMATS, "--for", "--output", "--title", "--theme", "--quiet", "--help", "--help-all",
)  # fmt: skip
"""The options that most people need first, in their order."""
HEADINGS: Mapping[str, Sequence[str]] = {
    "What is made": (*_FORMATS, "--no-book", "--no-threads", "--output", "--keep-intermediate"),
    "Where it goes": ("--for", "--paper", "--colour"),
    "What the book is (book.toml can say it, too)": (
        "--title", "--cover", "--parts", "--split-by", "--theme", "--set", "--page", "--font", "--css",
    ),
    "Which threads are in it (book.toml can say it, too)": (
        "--author", "--since", "--until", "--match", "--id", "--min-posts", "--branches", "--include-private",
        "--include-answers", "--fold-crossposts", "--group-by-time",
    ),
    "Earlier editions": ("--library", "--no-library"),
    "How it is done": ("--workers", "--cluster", "--cache", "--no-cache", "--cache-size", "--strict"),
    "What is told": ("--verbose", "--quiet", "--version", "--help", "--help-all"),
}  # fmt: skip
"""All options by their headings. A test sees to it that none is forgotten."""

_Record = tuple[str, str]


def write_first(parameters: Iterable[click.Parameter], context: click.Context, formatter: click.HelpFormatter) -> None:
    """The options of `FIRST`, each with the first sentence of what is said of it."""
    records = _records(parameters, context)
    with formatter.section("Options"):
        formatter.write_dl([_brief(*records[name]) for name in FIRST if name in records])


def write_all(parameters: Iterable[click.Parameter], context: click.Context, formatter: click.HelpFormatter) -> None:
    """All options, by their headings."""
    records = _records(parameters, context)
    for heading, names in HEADINGS.items():
        if rows := [records[name] for name in names if name in records]:
            with formatter.section(heading):
                formatter.write_dl(rows)


def _records(parameters: Iterable[click.Parameter], context: click.Context) -> dict[str, _Record]:
    """What the help says of each option, by its longest name."""
    shown = ((max(parameter.opts, key=len), parameter.get_help_record(context)) for parameter in parameters)
    return {name: record for name, record in shown if record}


def _brief(name: str, said: str) -> _Record:
    """The option with the first sentence, and the default, which stands in brackets behind two spaces."""
    sentence, default = said.partition(". ")[0].partition("  [")[0].removesuffix("."), said.rpartition("  [")
    return name, f"{sentence}.{'  [' + default[2] if default[1] else ''}"
