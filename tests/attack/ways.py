"""Ways to run the command in surroundings that lack something: streams, a home, room, a language, a folder to be in."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from itertools import product
from pathlib import Path

from tests.attack import trials
from tests.command.conftest import COMMAND, PAGE

_VERBS = (
    "in --epub -o out",
    "in --pdf -o out --no-cache",
    "list in",
    "init in",
    "sources",
    "themes",
    "--help",
    "in -q",
)
_STREAMS = (">&-", "2>&-", "<&-", ">&- 2>&-", ">&- 2>&- <&-", ">/dev/full", "2>/dev/full", ">/dev/full 2>&1")
_PIPES = ("| head -n 1", "2>&1 | head -n 1", "| true", "2>&1 | true", "| head -c 1")
_BEFORE = (
    "unset HOME;",
    "export HOME=/proc/1;",
    "export HOME= XDG_CACHE_HOME=relative;",
    "unset HOME; export XDG_CACHE_HOME=/proc/1;",
    "export TMPDIR=/nowhere;",
    "export TMPDIR=/proc/1;",
    "export TMPDIR=$PWD/in/wall.txt;",
    "export LANG=C LC_ALL=C PYTHONCOERCECLOCALE=0 PYTHONUTF8=0;",
    "export LC_ALL=C PYTHONIOENCODING=ascii:strict PYTHONUTF8=0;",
    "export LC_ALL=xx_YY.nothing;",
    "export PATH=;",
    "export TERM=dumb COLUMNS=0;",
    "export COLUMNS=1;",
    "ulimit -n 24;",
    "ulimit -f 8;",
    "ulimit -f 0;",
    "ulimit -c 0; ulimit -s 256;",
    "mkdir gone; cd gone; rmdir ../gone; set -- ../;",
    "export PYTHONHASHSEED=7 TZ=Nowhere/None;",
    "trap '' PIPE;",
    "trap '' TERM INT HUP;",
    "umask 777;",
    "umask 000;",
)
_WAYS = [
    *product(("",), _VERBS, _STREAMS),
    *product(("",), _VERBS, _PIPES),
    *product(_BEFORE, _VERBS[:4], ("",)),
]
_WORDS_OF_PYTHON = ("Traceback", "a fault of Threadbound", "Exception ignored", "Fatal Python")


def trial(number: int) -> str:
    """Run the command in one of these ways, on a page and on files whose names are no text."""
    before, verb, after = _WAYS[number % len(_WAYS)]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "in").mkdir()
        (place / "tmp").mkdir()
        (place / "in" / "wall.txt").write_text(PAGE, encoding="utf-8")
        (place / "in" / "héron 🪶.txt").write_text(PAGE.replace("stone", "brick"), encoding="utf-8")
        Path(os.fsdecode(os.fsencode(place / "in") + b"/caf\xe9\xff.txt")).write_text(PAGE.replace("stone", "turf"))
        line = f'{before} "{COMMAND}" {verb} {after}'
        environment = os.environ | {"TMPDIR": str(place / "tmp")}
        try:
            done = subprocess.run(
                ["bash", "-c", line],
                cwd=place,
                env=environment,
                capture_output=True,
                timeout=trials.SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return trials.told(number, "a hang", said=line)
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        faults = [word for word in _WORDS_OF_PYTHON if word in said]
        faults += [f"exit {done.returncode}"] if done.returncode not in (0, 1, 2) else []
        faults += ["a failure without a word"] if done.returncode == 1 and not said and ">" not in line else []
        faults += [*trials.torn(place / "out")] if (place / "out").exists() else []
        faults += [f"left behind: {path.name}" for path in (place / "tmp").iterdir()]
        for path in place.rglob("*"):  # or the folder could not be removed
            path.chmod(0o700)
        shutil.rmtree(place / "out", ignore_errors=True)
    return trials.told(number, *faults, said=f"{line}\n{said[-3000:]}")
