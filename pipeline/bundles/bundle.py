"""A bundle: the books of a run as a target wants them, what goes beside them, and the judgement on it all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from pipeline.bindery.production import Output, Production
from pipeline.bindery.shelving import Shelving
from pipeline.bindery.store import Store
from pipeline.bundles import archive, gutters, readme
from pipeline.bundles.preflight import account, preflight
from pipeline.bundles.preflight.verdict import summed
from pipeline.model import Bound, Volume
from pipeline.shelf import Shelf
from pipeline.targets import Target
from pipeline.typeset.theme import Theme
from pipeline.work.key import key


class Order(Struct, frozen=True, kw_only=True):
    """The books that are wanted, as a bundle has them."""

    volumes: tuple[Volume, ...]
    threads: bool
    """Whether each thread is a file of its own, too."""
    formats: tuple[str, ...]
    folder: str
    """Below the output folder, with a slash."""


class Workshop(Struct, frozen=True, kw_only=True):
    """What bundles are made with."""

    shelf: Shelf
    store: Store
    bind: Callable[[Theme, Order], Production]
    """Puts books on the shelf."""


def order(target: Target, volumes: Sequence[Volume], *, formats: Sequence[str], threads: bool, book: bool) -> Order:
    """The order for a target. formats: those that are allowed. threads, book: whether the user wants them."""
    own = threads and target.threads
    alone = len(volumes) == 1 and len(volumes[0].threads) == 1
    return Order(
        volumes=() if own and (alone or not book) else tuple(volumes),
        threads=own,
        formats=tuple(each for each in target.formats if each in formats),
        folder=f"for/{target.name}/",
    )


def make(target: Target, theme: Theme, order: Order, workshop: Workshop) -> Production:
    """Put the bundle of a target on the shelf. theme: as the target wants it."""
    production = workshop.bind(theme, order)
    while wider := gutters.widened(target, theme, production):
        theme = wider
        production = workshop.bind(theme, order)
    if production.outputs:
        _complete(target, theme, production, workshop, order.folder)
    return production


def _complete(target: Target, theme: Theme, production: Production, workshop: Workshop, folder: str) -> None:
    """Add what goes beside the books, and what the target would refuse."""
    shelving = Shelving(workshop.shelf, workshop.store, production.failures.append)
    books = [*production.outputs]

    def add(name: str, facts: object, write: Callable[[], bytes]) -> None:
        receipt = key("bundle", name, facts)
        if not shelving.holds(name, receipt) and shelving.is_free(name):
            shelving.place(name, Bound(data=write()), receipt)
        production.outputs += shelving.outputs([name])

    def read(output: Output) -> bytes:
        return workshop.shelf.read(output.name)

    found = preflight.findings(target, books, read, workshop.store)
    production.failures += (finding.error() for finding in summed(found) if finding.refused)
    production.notices += (finding.notice() for finding in summed(found) if not finding.refused)
    told = account.told(target, books, found)
    add(f"{folder}preflight.txt", told, told.encode)
    steps = readme.text(target, theme.words)
    add(f"{folder}README.txt", steps, steps.encode)
    whole = [*production.outputs]
    sums = tuple((output.name, output.sha256) for output in whole)
    add(f"for/{target.name}.zip", sums, lambda: archive.zipped({_below(each): read(each) for each in whole}))


def _below(output: Output) -> str:
    return output.name.removeprefix("for/")
