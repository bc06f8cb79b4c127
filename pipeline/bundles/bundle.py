"""A bundle: the books of a run as a target wants them, what goes beside them, and the judgement on it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.bindery.production import Output, Production
from pipeline.bindery.shelving import Shelving
from pipeline.bindery.store import Store
from pipeline.bundles import archive, cover_picture, covers, gutters, outbox, readme, sizes
from pipeline.bundles.fitting import Fit
from pipeline.bundles.preflight import account, preflight
from pipeline.bundles.preflight.scope import COVER
from pipeline.bundles.preflight.verdict import Known, summed
from pipeline.errors import Notice
from pipeline.model import Bound, Volume
from pipeline.shelf import Shelf
from pipeline.targets import Target
from pipeline.typeset.theme import Theme
from pipeline.work.environment import environment, theme_digest
from pipeline.work.key import key

_FITTED = {"gutter", "file-size", "mail-size"}
"""The rules that books are made to keep to."""


class Order(Struct, frozen=True, kw_only=True):
    """The books that are wanted, as a bundle has them."""

    collection: tuple[Volume, ...]
    """All books of the run, whether they are wanted or only their threads."""
    volumes: tuple[Volume, ...]
    threads: bool
    """Whether each thread is a file of its own, too."""
    formats: tuple[str, ...]
    """PDFs come last: a cover sheet is that of these."""
    folder: str
    """Below the output folder, with a slash."""

    @property
    def title(self) -> str:
        """The title of it all: of the book, of the thread that is alone, or of the series that several volumes are."""
        first = self.collection[0]
        series = first.imprint.stated.series
        if len(self.collection) > 1:
            return series.title if series else first.title
        return first.threads[0].title if len(first.threads) == 1 and not self.volumes else first.title


class Workshop(Struct, frozen=True, kw_only=True):
    """What bundles are made with."""

    shelf: Shelf
    store: Store
    bind: Callable[[Theme, Order], Production]
    """Puts books on the shelf."""
    judged: Known = field(default_factory=dict)
    """What the preflight found in the bundles before."""


def order(target: Target, volumes: Sequence[Volume], *, formats: Sequence[str], threads: bool, book: bool) -> Order:
    """The order for a target. formats: those that are allowed. threads, book: whether the user wants them."""
    own = threads and target.threads
    alone = len(volumes) == 1 and len(volumes[0].threads) == 1
    return Order(
        collection=tuple(volumes),
        volumes=() if own and (alone or not book) else tuple(volumes),
        threads=own,
        formats=tuple(sorted(each for each in target.formats if each in formats)),
        folder=f"for/{target.name}/",
    )


def make(target: Target, looks: Mapping[str, Theme], order: Order, workshop: Workshop) -> Production:
    """Put the bundle of a target on the shelf. looks: the theme as the target wants it, by formats."""
    if not order.formats:
        taken = " and ".join(f"{each.upper()}s" for each in target.formats)
        notice = Notice(
            message=f"nothing is made for {target.title}, which takes {taken} alone", hint=f"Ask for {taken}, too."
        )
        return Production(notices=[notice])
    production = Production()
    for format in order.formats:
        made, theme, books = _fitted(target, looks[format], replace(order, formats=(format,)), workshop)
        production.add(made)
    if production.outputs:
        _complete(target, theme, books, production, workshop)
    return production


def _fitted(target: Target, theme: Theme, order: Order, workshop: Workshop) -> tuple[Production, Theme, Order]:
    """The books, made so that they keep to the target's rules; with the theme and the order that they keep to them in.

    What it took is remembered, so that where nothing has changed nothing is tried again.
    """
    memory = _memory(target, theme, order, workshop.store) if _FITTED & target.rules.keys() else ""
    fit = (workshop.store.get(memory, Fit) if memory else None) or Fit()
    tried: set[str] = set()
    while True:
        look = fit.theme(theme, target)
        books = replace(order, volumes=tuple(fit.volumes(order.volumes, look)))
        production = workshop.bind(look, books)
        better = gutters.widened(target, look, production) or sizes.lightened(
            target, look, books.volumes, order.folder, production
        )
        names = {output.name for output in production.outputs}
        if not better:
            break
        tried |= names
        fit = fit.and_also(better)
    for name in sorted(tried - names):
        workshop.shelf.remove(name)
    if memory:
        workshop.store.put(memory, fit)
    production.notices += fit.notices.values()
    return production, look, books


def _memory(target: Target, theme: Theme, order: Order, store: Store) -> str:
    """The key of all that a fit depends on. A book is the same whether its id is known from a library or told anew."""
    known = tuple(replace(volume, known_id=volume.id, threads=()) for volume in order.collection)
    threads = tuple(store.facts(thread) for volume in order.collection for thread in volume.threads)
    facts = (bool(order.volumes), order.threads, order.formats)
    return key("fit", target, theme_digest(theme), environment(), known, threads, facts)


def _complete(target: Target, theme: Theme, order: Order, production: Production, workshop: Workshop) -> None:
    """Add what goes beside the books, and what the target would refuse."""
    shelving = Shelving(workshop.shelf, workshop.store, production.failures.append)
    books = [*production.outputs]
    folder = order.folder

    def add(name: str, facts: object, write: Callable[[], bytes]) -> None:
        receipt = key("bundle", name, facts)
        if not shelving.holds(name, receipt) and shelving.is_free(name):
            shelving.place(name, Bound(data=write()), receipt)
        production.outputs += shelving.outputs([name])

    def read(output: Output) -> bytes:
        return workshop.shelf.read(output.name)

    pages = {book.name: book.pages for book in books if book.name.endswith(".pdf")}
    for volume in order.volumes if target.cover else ():
        if count := pages.get(f"{folder}{volume.name}.pdf"):
            facts = covers.facts(target, volume, count, theme)
            name = f"{folder}{volume.name}{COVER}"
            add(name, facts, partial(_cover, target, volume, count, theme))
    main = [book for book in books if not book.name.startswith(f"{folder}{readme.THREADS}")] or books
    files = [output.name.removeprefix(folder) for output in production.outputs]
    if epub := next((book for book in main if book.name.endswith(".epub")), None):
        add(f"{folder}cover.jpg", epub.sha256, lambda: cover_picture.taken_from(read(epub)))
    loads = [*outbox.loads(target, main)] if target.mail else []
    mails = outbox.names(len(loads))
    steps = readme.text(target, theme.words, files, mails)
    add(f"{folder}README.txt", steps, steps.encode)
    for name, load in zip(mails, loads, strict=True):
        facts = (order.title, steps, tuple((book.name, book.sha256) for book in load))
        add(f"{folder}{name}", facts, partial(_mail, order.title, steps, load, read))
    judged = [output for output in production.outputs if output.name.endswith((".epub", ".pdf", ".eml"))]
    found = preflight.findings(target, judged, read, workshop.store, workshop.judged)
    production.failures += (finding.error() for finding in summed(found) if finding.refused)
    production.notices += (finding.notice() for finding in summed(found) if not finding.refused)
    told = account.told(target, judged, found)
    add(f"{folder}preflight.txt", told, told.encode)
    whole = [*production.outputs]
    sums = tuple((output.name, output.sha256) for output in whole)
    add(f"for/{target.name}.zip", sums, lambda: archive.zipped({_below(each): read(each) for each in whole}))


def _cover(target: Target, volume: Volume, pages: int, theme: Theme) -> bytes:
    return covers.drawn(target, volume, pages, theme).data


def _mail(subject: str, body: str, load: Sequence[Output], read: Callable[[Output], bytes]) -> bytes:
    return outbox.mail(subject, body, [(book.name, read(book)) for book in load])


def _below(output: Output) -> str:
    return output.name.removeprefix("for/")
