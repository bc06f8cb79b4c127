"""`publish targets`: the places that books can be made for, and what is done for one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from pipeline.command import verbs

if TYPE_CHECKING:
    from pipeline.targets import Target


@click.group("targets", invoke_without_command=True, context_settings=verbs.HELP)
@click.pass_context
def targets(ctx: click.Context) -> None:
    """List devices, shops and printers to make books for; or show one."""
    if ctx.invoked_subcommand:
        return
    from pipeline.targets import built_in, load
    from pipeline.targets.target_toml import GROUPS

    for name in built_in():
        target = load(name)
        click.echo(f"{name:18}{target.description or target.title}")
    for name, kind in GROUPS.items():
        click.echo(f"{name:18}every {kind} that takes EPUBs")


@targets.command("show", context_settings=verbs.HELP)
@click.argument("name", metavar="NAME|FILE")
def show(name: str) -> None:
    """Say what is done for a target, and what it is held to."""
    from pipeline.command import console
    from pipeline.targets import load

    console.tell_lines(_said(load(name)))


def _said(target: Target) -> Iterator[str]:
    from pipeline.targets.target import said
    from pipeline.typeset.theme_options import flat

    yield target.title
    if target.description:
        yield target.description
    if target.aliases:
        yield f"Also called: {', '.join(target.aliases)}"
    kinds = [each.upper() for each in target.formats]
    yield f"Makes: {' and '.join(kinds)}, {'the book and each thread' if target.threads else 'the book'}"
    if target.screen:
        colour = "colour" if target.screen.colour else "grey"
        yield f"Screen: {target.screen.width} x {target.screen.height} pixels, {target.screen.ppi:g} ppi, {colour}"
    if target.cover:
        yield f"Cover sheet: papers {', '.join(target.cover.spine) or 'any'}"
    for heading, table in (("Sets", target.options), ("Sets for PDFs alone", target.pdf)):
        if table:
            yield f"{heading}:"
            yield from (f"  {name} = {value}" for name, value in flat(table))
    if target.rules:
        yield "Is held to:"
        for name, rule in target.rules.items():
            yield f"  {said(name, rule.limit)}  ({rule.source}; {rule.sure})"
