"""Runs ended at any moment in a folder with earlier outputs: nothing is torn or left behind, and nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

from msgspec import Struct

from tests.attack import furniture, trials
from tests.command.conftest import COMMAND, PAGE

_ARGUMENTS = ("in", "--pdf", "--epub", "-o", "out")
_OWN = {"notes.txt": b"mine", "threads/mine.txt": b"mine, too"}
"""Files of the user's in the output folder."""


class _Earlier(Struct, frozen=True):
    """A folder with an earlier run, what an undisturbed run makes of it, and the seconds that takes."""

    place: Path
    whole: dict[str, bytes]
    seconds: float


def trial(number: int) -> str:
    """End a run by a signal, look at what it left, and run again."""
    chance = random.Random(number)
    end = chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT))
    earlier = _earlier()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "place"
        shutil.copytree(earlier.place, place)
        environment = os.environ | {"TMPDIR": str(place / "tmp")}
        run = subprocess.Popen(
            [str(COMMAND), *_ARGUMENTS], cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(chance.uniform(0.05, earlier.seconds))
        run.send_signal(end)
        said = b"".join(run.communicate(timeout=trials.SECONDS)).decode("utf-8", "replace")
        faults = [*trials.torn(place / "out"), *_touched(place)]
        faults += [] if run.returncode in (0, -end, 128 + end) else [f"exit {run.returncode}"]
        faults += ["a traceback"] if "Traceback" in said and run.returncode != -end else []
        faults += _left(place) if end != signal.SIGKILL else []
        again = trials.run(place, *_ARGUMENTS)
        faults += [*trials.wrong(again), *_touched(place), *_left(place)]
        now = trials.contents(place / "out")
        faults += [
            f"{name} differs" for name in sorted(now.keys() | earlier.whole) if now.get(name) != earlier.whole.get(name)
        ]
    return trials.told(number, *faults, said=f"{end.name}\n{said}\n{again.stderr}")


def _touched(place: Path) -> list[str]:
    return [
        f"{name} of the user's was touched"
        for name, data in _OWN.items()
        if (place / "out" / name).read_bytes() != data
    ]


def _left(place: Path) -> list[str]:
    left = [*(place / "tmp").iterdir(), *(place / "out" / ".threadbound" / "unfinished").glob("*")]
    return [f"left behind: {path.relative_to(place)}" for path in left]


@cache
def _earlier() -> _Earlier:
    """The same for all trials of a process."""
    place = trials.lasting_folder() / "place"
    place.mkdir()
    furniture.place_at(place)
    trials.run(place, *_ARGUMENTS)
    (place / "in" / "wall.txt").write_text(PAGE, encoding="utf-8")
    page = place / "in" / "page.txt"
    page.write_text(
        page.read_text(encoding="utf-8").replace("The cat stayed.", "The cat stayed here."), encoding="utf-8"
    )
    for name, data in _OWN.items():
        (place / "out" / name).write_bytes(data)
    whole = place.with_name("whole")
    shutil.copytree(place, whole)
    begun = time.monotonic()
    trials.run(whole, *_ARGUMENTS)
    return _Earlier(place, trials.contents(whole / "out"), time.monotonic() - begun)
