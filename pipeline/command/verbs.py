"""The command's verbs, and publishing, which it does without one: how they are told apart, helped, and completed.

Publishing has no name, so that no message speaks of a verb that nobody typed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from click.exceptions import NoSuchOption

from pipeline.errors import UsageError

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
"""Settings of every context."""


class Verb(click.Command):
    """A verb. Its help has its options under their headings, and a wrong option is told with the nearest one."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from pipeline.command import headings

        headings.write_all(self.get_params(ctx), ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except NoSuchOption as error:
            # "-pdf" is read as -p, -d and -f; it was meant as one.
            word = next(each for each in given if each.startswith(error.option_name)).partition("=")[0]
            known = [name for each in self.get_params(ctx) for name in (*each.opts, *each.secondary_opts)]
            raise NoSuchOption(word, possibilities=_nearest(word, known), ctx=ctx) from None


class _NamelessContext(click.Context):
    """The context of publishing: messages call it `publish`."""

    @property
    def command_path(self) -> str:
        return super().command_path.rstrip()


class Publishing(Verb):
    """What the command does without a verb. Its help is the command's."""

    context_class = _NamelessContext

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if ctx.parent:
            ctx.parent.command.format_help(ctx.parent, formatter)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if ctx.parent:
            ctx.parent.command.format_usage(ctx.parent, formatter)


class Command(click.Group):
    """`publish VERB …`, and `publish INPUTS…` for everything else: publishing is what it does unless told."""

    publishing: click.Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if args and args[0] not in self.commands and args[0] not in own:
            args = ["--", *args]  # all of it is publishing's, options as well
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return None, self.publishing, args

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Completions of the first word: a verb, an option of publishing, a path."""
        from click.shell_completion import CompletionItem

        items = super().shell_complete(ctx, incomplete)
        if not incomplete.startswith("-"):
            return [*items, CompletionItem(incomplete, type="file")]
        with self.publishing.make_context(None, [], parent=ctx, resilient_parsing=True) as publishing:
            items += self.publishing.shell_complete(publishing, incomplete)
        return [*{item.value: item for item in items}.values()]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "INPUTS… [OPTIONS]")
        formatter.write_usage(ctx.command_path, "VERB [OPTIONS]", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from pipeline.command import headings

        write = headings.write_all if ctx.meta.get(_ALL) else headings.write_first
        write([*self.publishing.get_params(ctx), *self.get_params(ctx)], ctx, formatter)
        with formatter.section("Verbs"):
            verbs = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
            formatter.write_dl([(name, verb.get_short_help_str(100)) for name, verb in verbs if verb])


def _nearest(word: str, known: Iterable[str]) -> list[str]:
    """The word that is most like it; none where none is."""
    from difflib import get_close_matches  # takes 5 ms, and few words are wrong

    return get_close_matches(word, known, n=1)


_ALL = f"{__name__}.all"
"""Key of a context's facts: whether its help shall have all options."""


def help_all(command: Callable[..., None]) -> Callable[..., None]:
    """The option that shows all options."""

    def show(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            ctx.meta[_ALL] = True
            click.echo(ctx.get_help())
            ctx.exit()

    return click.option(
        "--help-all", is_flag=True, is_eager=True, expose_value=False, callback=show, help="Show all options."
    )(command)


def spelled(ctx: click.Context, _: click.Parameter, inputs: tuple[str, ...]) -> tuple[str, ...]:
    """The inputs. Raises UsageError for one that is not there, and looks like a slip of the pen in another word."""
    for number, named in enumerate(() if ctx.resilient_parsing else inputs):
        if os.path.lexists(named):
            continue
        command = ctx.parent.command if ctx.parent and number == 0 and ctx.info_name is None else None
        verbs = list(command.commands) if isinstance(command, Command) else []
        path = Path(named)
        beside = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
        if nearest := _nearest(path.name, [*beside, *(verbs if path.name == named else ())]):
            is_verb = nearest[0] not in beside
            meant = f"publish {nearest[0]}" if is_verb else str(path.parent / nearest[0])
            raise UsageError(
                f"no such {'verb, ' if verbs else ''}file or folder", path=named, hint=f"Did you mean {meant!r}?"
            )
    return inputs
