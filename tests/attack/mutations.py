"""Mutations of sound inputs: bytes, values, keys and addresses changed at one place, the same for the same number."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from tests.attack import furniture
from tests.conftest import GOLDEN
from tests.sources.bluesky import repos

SURROGATE, NUL, DIGITS = "\ud800", "\0", "9" * 5000  # Python takes 4,300 for a number
_STRINGS = (
    "",
    SURROGATE,
    f"a{SURROGATE}b",
    NUL,
    f"a{NUL}b",
    "x" * 70_000,
    "\u202e\ufeff",
    "<b>&#xD800;",
    "٣",
    "%ZZ%00",
    DIGITS,
    f"{DIGITS}/9",
)
_NUMBERS = (0, -1, 2**63, -(2**63) - 1, 10**400, 1e308, float("nan"), float("inf"), -0.0, 0.5)
_NESTED: Any = [[[[[[]]]]]]
_VALUES: tuple[Any, ...] = (*_STRINGS, *_NUMBERS, _NESTED, [], {}, {"": None}, [None], None, True, False)
_ADDRESSES = (
    f"https://e.com/{SURROGATE}",
    "http://[::1",
    "https://[v1.x]/",
    "http://e.com:99999999/",
    "https://" + "e." * 5000,
    "at://\0/\0/\0",
    "https://e.com/\n<x>",
    "data:image/png;base64,AAAA",
    "file:///dev/zero",
    "https://\u2100.com\\@x/%",
    "../../../../../etc/passwd",
    "//",
)
_WORDS = (
    NUL,
    "\ud800",
    "<",
    "&#xD800;",
    "&#0;",
    "]]>",
    "<!--",
    "> " * 200,
    "[](" * 100,
    "1." * 300,
    "\x85\u2028",
    "\\ud800",
    DIGITS,
)
_TOML_VALUES = (
    "9" * 5000,
    "-" + "9" * 900,
    "0x" + "f" * 5000,
    "1e400",
    "inf",
    "nan",
    "-0",
    "1979-02-30",
    "9999-12-31T23:59:60Z",
    "07:32:00",
    "[" * 3000,
    "[" * 3000 + "]" * 3000,
    "{a=" * 3000,
    "{a=" * 300 + "1" + "}" * 300,
    "{}",
    "[]",
    "[[]]",
    "true",
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"' + "x" * 70_000 + '"',
    '"../../../../../etc/passwd"',
    '"/dev/zero"',
    '"\u202e\ufeff#1"',
    '"a\\nb"',
    "'''",
    '[1, "a", [2.5], {b = 1}]',
    "[" + "1," * 20_000 + "]",
)
_TOML_KEYS = (
    ".".join("a" * 15),
    ".".join("a" * 20_000),
    '""',
    '"\\u0000"',
    "'\ud800'",
    'threads."".alt.9',
    'files."../x".posts',
    "x" * 70_000,
    f'threads.1785640089600000000.alt."{DIGITS}"',
    "fonts",
    "base",
    "settings",
    "[[threads]]\nx",
    "[book]\nx",
)
_ADDRESS = re.compile(r"(?:https?|at)://[^\s\"'<>)\\]+")
_WORD = re.compile(r"\w+")
_SCRIPT = re.compile(r"^\s*window\.[\w.]+\s*=\s*")
_PACKED = 0.3
"""Share of the inputs that can be archives that are, so that the archive is mutated."""
_TEXTS = (".json", ".js", ".jsonl", ".html", ".htm", ".txt", ".md")


FURNISHED = 20
"""Of so many mutants, one is of what stands beside inputs."""


class Mutant(Struct, frozen=True, kw_only=True):
    """A mutated input, or one beside which something was mutated, on disk."""

    path: Path
    """The file or folder to publish."""
    output: Path
    """The output folder, which may be there."""
    theme: str = "classic"
    changed: str = ""
    """The name of the file that was mutated; "" for an input itself."""
    told: str = ""
    """Which input it is, and what was done to it."""


@cache
def sound() -> list[Path]:
    """The inputs of all golden cases, files and folders; of a repo, its records as JSON."""
    found = [*GOLDEN.glob("*/*/input*"), *GOLDEN.glob("bluesky-car/*/repo.json")]
    return sorted(path for path in found if path.parts[-3] != "chapter" and not path.name.endswith(".posts.txt"))


def mutant(number: int, place: Path, publish: Callable[[Mutant], object]) -> Mutant:
    """The mutant of this number, made in a folder. publish: makes an earlier run, where the mutant is of what it left."""
    chance = random.Random(number)
    if number % FURNISHED == 0:
        return _beside(number, chance, place, publish)
    inputs = sound()
    original = inputs[number % len(inputs)]
    folder = place / "in"
    shutil.copytree(original.parent, folder, ignore=shutil.ignore_patterns("expected.json"))
    path = folder / original.name
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix in _TEXTS)
    packed = chance.random() < _PACKED and (path.is_dir() or path.name == "repo.json")
    file = _packed(chance, path) if packed else chance.choice(files)
    kinds = [_bytes] if packed else [_bytes, _words, _addresses]
    done = _changed(chance, file, kinds)
    if packed or path.name == "repo.json":
        path = _packed(chance, path) if not packed else file
    told = f"{number}: {original.relative_to(GOLDEN)}: {done} of {file.name}"
    return Mutant(path=path, output=place / "out", told=told)


def _beside(number: int, chance: random.Random, place: Path, publish: Callable[[Mutant], object]) -> Mutant:
    """A mutant of the editor's files, a theme, or what an earlier run left, beside inputs that are sound."""
    furniture.place_at(place)
    made = Mutant(path=place / "in", output=place / "out", theme=str(place / "theme"))
    publish(made)
    if chance.random() < 0.5:
        furniture.lose_posts(place)
    file = furniture.chosen(chance, place)
    done = _changed(chance, file, [_toml, _toml, _toml, _bytes] if file.suffix == ".toml" else [_bytes, _words])
    if file.parent.name == ".cache" and chance.random() < 0.7:
        furniture.sign(file)
    return structs.replace(made, changed=file.name, told=f"{number}: {done} of {file.relative_to(place)}")


