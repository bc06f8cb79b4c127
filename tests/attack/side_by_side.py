"""Three runs at once in one folder, with the same formats or others: each ends well, and what they leave is whole."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import tempfile
from pathlib import Path

from tests.attack import furniture, trials
from tests.command.conftest import COMMAND, PAGE

_FORMATS = (["--epub"], ["--pdf"], ["--pdf", "--epub"])
_OPTIONS: tuple[list[str], ...] = ([], [], ["--no-cache"], ["--no-book"], ["--split-by", "author"], ["--title", "T"])


def trial(number: int) -> str:
    """Start three runs, a moment apart or none, and look at what they leave."""
    chance = random.Random(number)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        furniture.place_at(place)
        (place / "tmp").mkdir()
        (place / "in" / "wall.txt").write_text(PAGE, encoding="utf-8")
        alike = number % 2 == 0
        asked = [["in", *chance.choice(_FORMATS), *chance.choice(_OPTIONS), "-o", "out"] for _ in range(3)]
        asked = asked[:1] * 3 if alike else asked
        runs = [
            subprocess.Popen(
                [str(COMMAND), *arguments],
                cwd=place,
                env=os.environ | {"TMPDIR": str(place / "tmp")},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for arguments in asked
        ]
        said = [run.communicate(timeout=trials.SECONDS) for run in runs]
        faults = [f"exit {run.returncode}" for run in runs if run.returncode]
        faults += ["a traceback" for _, err in said if "Traceback" in err or "a fault of" in err]
        faults += [*trials.torn(place / "out"), *_report(place / "out", [out for out, _ in said])]
        faults += [f"left behind: {path.name}" for path in (place / "tmp").iterdir()]
        faults += [f"left behind: {path.name}" for path in (place / "out" / ".threadbound" / "unfinished").iterdir()]
    return trials.told(number, *faults, said="\n".join([str(asked), *(err for _, err in said)]))


def _report(output: Path, listed: list[str]) -> list[str]:
    """What is wrong with the report: it is one run's, and what it says of files is so."""
    made = json.loads((output / "report.json").read_bytes())["outputs"]
    faults = []
    if sorted(each["name"] for each in made) not in [sorted(_names(lines)) for lines in listed]:
        faults.append("the report is no run's")
    for each in made:
        if hashlib.sha256((output / each["name"]).read_bytes()).hexdigest() != each["sha256"]:
            faults.append(f"{each['name']} is not what the report says")
    return faults


def _names(lines: str) -> list[str]:
    return [line.removeprefix("out/") for line in lines.splitlines()]
