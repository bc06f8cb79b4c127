"""Look up what the locks pin in the databases of known vulnerabilities, by pip-audit.

python locks/audit.py           exit with 1 where something is known of a package, and name it
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

LOCKS = Path(__file__).parent
SERVICES = ("pypi", "osv")  # PyPI's own interface, then Google's: the same advisories, from another host
SECONDS = 600


class Answer(NamedTuple):
    """What a database knows: a line for each vulnerability, and the packages that it does not know at all."""

    looked_up: int
    vulnerable: list[str]
    unknown: list[str]


def read(report: str) -> Answer:
    """The answer in a report of pip-audit's; a package that it passed over is unknown, and not in order."""
    packages = json.loads(report)["dependencies"]
    known = [package for package in packages if "skip_reason" not in package]
    return Answer(
        looked_up=len(known),
        vulnerable=[
            f"{package['name']} {package['version']}: {found['id']}, mended in "
            + (" and ".join(found["fix_versions"]) or "no version yet")
            for package in known
            for found in package["vulns"]
        ],
        unknown=[package["name"] for package in packages if "skip_reason" in package],
    )


def ask(service: str) -> Answer:
    """The answer of one service; one that cannot be reached has looked up nothing."""
    locks = [f"--requirement={lock}" for lock in sorted(LOCKS.glob("*.txt"))]
    form = [
        "--disable-pip",
        "--require-hashes",
        "--format=json",
        "--progress-spinner=off",
        f"--vulnerability-service={service}",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", *locks, *form], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return read(done.stdout) if done.stdout.startswith("{") else Answer(0, [], [])


def verdict(answer: Answer) -> tuple[str, int]:
    """What is said of an answer, and the exit code."""
    if not answer.looked_up:
        return (
            "Not looked up: no database of known vulnerabilities can be reached from here (asked: PyPI and OSV).",
            0,
        )
    said = [
        *answer.vulnerable,
        f"{answer.looked_up} packages looked up, {len(answer.vulnerable)} vulnerabilities known.",
    ]
    if answer.unknown:
        said.append(f"Not in the database: {', '.join(answer.unknown)}.")
    return "\n".join(said), 1 if answer.vulnerable else 0


def main() -> int:
    """Ask one service after the other until one answers; the exit code."""
    answers = (ask(service) for service in SERVICES)
    said, code = verdict(next((answer for answer in answers if answer.looked_up), Answer(0, [], [])))
    print(said)
    return code


if __name__ == "__main__":
    sys.exit(main())
