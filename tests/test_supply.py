"""What the project stands on: pinned with hashes, and looked up where vulnerabilities are known."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ROOT / "locks"
PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?: ; [^\n\\]+)? \\\n"
    r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
    r"    # via (?P<parents>.+)\n",
    re.MULTILINE,
)


def wanted() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for, by the lock that has to hold it."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = pyproject["project"]
    users = project["dependencies"]
    extras = [*users, *chain.from_iterable(project["optional-dependencies"].values())]
    sets = {"publish": users, "extras": extras, **pyproject["dependency-groups"]}
    return {lock: [Requirement(each) for each in asked] for lock, asked in sets.items()}


def text(lock: str) -> str:
    """What a lock says."""
    return (LOCKS / f"{lock}.txt").read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    """The version of each package in a lock."""
    return {pin["name"]: pin["version"] for pin in PIN.finditer(text(lock))}


def direct(lock: str) -> set[str]:
    """The packages in a lock that are there because pyproject.toml asks for them, as it says itself."""
    return {pin["name"] for pin in PIN.finditer(text(lock)) if "pyproject.toml" in pin["parents"]}


@pytest.mark.parametrize("lock", wanted())
def test_a_lock_is_not_behind_pyproject(lock: str) -> None:
    """Each package that is asked for is pinned to a version that will do; none is that nobody asks for any more."""
    pinned = pins(lock)
    asked = {canonicalize_name(each.name): each.specifier for each in wanted()[lock]}
    behind = [f"{name}{asked[name]}" for name in asked if name not in pinned or pinned[name] not in asked[name]]
    assert behind == [], "run nox -s lock"
    assert direct(lock) == set(asked), "run nox -s lock"


def test_each_lock_belongs_to_something_that_is_asked_for() -> None:
    """pyproject.toml's groups, and the project itself."""
    assert {path.stem for path in LOCKS.glob("*.txt")} == set(wanted())


def test_locks_agree() -> None:
    """What is tested is what people get: a package has one version in all of them."""
    versions: dict[str, set[str]] = {}
    for lock in wanted():
        for name, version in pins(lock).items():
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("lock", wanted())
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    """Where packages come from is the machine's affair; what they are is not."""
    assert PIN.sub("", text(lock)) == ""
    assert "://" not in text(lock)


def test_numpy_is_not_among_what_everyone_installs() -> None:
    """It came for one multiplication, and was a third of the whole."""
    assert "numpy" not in pins("publish")


def test_licences_are_those_of_the_packages() -> None:
    """docs/licences.md has them all, as the packages themselves say."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "licences.py"), "--check"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "licences: in order\n"
    assert done.returncode == 0


@pytest.fixture
def audit() -> ModuleType:
    """The script that looks the locks up."""
    spec = importlib.util.spec_from_file_location("audit", LOCKS / "audit.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


KNOWN = {"name": "click", "version": "8.1.0", "vulns": []}
WRONG = {"name": "jinja2", "version": "3.1.2", "vulns": [{"id": "GHSA-1", "fix_versions": ["3.1.3"]}]}
PASSED_OVER = {
    "name": "ziafont",
    "skip_reason": "Dependency not found on PyPI and could not be audited: ziafont (0.11)",
}


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([KNOWN], 0, "1 packages looked up, 0 vulnerabilities known."),
        ([KNOWN, WRONG], 1, "jinja2 3.1.2: GHSA-1, mended in 3.1.3"),
        ([KNOWN, PASSED_OVER], 0, "Not in the database: ziafont."),
        ([PASSED_OVER], 0, "Not looked up: "),
        ([], 0, "Not looked up: "),
    ],
)
def test_a_package_that_was_not_looked_up_is_not_said_to_be_in_order(
    audit: ModuleType, packages: list[dict[str, object]], code: int, said: str
) -> None:
    """A database that cannot be reached ends in a word, not in a failure and not in "none known"."""
    words, found = audit.verdict(audit.read(json.dumps({"dependencies": packages})))
    assert found == code
    assert said in words
    assert ("known." in words) is any("skip_reason" not in package for package in packages)
