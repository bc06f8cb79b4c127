"""The options that several verbs of the command have, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from pipeline.bindery import writers
from pipeline.command import verbs

if TYPE_CHECKING:
    from pipeline.collection.search import Stated
    from pipeline.model import Date


def _date(text: str) -> Date:
    from pipeline.sources.reading.iso_dates import parse_date

    try:
        return parse_date(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no date. Write 2021-02-05, 2021-02 or 2021.") from None


def size(text: str) -> int:
    """A size as people write it, in bytes: "500M", "2G"."""
    match = re.fullmatch(r"(\d{1,6})\s*([kMGT])i?B?", text.strip(), re.IGNORECASE)
    if not match:
        raise click.BadParameter(f"{text!r} is no size. Write 500M or 2G.")
    return int(match[1]) << 10 * ("KMGT".index(match[2].upper()) + 1)


output = click.option(
    "-o",
    "--output",
    default="build",
    show_default=True,
    type=click.Path(),
    metavar="FOLDER",
    help="Where the books go. It is not read.",
)

parts = click.option(
    "--parts",
    type=click.Choice(["author", "year", "month", "none"]),
    help="Divide each book into parts, each with a page that opens it.",
)


def formats(command: Callable[..., None]) -> Callable[..., None]:
    """A flag for each writer in the table."""
    flags = [f"--{writer.name}" for writer in writers.WRITERS]
    unasked = f"; with neither {' nor '.join(flags)}, {'both' if len(flags) == 2 else 'all'}"
    for flag, writer in reversed([*zip(flags, writers.WRITERS, strict=True)]):
        said = f"Make {writer.title}{unasked if writer is writers.WRITERS[0] else ''}."
        command = click.option(flag, is_flag=True, help=said)(command)
    return command


def formats_in(settings: dict[str, Any]) -> tuple[str, ...]:
    """The names of the formats that are asked for, taken out of the settings of a verb; all where none is."""
    names = tuple(writer.name for writer in writers.WRITERS)
    asked = tuple(name for name in names if settings.pop(name))
    return asked or names


def places(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say where the books go."""
    for option in reversed(
        (
            click.option(
                "--for",
                "targets",
                multiple=True,
                metavar="TARGET",
                help="Make a bundle for a device, shop or printer. See `publish targets`. Repeatable.",
            ),
            click.option("--paper", default="", metavar="white|cream", help="The paper that a shop prints on."),
            click.option("--colour", is_flag=True, help="A shop prints in colour."),
        )
    ):
        command = option(command)
    return command


def looks(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say how the books look."""
    for option in reversed(
        (
            click.option("--theme", default="", metavar="NAME|FOLDER", help="How the books look.  [default: classic]"),
            click.option("--page", default="", metavar="a4|a5|letter|6x9|WxH", help="Size of the page; W and H in mm."),
            click.option(
                "--font",
                default="",
                metavar="NAME|FILE",
                help="Face of the text: one that is installed with us, or a file.",
            ),
            click.option(
                "--css",
                default="",
                metavar="FILE",
                help="A style sheet to add to the theme's, in PDFs and EPUBs.",
            ),
            click.option(
                "--set", "pairs", multiple=True, metavar="KEY=VALUE", help="An option of the theme. Repeatable."
            ),
        )
    ):
        command = option(command)
    return command


def settings_in(settings: dict[str, Any]) -> dict[str, str]:
    """The values of the theme's options, by their names, taken out of the settings of a verb."""
    found: dict[str, str] = {}
    for pair in settings.pop("pairs"):
        name, is_pair, value = pair.partition("=")
        if not is_pair or not name.strip():
            raise click.BadParameter(f"{pair!r} is no KEY=VALUE. Write --set page=a4.", param_hint="'--set'")
        found[name.strip()] = value.strip()
    for name, option in (("page", "page"), ("face", "font")):
        if value := settings.pop(option):
            found[name] = value
    return found


_CHOOSING: tuple[Callable[[Callable[..., None]], Callable[..., None]], ...] = (
    click.argument("inputs", nargs=-1, required=True, metavar="INPUTS…", type=click.Path(), callback=verbs.spelled),
    click.option(
        "--min-posts",
        type=click.IntRange(min=1),
        metavar="N",
        help="The shortest chain of posts in an archive that counts as a thread.  [default: 2]",
    ),
    click.option(
        "--branches",
        type=click.Choice(["inline", "separate", "drop"]),
        help="Answers beside a thread's main line: asides in it, threads of their own, or left out.  [default: inline]",
    ),
    click.option(
        "--include-private/--no-include-private",
        default=None,
        help="Read posts for followers or single readers, too.",
    ),
    click.option(
        "--include-answers/--no-include-answers",
        default=None,
        help="Read threads that begin as an answer to someone else, too.",
    ),
    click.option(
        "--fold-crossposts/--no-fold-crossposts",
        default=None,
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
    click.option("--match", metavar="TEXT", help="Threads with this text in them."),
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
        type=click.Path(),
        metavar="FILE",
        help="What earlier runs have published, and this one adds to.  [default: OUTPUT/library.json]",
    ),
    click.option("--no-library", is_flag=True, help="Neither go on from earlier runs, nor let others go on."),
    click.option("-v", "--verbose", is_flag=True, help="Name what is passed over, too."),
    click.option("-q", "--quiet", is_flag=True, help="Print errors and what was asked for, nothing else."),
)
"""The options that say what is read and which threads are wanted."""


def choosing(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what is read and which threads are wanted, for every verb that reads."""
    for option in reversed(_CHOOSING):
        command = option(command)
    return command


def library(settings: dict[str, Any]) -> str | None:
    """The library's file, taken out of the settings of a verb: "" where it is not named, None for none."""
    file, without = settings.pop("library"), settings.pop("no_library")
    if file and without:
        raise click.UsageError("--library and --no-library exclude each other.")
    return None if without else file


def stated(settings: dict[str, Any]) -> Stated:
    """What the command line says of which threads are wanted, taken out of the settings of a verb."""
    from pipeline.collection.search import Stated

    said = {name: settings.pop(name) for name in Stated.__struct_fields__}
    return Stated(**{name: value for name, value in said.items() if value not in ("", ())})
