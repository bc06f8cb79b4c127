"""Verdicts of the preflight: what it finds of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import Notice, PublishError
from pipeline.typeset.lengths import POINTS

_NAMED = 3
"""Files, pictures and links of a kind that are named; the others are counted."""
_RUNS = 12
"""Pages, and runs of pages, that are named before there are more."""


class Fault(Struct, frozen=True):
    """The way in which a file is not within the limit of a rule. Its fields are a `Finding`'s."""

    message: str
    hint: str
    refused: bool = True


Known = dict[tuple[str, str, str], tuple[Fault, ...]]
"""Faults by the SHA-256 of a file, a rule and its limit as text."""


class UnreadableError(Exception):
    """A file that nothing can be judged of, for it is damaged. Its words say how, as a fault's message."""


class Finding(Struct, frozen=True, kw_only=True):
    """A rule that a file breaks."""

    target: str
    """The target's name."""
    rule: str
    file: str
    """Its name below the output folder."""
    message: str
    """What is found, one line, no full stop: "page 31: the picture is 190 dpi at this size; 300 wanted"."""
    hint: str
    """What comes of it, and what to do: a sentence or two."""
    refused: bool = True
    """Whether the place would refuse the file, and not only make less of it."""

    def error(self) -> PublishError:
        """The finding as an error of the run."""
        return PublishError(self.message, path=self.file, hint=self.hint)

    def notice(self) -> Notice:
        """The finding as a warning."""
        return Notice(message=self.message, path=self.file, hint=self.hint)


def summed(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with all of one kind in one: that of the first file, with the number of the others."""
    kinds: dict[tuple[str, bool], list[Finding]] = {}
    for finding in found:
        kinds.setdefault((finding.rule, finding.refused), []).append(finding)
    for first, *others in kinds.values():
        if files := {each.file for each in others} - {first.file}:
            more = f"{len(files)} other file" + ("s" if len(files) > 1 else "")
            first = replace(first, message=f"{first.message} (and so {more}: see preflight.txt)")
        elif others:
            first = replace(first, message=f"{first.message} (and {len(others)} more: see preflight.txt)")
        yield first


def pages(numbers: Iterable[int]) -> str:
    """Pages in words, each once, in order: "page 31", "pages 3, 7 and 12–15", and of many the first ones."""
    sole = sorted(set(numbers))
    runs: list[str] = []
    for _, group in groupby(enumerate(sole), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)  # two are no run
    if len(runs) > _RUNS:
        runs = [*runs[: _RUNS - 1], f"more, {len(sole)} in all"]
    return f"page{'s' if len(sole) > 1 else ''} {_joined(runs)}"


def names(all_of_them: Iterable[str]) -> str:
    """Names in words, each once: "a.png", "a.png, b.png, c.png and 4 others"."""
    sole = [*dict.fromkeys(all_of_them)]
    rest = len(sole) - _NAMED
    return _joined([*sole[:_NAMED], *([f"{rest} other{'s' if rest > 1 else ''}"] if rest > 0 else [])])


def _joined(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def length(points: float) -> str:
    """A length of points in millimetres, in words: "9.5 mm"."""
    return f"{round(points / POINTS, 1):g} mm"
