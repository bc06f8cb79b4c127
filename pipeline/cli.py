"""The command: its verbs and options. Only this file exits.

What takes time to import is imported where it is needed: `publish --help` waits for nothing.
"""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import __version__
from pipeline.date import Date
from pipeline.errors import PublishError

if TYPE_CHECKING:
    from pipeline.model import Thread
    from pipeline.progress import Progress
    from pipeline.search import Search


class _VerbOrInputs(click.Group):
    """`publish VERB …`, and `publish INPUTS… ` for everything else: publishing is what it does unless told."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        group_options = {"--help", "-h", "--version"}
        if args and args[0] not in self.commands and args[0] not in group_options:
            args = ["make", *args]
        return super().parse_args(ctx, args or ["--help"])

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in super().list_commands(ctx) if name != "make"]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "INPUTS… [OPTIONS]")
        formatter.write_usage(ctx.command_path, "VERB [OPTIONS]", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # The options of publishing are what people look for in `publish --help`.
        make_it.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _date(text: str) -> Date:
    from pipeline.sources.stated import parse_date

    try:
        return parse_date(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no date. Write 2021-02-05, 2021-02 or 2021.") from None


def _bytes(size: str) -> int:
    """A size as people write it, in bytes: "500M", "2G"."""
    match = re.fullmatch(r"(\d{1,6})\s*([kMGT])i?B?", size.strip(), re.IGNORECASE)
    if not match:
        raise click.BadParameter(f"{size!r} is no size. Write 500M or 2G.")
    return int(match[1]) << 10 * ("KMGT".index(match[2].upper()) + 1)


_output = click.option(
    "-o", "--output", default="build", show_default=True, metavar="FOLDER", help="Where the books go. It is not read."
)


def _choosing(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what is read and which threads are wanted, for every verb that reads."""
    options = (
        click.argument("inputs", nargs=-1, required=True, metavar="INPUTS…"),
        click.option(
            "--min-posts",
            default=2,
            show_default=True,
            type=click.IntRange(min=1),
            metavar="N",
            help="The shortest chain of posts in an archive that counts as a thread.",
        ),
        click.option(
            "--branches",
            type=click.Choice(["inline", "separate", "drop"]),
            default="inline",
            show_default=True,
            help="Answers beside a thread's main line: asides in it, threads of their own, or left out.",
        ),
        click.option("--include-private", is_flag=True, help="Read posts for followers or single readers, too."),
        click.option(
            "--fold-crossposts",
            is_flag=True,
            help="Of threads that their author posted on several networks, keep one.",
        ),
        click.option(
            "--group-by-time",
            type=click.IntRange(min=1),
            metavar="MINUTES",
            help="Where a source does not say which posts make a thread: those that follow each other so closely.",
        ),
        click.option("--since", type=_date, metavar="DATE", help="No thread before: 2021-02-05, 2021-02 or 2021."),
        click.option("--until", type=_date, metavar="DATE", help="No thread after."),
        click.option(
            "--author", "authors", multiple=True, metavar="NAME", help="Threads by this handle or name. Repeatable."
        ),
        click.option("--match", default="", metavar="TEXT", help="Threads with this text in them."),
        click.option(
            "--id",
            "ids",
            multiple=True,
            metavar="ID",
            help="The thread of this name (see `publish list`), address or post. Repeatable.",
        ),
        click.option(
            "--library",
            default="",
            metavar="FILE",
            help="What earlier runs have published, and this one adds to.  [default: OUTPUT/library.json]",
        ),
        click.option("--no-library", is_flag=True, help="Neither go on from earlier runs, nor let others go on."),
        click.option("-v", "--verbose", is_flag=True, help="Name what is passed over, too."),
        click.option("-q", "--quiet", is_flag=True, help="Print errors and what was asked for, nothing else."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(cls=_VerbOrInputs, context_settings=_CONTEXT, invoke_without_command=False)
@click.version_option(__version__, prog_name="publish")
def cli() -> None:
    """Make books of saved social threads: a PDF to print, an EPUB to read.

    INPUTS are files or folders: saved pages, archives and exports of several networks, thread.json and Markdown files
    (`publish sources` lists them all). An input that is called like a verb is written ./list.
    """


@cli.command("make", context_settings=_CONTEXT)
@click.option("--pdf", is_flag=True, help="Make PDFs. With neither --pdf nor --epub, both are made.")
@click.option("--epub", is_flag=True, help="Make EPUBs.")
@_output
@click.option("--theme", default="classic", show_default=True, metavar="NAME|FOLDER", help="How the books look.")
@click.option("--title", default="", metavar="TITLE", help="Title of the collection.")
@click.option("--no-book", "book", flag_value=False, default=True, help="No book of the whole collection.")
@click.option("--no-threads", "threads", flag_value=False, default=True, help="No book for each thread.")
@click.option(
    "--split-by", default="", metavar="author|year|month|N", help="Divide the collection into volumes; N: of N threads."
)
@_choosing
@click.option("--strict", is_flag=True, help="Exit with 1 if anything is missing or was repaired.")
@click.option("--keep-intermediate", is_flag=True, help="Keep each thread's Markdown and XHTML.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    metavar="N",
    help="How many processes work at once.  [default: one for each core]",
)
@click.option(
    "--cluster", default="", metavar="ADDRESS", help="Work on a Dask cluster: tcp://scheduler:8786, or local."
)
@click.option("--cache", default="", metavar="FOLDER", help="Where to keep what was made.  [default: OUTPUT/.cache]")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing.")
@click.option(
    "--cache-size",
    type=_bytes,
    default="2G",
    show_default=True,
    metavar="SIZE",
    help="What the cache may take: 500M, 2G.",
)
def make_it(
    inputs: tuple[str, ...],
    pdf: bool,
    epub: bool,
    strict: bool,
    verbose: bool,
    quiet: bool,
    no_cache: bool,
    **settings: Any,
) -> None:
    """Make books of INPUTS."""
    from pipeline import console
    from pipeline.publish import Options, publish

    gc.freeze()  # what is imported stays: the collector need not look at it again and again
    if not settings["book"] and not settings["threads"]:
        raise click.UsageError("--no-book and --no-threads together leave nothing to make.")
    if settings["cache"] and no_cache:
        raise click.UsageError("--cache and --no-cache exclude each other.")
    if no_cache:
        settings["cache"] = None
    library = _library(settings)
    formats = tuple(name for name, wanted in (("pdf", pdf), ("epub", epub)) if wanted or not (pdf or epub))
    options = Options(formats=formats, search=_search(settings), library=library, **settings)
    with _progress(verbose, quiet) as progress:
        report = publish(inputs, options, progress)
    console.tell(report, options.output, verbose=verbose, quiet=quiet)
    if report.failures or not report.threads or (strict and (report.warnings or report.missing)):
        sys.exit(1)


@cli.command("list", context_settings=_CONTEXT)
@_output
@_choosing
def list_threads(inputs: tuple[str, ...], **settings: Any) -> None:
    """List the threads in INPUTS, and make nothing."""
    from pipeline import listing

    _tell_of(inputs, settings, listing.table)


@cli.command("init", context_settings=_CONTEXT)
@_output
@_choosing
def begin_edition(inputs: tuple[str, ...], **settings: Any) -> None:
    """Write a book.toml into INPUTS, a folder: what an editor can say about each thread found there."""
    from pipeline import edition

    path = edition.new(inputs)
    _tell_of(inputs, settings, lambda threads: [edition.begin(path, threads)])


def _tell_of(
    inputs: tuple[str, ...], settings: dict[str, Any], lines: Callable[[Sequence[Thread]], Iterable[str]]
) -> None:
    """Find the threads in the inputs, and make no books: say the lines that are to be said of them."""
    from pipeline import console, edition
    from pipeline.library import LibraryFile
    from pipeline.report import Report
    from pipeline.search import find

    verbose, quiet, output = (settings.pop(name) for name in ("verbose", "quiet", "output"))
    file = LibraryFile.named(_library(settings), output)
    skip = [Path(output).resolve(), *(file.places if file else ())]
    report = Report()
    with _progress(verbose, quiet) as progress:
        library = file.load() if file else None
        find(inputs, edition.find(inputs), _search(settings), report, progress, library=library, skip=skip)
    if report.threads:
        console.tell_lines(lines(report.threads))
    console.tell_problems(report, verbose=verbose, quiet=quiet)
    if report.failures or not report.threads:
        sys.exit(1)


def _library(settings: dict[str, Any]) -> str | None:
    """The library's file, taken out of the settings of a verb: "" where it is not named, None for none."""
    library, without = settings.pop("library"), settings.pop("no_library")
    if library and without:
        raise click.UsageError("--library and --no-library exclude each other.")
    return None if without else library


def _search(settings: dict[str, Any]) -> Search:
    """What is read and wanted, taken out of the settings of a verb."""
    from pipeline.search import Search
    from pipeline.selection import Selection

    names = ("since", "until", "authors", "match", "ids")
    selection = Selection(**{name: settings.pop(name) for name in names})
    others = ("min_posts", "branches", "include_private", "fold_crossposts", "group_by_time")
    return Search(selection=selection, **{name: settings.pop(name) for name in others})


def _progress(verbose: bool, quiet: bool) -> AbstractContextManager[Progress]:
    from pipeline import console

    if verbose and quiet:
        raise click.UsageError("--verbose and --quiet exclude each other.")
    return console.progress(quiet)


@cli.command("sources")
def list_sources() -> None:
    """List the formats that can be read."""
    from pipeline.sources import READERS

    for reader in READERS:
        click.echo(f"{reader.name:22}{reader.title}")


@cli.command("themes")
def list_themes() -> None:
    """List the themes that come with Threadbound."""
    from pipeline.typeset import theme as themes

    for name in themes.built_in():
        click.echo(f"{name:12}{themes.load(name).title}")


def main() -> None:
    """The entry point: every error in one place, in the same words."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except PublishError as error:
        from pipeline import console

        console.tell_problem("Error", error)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`publish … | head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