_Kind = Callable[[random.Random, bytes], bytes]


def _changed(chance: random.Random, file: Path, kinds: Sequence[_Kind]) -> list[str]:
    """Mutate a file, and say how."""
    if file.suffix in (".json", ".js", ".jsonl"):
        kinds = [*kinds, _values, _values, _keys]
    done = chance.choices(kinds, k=chance.choice((1, 1, 2, 4)))
    for kind in done:
        file.write_bytes(kind(chance, file.read_bytes()))
    return [kind.__name__ for kind in done]


def _packed(chance: random.Random, path: Path) -> Path:
    """The input as an archive beside it: a folder as zip or tar.gz, a repo's records as a CAR file."""
    if path.is_dir():
        return Path(shutil.make_archive(str(path), chance.choice(("zip", "gztar")), path))
    archive = path.with_suffix(".car")
    try:
        archive.write_bytes(repos.repo_file(path))
    except (ValueError, TypeError, LookupError, OverflowError, AttributeError):  # no server would write that
        archive.write_bytes(path.read_bytes())
    return archive


def _bytes(chance: random.Random, data: bytes) -> bytes:
    """A stretch cut out, doubled, moved, or replaced by any bytes."""
    start, end = sorted(chance.choices(range(len(data) + 1), k=2))
    if chance.random() < 0.7:
        end = min(end, start + chance.randrange(1, 40))
    noise = chance.choice(
        [chance.randbytes(end - start), chance.randbytes(3), b"", data[start:end] * 2, b"\xff\xfe", b"\0"]
    )
    other = chance.randrange(len(data) + 1)
    return chance.choice(
        [data[:start] + noise + data[end:], data[:start], data[:other] + data[start:end] + data[other:], noise + data]
    )


def _words(chance: random.Random, data: bytes) -> bytes:
    """A word replaced."""
    return _replaced(chance, data, _WORD, _WORDS)


def _addresses(chance: random.Random, data: bytes) -> bytes:
    """An address replaced."""
    return _replaced(chance, data, _ADDRESS, _ADDRESSES)


def _replaced(chance: random.Random, data: bytes, what: re.Pattern[str], by: tuple[str, ...]) -> bytes:
    text = data.decode("utf-8", "replace")
    found = list(what.finditer(text))
    if not found:
        return data
    match, new = chance.choice(found), chance.choice(by)
    if _SCRIPT.match(text) or text.lstrip().startswith(("{", "[")):
        new = json.dumps(new)[1:-1]
    return (text[: match.start()] + new + text[match.end() :]).encode("utf-8", "surrogatepass")


def _toml(chance: random.Random, data: bytes) -> bytes:
    """A key or a value of TOML replaced."""
    lines = data.decode("utf-8", "replace").splitlines()
    places = [number for number, line in enumerate(lines) if "=" in line]
    if not places:
        return data
    number = chance.choice(places)
    key, _, value = lines[number].partition("=")
    if chance.random() < 0.3:
        key = chance.choice(_TOML_KEYS)
    else:
        value = chance.choice(_TOML_VALUES)
    lines[number] = f"{key} = {value}"
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _values(chance: random.Random, data: bytes) -> bytes:
    """A value anywhere in JSON replaced by one that nobody expects there, at times all of its key."""

    def change(value: Any) -> Any:
        container, key = chance.choice(list(_places(value)))
        new = chance.choice(_VALUES)
        container[key] = new
        return value

    return _in_json(chance, data, change)


def _keys(chance: random.Random, data: bytes) -> bytes:
    """A key of JSON replaced."""

    def change(value: Any) -> Any:
        places = [(container, key) for container, key in _places(value) if isinstance(container, dict)]
        if places:
            container, key = chance.choice(places)
            container[chance.choice((SURROGATE, key + SURROGATE, NUL, "", "x" * 1000))] = container.pop(key)
        return value

    return _in_json(chance, data, change)


def _in_json(chance: random.Random, data: bytes, change: Callable[[Any], Any]) -> bytes:
    text = data.decode("utf-8", "replace")
    script = _SCRIPT.match(text)
    before = script[0] if script else ""
    try:
        lines = [text[len(before) :]]
        json.loads(lines[0])
    except ValueError:
        lines = text.splitlines()
    whole = [number for number, line in enumerate(lines) if _is_json(line)]
    if whole:
        number = chance.choice(whole)
        lines[number] = json.dumps(change([json.loads(lines[number])])[0])
    return (before + "\n".join(lines)).encode("utf-8", "surrogatepass")


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each container in a value with each of its keys or indices."""
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, each in items:
        yield value, key
        yield from _places(each)
