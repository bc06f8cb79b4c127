"""`publish themes`: the themes that there are, a new one, and a specimen to choose by."""

from __future__ import annotations

from pathlib import Path

import click
from click.exceptions import Exit

from pipeline.command import verbs


@click.group("themes", invoke_without_command=True, context_settings=verbs.HELP)
@click.pass_context
def themes(ctx: click.Context) -> None:
    """List the themes that come along; begin one, or show one."""
    if ctx.invoked_subcommand:
        return
    from pipeline.typeset import theme_toml

    for name in theme_toml.built_in():
        click.echo(f"{name:14}{theme_toml.description(name)}")


@themes.command("new", context_settings=verbs.HELP)
@click.argument("folder")
@click.option("--base", default="classic", show_default=True, metavar="NAME|FOLDER", help="The theme that it changes.")
def begin(folder: str, base: str) -> None:
    """Begin a theme: a FOLDER that works at once, and says what can be changed."""
    from pipeline.command import console
    from pipeline.typeset import new_theme, theme

    console.tell_lines(new_theme.begin(Path(folder), theme.load(base)))


@themes.command("show", context_settings=verbs.HELP)
@click.argument("name", metavar="NAME|FOLDER")
@click.option(
    "-o", "--output", default="build/themes", show_default=True, metavar="FOLDER", help="Where the specimen goes."
)
def show(name: str, output: str) -> None:
    """Make a specimen of a theme: a small book that has everything."""
    from pipeline.command import console
    from pipeline.publish import Options, publish
    from pipeline.typeset import theme, theme_toml

    folder = str(Path(output) / theme.load(name).name)
    options = Options(theme=name, output=folder, threads=False, library=None, cache=None)
    with console.progress(quiet=False) as progress:
        report = publish([str(theme_toml.specimen())], options, progress)
    console.tell(report, folder, verbose=False, quiet=False)
    if report.failures:
        raise Exit(1)
