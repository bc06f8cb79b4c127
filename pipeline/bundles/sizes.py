"""Sizes: what makes books small enough for a target, first smaller pictures, then volumes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import ceil

from pipeline.bindery.production import Output, Production
from pipeline.bundles.fitting import Fit
from pipeline.errors import Notice
from pipeline.model import Volume
from pipeline.targets import Target
from pipeline.typeset.theme import Theme

_RULES = {"file-size": "file", "mail-size": "mail"}
_STEPS = (4, 2, 1)
"""Millions of pixels of pictures in an EPUB, as they get smaller: one is still a third of a page of 300 ppi."""
_SLACK = 1.1
"""How much more than its share a volume may hold, for threads are not divided, and each volume has its own cover."""


def lightened(target: Target, theme: Theme, volumes: Sequence[Volume], folder: str, made: Production) -> Fit | None:
    """What makes books smaller that are too large for the target; None where there is none, or nothing helps.

    theme: that they were made in. volumes: the books, as they were made. folder: theirs, with a slash.
    """
    limits = {word: limit for rule, word in _RULES.items() if target.mail or rule == "file-size"
              if (limit := target.limit(rule))}  # fmt: skip
    if not limits:
        return None
    word, limit = min(limits.items(), key=lambda each: float(each[1]))
    sizes = {output.name.removeprefix(folder): output for output in made.outputs}
    heavy = [output for output in sizes.values() if output.size > limit * 1e6]
    if not heavy:
        return None
    largest = max(heavy, key=lambda output: output.size)
    told = f"{largest.size / 1e6:.0f} MB are too much for {target.title}, {limit:g} go with a {word}"
    pixels = theme.number("ebook_pixels")
    smaller = next((step for step in _STEPS if not pixels or step < pixels), None)
    if smaller and any(output.name.endswith(".epub") for output in heavy):
        notice = Notice(
            message=f"{told}: pictures have {smaller} million pixels at most",
            path=largest.name,
            hint="Divide the book by --split-by to keep them larger.",
        )
        return Fit(settings={"ebook_pixels": smaller}, notices={"pictures": notice})
    parts = {volume.name: counts for volume in volumes if (counts := _counts(volume, sizes, limit * 1e6))}
    if not parts:
        return None
    notice = Notice(
        message=f"{told}: the book is divided into volumes",
        path=largest.name,
        hint="Divide it by --split-by in your own way, or leave pictures out.",
    )
    return Fit(parts=parts, notices={"volumes": notice})


def _counts(volume: Volume, sizes: Mapping[str, Output], limit: float) -> tuple[int, ...]:
    """The numbers of threads in each of the volumes that a book is to be divided into; (): it need not, or cannot."""
    size = max((each.size for name, each in sizes.items() if name.startswith(f"{volume.name}.")), default=0)
    count = min(ceil(size / limit * _SLACK), len(volume.threads))
    if size <= limit or count < 2:
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
