"""The command: its verbs. Only this file exits.

What takes time to import is imported where it is needed: `publish --help` waits for nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from pipeline import __version__, startup
from pipeline.command import options, verbs
from pipeline.command.targets import targets
from pipeline.command.themes import themes
from pipeline.errors import PublishError, unexpected

if TYPE_CHECKING:
    from pipeline.model import Thread
    from pipeline.progress import Progress


@click.group(cls=verbs.Command, context_settings=verbs.HELP)
@click.version_option(__version__, prog_name="publish")
@verbs.help_all
def cli() -> None:
    """Make books of saved social threads: a PDF to print, an EPUB to read.
    INPUTS are files or folders; `publish sources` lists what can be read.
    """


@click.command(cls=verbs.Publishing, context_settings=verbs.HELP)
@verbs.help_all
@options.formats
@options.output
@options.places
@options.looks
@click.option("--title", default="", metavar="TITLE", help="Title of the collection.")
@click.option("--cover", default="", metavar="FILE", help="A picture as the whole cover of the collection.")
@click.option("--no-book", "book", flag_value=False, default=True, help="No book of the whole collection.")
@click.option("--no-threads", "threads", flag_value=False, default=True, help="No book for each thread.")
@click.option(
    "--split-by",
    default="",
    metavar="author|year|month|N|none",
    help="Divide the collection into volumes; N: of N threads.  [default: none]",
)
@options.parts
@options.choosing
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
@click.option(
    "--cache",
    default="",
    type=click.Path(),
    metavar="FOLDER",
    help="Where to keep what was made.  [default: OUTPUT/.cache]",
)
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing.")
@click.option(
    "--cache-size",
    type=options.size,
    default="2G",
    show_default=True,
    metavar="SIZE",
    help="What the cache may take: 500M, 2G.",
)
def make_it(
    inputs: tuple[str, ...],
    strict: bool,
    verbose: bool,
    quiet: bool,
    no_cache: bool,
    **settings: Any,
) -> None:
    """Make books of INPUTS."""
    from pipeline.command import console
    from pipeline.publish import Options, publish

    startup.settle()
    if not settings["book"] and not settings["threads"]:
        raise click.UsageError("--no-book and --no-threads together leave nothing to make.")
    if settings["keep_intermediate"] and settings["targets"]:
        raise click.UsageError("--keep-intermediate and --for exclude each other.")
    if settings["cache"] and no_cache:
        raise click.UsageError("--cache and --no-cache exclude each other.")
    if no_cache:
        settings["cache"] = None
    library = options.library(settings)
    settings["settings"] = options.settings_in(settings)
    formats = options.formats_in(settings)
    wanted = Options(formats=formats, search=options.stated(settings), library=library, **settings)
    with _progress(verbose, quiet) as progress:
        report = publish(inputs, wanted, progress)
    console.tell(report, wanted.output, verbose=verbose, quiet=quiet)
    if report.failures or not report.threads or (strict and (report.warnings or report.missing)):
        raise Exit(1)


cli.publishing = make_it


@cli.command("list", cls=verbs.Verb, context_settings=verbs.HELP)
@options.output
@options.choosing
def list_threads(inputs: tuple[str, ...], **settings: Any) -> None:
    """List the threads in INPUTS, and make nothing."""
    from pipeline.command import listing

    _tell_of(inputs, settings, listing.table)


@cli.command("init", cls=verbs.Verb, context_settings=verbs.HELP)
@options.output
@options.choosing
def begin_edition(inputs: tuple[str, ...], **settings: Any) -> None:
    """Write a book.toml into the folder INPUTS, for an editor's say."""
    from pipeline.collection import edition

    path = edition.new(inputs)
    _tell_of(inputs, settings, lambda threads: [edition.begin(path, threads)])


def _tell_of(
    inputs: tuple[str, ...], settings: dict[str, Any], lines: Callable[[Sequence[Thread]], Iterable[str]]
) -> None:
    """Find the threads in the inputs, and make no books: say the lines that are to be said of them."""
    from pipeline.collection import edition
    from pipeline.collection.finding import find
    from pipeline.collection.search import Search
    from pipeline.command import console
    from pipeline.library import LibraryFile
    from pipeline.opening import real
    from pipeline.report import Report

    verbose, quiet, output = (settings.pop(name) for name in ("verbose", "quiet", "output"))
    file = LibraryFile.named(options.library(settings), output)
    skip = [real(Path(output)), *(file.places if file else ())]
    with _progress(verbose, quiet) as progress:
        library = file.load() if file else None
        editor = edition.find(inputs)
        search = Search.of(options.stated(settings), editor.select)
        report = Report.of(find(inputs, editor, search, progress, library=library, skip=skip))
    if report.threads:
        console.tell_lines(lines(report.threads))
    console.tell_problems(report, verbose=verbose, quiet=quiet)
    if report.failures or not report.threads:
        raise Exit(1)


def _progress(verbose: bool, quiet: bool) -> AbstractContextManager[Progress]:
    from pipeline.command import console

    if verbose and quiet:
        raise click.UsageError("--verbose and --quiet exclude each other.")
    return console.progress(quiet)


@cli.command("sources", cls=verbs.Verb, context_settings=verbs.HELP)
def list_sources() -> None:
    """List the formats that can be read."""
    from pipeline.sources import READERS

    for reader in READERS:
        click.echo(f"{reader.name:22}{reader.title}")


cli.add_command(targets)
cli.add_command(themes)


def main() -> None:
    """The entry point. The process ends as soon as everything is said."""
    startup.open_closed_streams()
    startup.stop_when_asked()
    startup.look_for_garbage_seldom()
    try:
        code = _run()
    except OSError:  # standard error takes no words: there is nobody to tell
        code = 1
    startup.leave(code)


def _run() -> int:
    """Do what the command line says, and give the exit code: every error in one place, in the same words."""
    try:
        code = int(cli(standalone_mode=False) or 0)
        sys.stdout.flush()
        return code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except PublishError as error:
        from pipeline.command import console

        console.tell_problem("Error", error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt) as stop:
        click.echo("Stopped.", err=True)
        signal = stop.__cause__ or stop  # click makes Abort of it
        return signal.code if isinstance(signal, startup.Stopped) else 130
    except BrokenPipeError:  # the reader of our output went away (`publish … | head`): nothing is left to say
        return 1
    except OSError as error:  # of inputs and outputs others tell: what has no name is where our words go
        click.echo(f"Error: {error.filename or 'standard output'}: {error.strerror or error}", err=True)
        return 1
    except Exception as fault:  # ours: each step tells of its own, with the input; what none told of is told here
        from pipeline.command import console

        named = ", ".join(argument for argument in sys.argv[1:] if Path(argument).exists())
        console.tell_problem("Error", unexpected(fault, named, alone=False))
        return 1
