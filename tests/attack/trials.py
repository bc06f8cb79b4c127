"""The parts of a trial of the real command: a run of it, and what must be true of its words and of what it left."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from multiprocessing.util import Finalize
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from tests.command.conftest import COMMAND

SECONDS = 400
"""Seconds that a run may take: its own limits are reached before that."""
_XML = (".xhtml", ".opf", ".ncx", ".xml", ".svg")
_ERROR = re.compile(r"^Error: (.*)$", re.MULTILINE)
_NAMES_A_FILE = re.compile(r"[^\s:]+[^:]*: ")
_LIMITS = ("took longer than", "needs more than", "the process that worked on it ended")
_HIDDEN = (".cache", ".threadbound")


def run(place: Path, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Publish in a folder, whose folder "tmp" is that for temporary files. Raises subprocess.TimeoutExpired."""
    (place / "tmp").mkdir(exist_ok=True)
    return subprocess.run(
        [str(COMMAND), *arguments],
        cwd=place,
        env={**os.environ, "TMPDIR": str(place / "tmp"), **(env or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=SECONDS,
        check=False,
    )


def wrong(done: subprocess.CompletedProcess[str]) -> Iterator[str]:
    """What is wrong with how a run ended: it is done (0), or says of each thing that could not be what it is (1)."""
    said = done.stdout + done.stderr
    errors = _ERROR.findall(done.stderr)
    if done.returncode not in (0, 1):
        yield f"exit {done.returncode}"
    if "Traceback" in said or "a fault of Threadbound" in said:
        yield "a fault"
    if any(limit in said for limit in _LIMITS):
        yield "a limit was reached"
    if bool(errors) != bool(done.returncode):
        yield f"exit {done.returncode} with {len(errors)} errors"
    if [error for error in errors if not _NAMES_A_FILE.match(error) and "no thread found" not in error]:
        yield "an error that names no file"


def unlisted(done: subprocess.CompletedProcess[str], place: Path) -> Iterator[str]:
    """Files that a run says it made, and that are not there."""
    for line in done.stdout.splitlines():
        if not (place / line).is_file():
            yield f"{line} is listed and not there"


def torn(output: Path) -> Iterator[str]:
    """Files on the shelf that are not whole."""
    for name, path in shelved(output).items():
        try:
            _open(path)
        except Exception as error:
            yield f"{name} is torn: {type(error).__name__}: {error}"


def shelved(output: Path) -> dict[str, Path]:
    """The files in an output folder that are for the user, by their names in it."""
    files = (path for path in sorted(output.rglob("*")) if path.is_file())
    named = {path.relative_to(output).as_posix(): path for path in files}
    return {name: path for name, path in named.items() if not name.startswith(_HIDDEN)}


def contents(output: Path) -> dict[str, bytes]:
    """Their bytes."""
    return {name: path.read_bytes() for name, path in shelved(output).items()}


def _open(path: Path) -> None:
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as book:
            assert book.testzip() is None
            for name in book.namelist():
                if name.endswith(_XML):
                    ElementTree.fromstring(book.read(name))
    elif path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        assert len(document) > 0
        document.close()
    elif path.suffix == ".json":
        json.loads(path.read_bytes())


def lasting_folder() -> Path:
    """An empty folder for all trials of this process, gone when it ends."""
    folder = Path(tempfile.mkdtemp(prefix="attack-"))
    Finalize(None, shutil.rmtree, args=(folder,), kwargs={"ignore_errors": True}, exitpriority=1)
    return folder


def told(number: int, *faults: str, said: str = "") -> str:
    """The faults of a trial as one text, the kind last; "" where there are none."""
    return f"{said}\n{number}: {'; '.join(faults)}" if faults else ""
