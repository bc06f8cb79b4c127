"""theme.toml: what a theme says of itself, the options that it declares, and the settings that it gives them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from pipeline.errors import PublishError, UsageError
from pipeline.model.limits import MAX_BOOK_TOML_BYTES
from pipeline.opening import read_file, real, reason, toml_text
from pipeline.typeset import theme_options
from pipeline.typeset.theme_options import Option, Source

BUILT_IN = Path(__file__).parents[1] / "themes"
CHECKOUT = Path(__file__).parents[2] / "themes"
"""Folder of the built-in themes in a source tree, before a wheel has put them inside the package."""
DEFAULT = "classic"
NAME = "theme.toml"
_KINDS: dict[str, type] = {
    "name": str,
    "title": str,
    "base": str,
    "description": str,
    "options": dict,
    "settings": dict,
}
"""The keys of the file, with the types of their values."""


class Wishes(Struct, frozen=True):
    """Values that somebody gives a theme's options: the editor in book.toml, the user on the command line."""

    table: Mapping[str, Any]
    source: Source = Source()


class Facts(Struct, frozen=True, kw_only=True):
    """The facts about a theme, its bases' among them."""

    name: str
    title: str
    folders: tuple[Path, ...]
    """Its own first, then its base's, and so on."""
    options: Mapping[str, Option]
    """By names, with dots for those in tables."""
    settings: Mapping[str, Any]
    """Their values, by the same names."""


def home() -> Path:
    """The folder of the themes that come with Threadbound."""
    return BUILT_IN if BUILT_IN.is_dir() else CHECKOUT


def built_in() -> list[str]:
    """The names of the themes that come with Threadbound, sorted."""
    return sorted(path.parent.name for path in home().glob(f"*/{NAME}"))


def description(name: str) -> str:
    """A line about a theme that comes along."""
    said = _said(home() / name / NAME)
    return str(said.get("description") or said.get("title", name))


def specimen() -> Path:
    """The folder of threads that have everything a theme has to set."""
    return home() / "specimen"


def gathered(name_or_folder: str, wishes: Sequence[Wishes]) -> Facts:
    """The facts about the theme of that name, or in that folder.

    wishes: the first come over the theme's own, those after them over these.
    Raises UsageError where there is no such theme, PublishError where a theme.toml is broken, bases form a circle or a
    value is not allowed.
    """
    chain = _chain(name_or_folder)
    known: dict[str, Option] = {}
    settings: dict[str, Any] = {}
    for folder, facts in reversed(chain):
        path = str(folder / NAME)
        own = theme_options.declared(facts.get("options", {}), path, known)
        known |= own
        settings |= theme_options.defaults(own)
        settings = theme_options.laid_over(settings, facts.get("settings", {}), known, Source(path, "settings."))
    for each in wishes:
        settings = theme_options.laid_over(settings, each.table, known, each.source)
    top, facts = chain[0]
    name = facts.get("name", top.name)
    return Facts(
        name=name,
        title=facts.get("title", name),
        folders=tuple(path for path, _ in chain),
        options=known,
        settings=settings,
    )


def _chain(name_or_folder: str) -> list[tuple[Path, dict[str, Any]]]:
    """The folders of a theme and its bases, each with what its theme.toml says."""
    folder = _find(name_or_folder)
    chain: list[tuple[Path, dict[str, Any]]] = []
    while True:
        if any(folder == seen for seen, _ in chain):
            hint = "Let one of them have no base."
            raise PublishError("its bases form a circle", path=str(folder / NAME), hint=hint)
        facts = _said(folder / NAME)
        chain.append((folder, facts))
        base = facts.get("base")
        if not base:
            return chain
        folder = _find(base, beside=folder)


def _find(name: str, beside: Path | None = None) -> Path:
    candidates = [home() / name] if Path(name).name == name else []
    candidates.append((beside.parent / name) if beside else Path(name))
    for folder in candidates:
        if os.path.lexists(folder / NAME):
            return real(folder)
    if (beside is None) and Path(name).is_dir():
        raise UsageError("a theme needs a theme.toml", path=name, hint=f'Write one with: base = "{DEFAULT}"')
    raise UsageError(
        f"no theme called {name!r}",
        path=str(beside / NAME) if beside else "",
        hint=f"Built in: {', '.join(built_in())}. Or give the path of a folder that holds a theme.toml.",
    )


def _said(path: Path) -> dict[str, Any]:
    try:
        facts = toml_text.loads(read_file(path, MAX_BOOK_TOML_BYTES))
    except (OSError, toml_text.TomlError) as error:
        message, where = (reason(error), "") if isinstance(error, OSError) else (error.message, error.where)
        raise PublishError(
            f"cannot be read: {message}", path=str(path), where=where, hint="Correct the file; it is TOML in UTF-8."
        ) from error
    for key, value in facts.items():
        if key not in _KINDS:
            raise PublishError(f"unknown key {key!r}", path=str(path), hint=f"Known keys: {', '.join(sorted(_KINDS))}.")
        if not isinstance(value, kind := _KINDS[key]):
            message = f"{key} must be a {'table' if kind is dict else 'string'}"
            raise PublishError(message, path=str(path), hint="Correct the value.")
    return facts
