"""The command. The only file that prints or exits; what takes time to import is imported where it is needed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import __version__
from pipeline.errors import Notice, PublishError

if TYPE_CHECKING:
    from pipeline.progress import Progress
    from pipeline.publish import Options
    from pipeline.report import Report


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


@click.group(cls=_VerbOrInputs, context_settings=_CONTEXT, invoke_without_command=False)
@click.version_option(__version__, prog_name="publish")
def cli() -> None:
    """Make books of saved social threads: a PDF to print, an EPUB to read.

    INPUTS are files or folders: Thread Reader pages saved as text or HTML, X archives, thread.json and Markdown
    files. An input that is called like a verb is written ./list.
    """


@cli.command("make", context_settings=_CONTEXT)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUTS…")
@click.option("--pdf", is_flag=True, help="Make PDFs. With neither --pdf nor --epub, both are made.")
@click.option("--epub", is_flag=True, help="Make EPUBs.")
@click.option("-o", "--output", default="build", show_default=True, metavar="FOLDER", help="Where the books go.")
@click.option("--theme", default="classic", show_default=True, metavar="NAME|FOLDER", help="How the books look.")
@click.option("--title", default="", metavar="TITLE", help="Title of the collection.")
@click.option("--no-book", is_flag=True, help="No book of the whole collection.")
@click.option("--no-threads", is_flag=True, help="No book for each thread.")
@click.option(
    "--min-posts",
    default=2,
    show_default=True,
    type=click.IntRange(min=1),
    metavar="N",
    help="The shortest chain of posts in an archive that counts as a thread.",
)
@click.option(
    "--split-by", default="", metavar="author|year|month|N", help="Divide the collection into volumes; N: of N threads."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if anything is missing or was repaired.")
@click.option("-v", "--verbose", is_flag=True, help="Name what is passed over, too.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors and the paths of what was made, nothing else.")
@click.option("--keep-intermediate", is_flag=True, help="Keep each thread's Markdown and XHTML.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes work at once.  [default: one for each core]",
)
@click.option(
    "--cluster", default="", metavar="ADDRESS", help="Work on a Dask cluster: tcp://scheduler:8786, or local."
)
@click.option("--cache", default="", metavar="FOLDER", help="Where to keep what was made.  [default: OUTPUT/.cache]")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing.")
@click.option(
    "--cache-size", default="2G", show_default=True, metavar="SIZE", help="What the cache may take: 500M, 2G."
)
def make_it(
    inputs: tuple[str, ...],
    pdf: bool,
    epub: bool,
    output: str,
    theme: str,
    title: str,
    no_book: bool,
    no_threads: bool,
    min_posts: int,
    strict: bool,
    verbose: bool,
    quiet: bool,
    keep_intermediate: bool,
    split_by: str,
    workers: int | None,
    cluster: str,
    cache: str,
    no_cache: bool,
    cache_size: str,
) -> None:
    """Make books of INPUTS."""
    from pipeline.publish import Options

    if no_book and no_threads:
        raise click.UsageError("--no-book and --no-threads together leave nothing to make.")
    if verbose and quiet:
        raise click.UsageError("--verbose and --quiet exclude each other.")
    if cache and no_cache:
        raise click.UsageError("--cache and --no-cache exclude each other.")
    options = Options(
        formats=tuple(name for name, wanted in (("pdf", pdf), ("epub", epub)) if wanted or not (pdf or epub)),
        output=output,
        theme=theme,
        title=title,
        threads=not no_threads,
        book=not no_book,
        min_posts=min_posts,
        keep_intermediate=keep_intermediate,
        split_by=split_by,
        workers=workers or os.cpu_count() or 1,
        cluster=cluster,
        cache=None if no_cache else cache,
        cache_size=_bytes(cache_size),
    )
    report = _run(inputs, options, quiet)
    _tell(report, output, verbose=verbose, quiet=quiet)
    if report.failures or not report.threads or (strict and (report.warnings or report.missing)):
        sys.exit(1)


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


def _bytes(size: str) -> int:
    """A size as people write it, in bytes: "500M", "2G"."""
    match = re.fullmatch(r"(\d{1,6})\s*([kMGT])i?B?", size.strip(), re.IGNORECASE)
    if not match:
        raise click.UsageError(f"--cache-size: not a size: {size!r}. Write 500M or 2G.")
    return int(match[1]) << 10 * ("KMGT".index(match[2].upper()) + 1)


def _run(inputs: Sequence[str], options: Options, quiet: bool) -> Report:
    from pipeline.publish import publish

    with _progress(quiet) as progress:
        return publish(inputs, options, progress)


def _tell(report: Report, output: str, *, verbose: bool, quiet: bool) -> None:
    """The paths on standard output; everything else on standard error."""
    for made in report.outputs:
        click.echo(str(Path(output) / made.name))
    if verbose:
        for name in report.passed_over:
            click.echo(f"Passed over, not a thread: {name}", err=True)
        for reason in _unpatched():
            click.echo(reason, err=True)
    if not quiet:
        for notice in report.warnings:
            _print("Warning", notice)
    for error in report.failures:
        _print("Error", error)
    if not report.threads and not report.failures:
        _print("Error", PublishError("no thread found", hint="`publish sources` lists what can be read."))
    if not quiet and report.threads:
        click.echo(_summary(report), err=True)


def _unpatched() -> tuple[str, ...]:
    """Why the layout engine ran slower than it could, if it ran."""
    if "weasyprint" not in sys.modules:
        return ()
    from pipeline.press import patches

    return patches.apply()


def _summary(report: Report) -> str:
    parts = [_count(len(report.threads), "thread"), _count(report.posts, "post")]
    if report.pages:
        parts.append(_count(report.pages, "page"))
    summary = ", ".join(parts) + "."
    if report.missing:
        summary += f" Missing: {', '.join(report.missing)}."
    if report.failures:
        summary += f" {_count(len(report.failures), 'error')}."
    return summary


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _print(kind: str, problem: PublishError | Notice) -> None:
    click.echo(_printable(f"{kind}: {problem}"), err=True)
    if problem.hint:
        click.echo(_printable(f"Hint: {problem.hint}"), err=True)


def _printable(line: str) -> str:
    """The line without anything that would move a terminal's cursor: names come from strangers' files."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)


def _progress(quiet: bool) -> AbstractContextManager[Progress]:
    if quiet:
        return nullcontext(_Silent())
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        return _Bar()
    return nullcontext(_Lines())


class _Silent:
    def begin(self, step: str, total: int) -> None:
        pass

    def advance(self, what: str) -> None:
        pass


class _Lines:
    """A plain line a step, for logs."""

    def begin(self, step: str, total: int) -> None:
        click.echo(f"{step}: {total}", err=True)

    def advance(self, what: str) -> None:
        pass


class _Bar:
    """A bar on a terminal."""

    def __enter__(self) -> _Bar:
        from rich.console import Console
        from rich.progress import Progress as Bar

        self._bar = Bar(console=Console(stderr=True), transient=True)
        self._bar.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._bar.stop()

    def begin(self, step: str, total: int) -> None:
        for task in self._bar.task_ids:
            self._bar.remove_task(task)
        self._task = self._bar.add_task(step, total=total)

    def advance(self, what: str) -> None:
        self._bar.update(self._task, advance=1, description=what[:40])


def main() -> None:
    """The entry point: every error in one place, in the same words."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except PublishError as error:
        _print("Error", error)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`publish … | head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
