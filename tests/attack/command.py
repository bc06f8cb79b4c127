"""Mutants through the whole command, several to a folder with a sound page: they cost it nothing."""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from itertools import chain
from pathlib import Path

from tests.attack import trials
from tests.attack.mutations import FURNISHED, Mutant, mutant
from tests.command.conftest import PAGE

MUTANTS = 7
"""Of inputs, in a folder; or one of what stands beside them."""
_FORMATS = (["--epub"], ["--epub"], ["--pdf"], ["--pdf", "--epub"])
_OPTIONS = (
    ["--min-posts", "1"],
    ["--include-private"],
    ["--include-answers"],
    ["--split-by", "author"],
    ["--split-by", "2"],
    ["--keep-intermediate"],
    ["--branches", "separate"],
    ["--group-by-time", "60"],
    ["--fold-crossposts"],
    ["--no-library"],
    ["--no-cache"],
)


def trial(number: int) -> str:
    """Publish the mutants of this number."""
    chance = random.Random(number)
    options = [*chance.choice(_FORMATS), *chain.from_iterable(chance.sample(_OPTIONS, 2))]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        return _beside(number, place, options) if number % 8 == 0 else _several(number, place, options)


def _several(number: int, place: Path, options: list[str]) -> str:
    numbers = [each for each in range(number * 10, number * 10 + 10) if each % FURNISHED][:MUTANTS]
    made = [mutant(each, place / "in" / f"m{at}", lambda _: None) for at, each in enumerate(numbers)]
    (place / "in" / "wall.txt").write_text(PAGE, encoding="utf-8")
    return _published(number, place, [*options, "-o", "out"], made, neighbour=True)


def _beside(number: int, place: Path, options: list[str]) -> str:
    options = [*options, "--theme", "theme", "-o", "out"]

    def publish(_: Mutant) -> None:
        trials.run(place, "in", *options)

    made = mutant(number * FURNISHED, place, publish)
    for path in place.glob("out/**/*.epub" if number % 16 else "out/threads/*"):  # to be made again of what is kept
        path.unlink()
    return _published(number, place, options, [made], neighbour=False)


def _published(number: int, place: Path, options: list[str], made: list[Mutant], *, neighbour: bool) -> str:
    try:
        done = trials.run(place, "in", *options)
    except subprocess.TimeoutExpired:
        return trials.told(number, "a hang", said="\n".join(each.told for each in made))
    faults = [*trials.wrong(done), *trials.unlisted(done, place)]
    faults += [each for each in trials.torn(place / "out") if not (made[0].changed and made[0].changed in each)]
    if neighbour and not list((place / "out" / "threads").glob("*dry-stone*")):
        faults.append("a sound page is missing")
    if list((place / "tmp").iterdir()):
        faults.append("left behind in the temporary folder")
    if faults:
        kept = Path(tempfile.mkdtemp(prefix="attack-")) / str(number)
        shutil.copytree(place / "in", kept, symlinks=True)
        options = [*options, f"({kept})"]
    words = [*(each.told for each in made), " ".join(options), done.stderr[-4000:]]
    return trials.told(number, *faults, said="\n".join(words))
