"""Sizes: what makes books small enough for a target, first smaller pictures, then volumes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import ceil

from pipeline.bindery.production import Output, Production
from pipeline.bundles import outbox
from pipeline.bundles.fitting import Fit
from pipeline.errors import Notice
from pipeline.model import Volume
from pipeline.targets import Target
from pipeline.typeset.theme import Theme

_STEPS = (4, 2, 1)
"""Millions of pixels of pictures in an EPUB, as they get smaller: one is still a third of a page of 300 ppi."""
_SLACK = 1.1
"""How much more than its share a volume may hold, for threads are not divided, and each volume has its own cover."""


def lightened(target: Target, theme: Theme, volumes: Sequence[Volume], folder: str, made: Production) -> Fit | None:
    """What makes books smaller that are too large for the target; None where there is none, or nothing helps.

    theme: that they were made in. volumes: the books, as they were made. folder: theirs, with a slash.
    """
    limits = [*_limits(target)]
    if not limits:
        return None
    most, limit, word = min(limits)
    sizes = {output.name.removeprefix(folder): output for output in made.outputs}
    heavy = [output for output in sizes.values() if output.size > most]
    if not heavy:
        return None
    largest = max(heavy, key=lambda output: output.size)
    told = f"{largest.size / 1e6:.0f} MB are too much for {target.title}, which takes {limit:g} MB {word}"
    pixels = theme.number("ebook_pixels")
    smaller = next((step for step in _STEPS if not pixels or step < pixels), None)
    if smaller and any(output.name.endswith(".epub") for output in heavy):
        notice = Notice(
            message=f"{told}: pictures have {smaller} million pixels at most",
            path=largest.name,
            hint="Divide the book by --split-by to keep them larger.",
        )
        return Fit(settings={"ebook_pixels": smaller}, notices={"pictures": notice})
    parts = {volume.name: counts for volume in volumes if (counts := _counts(volume, sizes, most))}
    if not parts:
        return None
    notice = Notice(
        message=f"{told}: the book is divided into volumes",
        path=largest.name,
        hint="Divide it by --split-by in your own way, or leave pictures out.",
    )
    return Fit(parts=parts, notices={"volumes": notice})


def _limits(target: Target) -> Iterator[tuple[float, float, str]]:
    """The bytes that a file may have, and the megabytes of what, by each rule about that."""
    if limit := target.limit("file-size"):
        yield limit * 1e6, limit, "in a file"
    if target.mail and (limit := target.limit("mail-size")):
        yield outbox.holds(limit), limit, "in a mail, where files are larger by a third"


def _counts(volume: Volume, sizes: Mapping[str, Output], most: float) -> tuple[int, ...]:
    """The numbers of threads in each of the volumes that a book is to be divided into; (): it need not, or cannot."""
    size = max((each.size for name, each in sizes.items() if name.startswith(f"{volume.name}.")), default=0)
    count = min(ceil(size / most * _SLACK), len(volume.threads))
    if size <= most or count < 2:
        return ()
    return tuple(_balanced([_weight(thread.slug, sizes) for thread in volume.threads], count))


def _weight(slug: str, sizes: Mapping[str, Output]) -> int:
    """The size of a thread, as far as it is known by its own file."""
    return max((each.size for name, each in sizes.items() if name.startswith(f"threads/{slug}.")), default=1)


def _balanced(weights: Sequence[int], count: int) -> Iterator[int]:
    """Lengths of stretches, as many as that, that weigh about the same; none is empty."""
    reached = [*accumulate(weights)]
    start = 0
    for number in range(1, count):
        goal = reached[-1] * number / count
        most = len(weights) - (count - number)
        end = start + 1
        while end < most and reached[end] <= goal:
            end += 1
        yield end - start
        start = end
    yield len(weights) - start
