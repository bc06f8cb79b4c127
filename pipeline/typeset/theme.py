"""Themes: folders of templates and style sheets, each based on another theme.

A theme is data, never Python: `theme.toml` (name, title, base, settings), Jinja2 templates (`*.j2`) and CSS. A file
that a theme lacks comes from its base, so a theme may be as small as a `theme.toml` and one style sheet.

A theme can be pickled. Its files go with it, so that it is the same on a machine that does not have its folders.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from pipeline.errors import PublishError, ThemeError, UsageError
from pipeline.model.limits import MAX_BOOK_TOML_BYTES, MAX_THEME_BYTES
from pipeline.opening import read_file, real, reason, toml_text
from pipeline.wording import ENGLISH, Wording, wording

if TYPE_CHECKING:
    from jinja2 import Environment

BUILT_IN = Path(__file__).parents[1] / "themes"
CHECKOUT = Path(__file__).parents[2] / "themes"
"""Folder of the built-in themes in a source tree, before a wheel has put them inside the package."""
DEFAULT = "classic"
KNOWN_KEYS = {"name", "title", "base", "description", "settings"}


class Theme(Struct, frozen=True, dict=True):
    """A theme, together with the themes that it is based on."""

    name: str
    title: str
    folders: tuple[Path, ...]
    """Folders of its files: its own first, then its base's, and so on."""
    settings: dict[str, Any] = field(default_factory=dict)
    """Settings for the templates from theme.toml, a theme's own over its base's."""
    language: str = ENGLISH
    """BCP 47 tag of the book's own words, which its templates say."""
    packed: Mapping[Path, bytes] | None = None
    """Bytes of every file by path, if the theme was pickled: its folders may be another machine's. None: read them."""
    hidden: tuple[str, ...] = ()
    """Patterns of the names of files that this view of the theme does not have: see `without`."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the theme with its files. Raises PublishError where one cannot be read, or all are too large."""
        packed = self._pack() if self.packed is None else self.packed
        return Theme, (self.name, self.title, self.folders, self.settings, self.language, packed, self.hidden)

    def file(self, name: str) -> Path:
        """Path of the file of that name (as it was, see `packed`), in the first folder that has it.

        Raises ThemeError where none has, or this view does not.
        """
        if path := self._found(name):
            return path
        raise ThemeError(
            f"has no {name}",
            path=f"theme {self.name}",
            hint=f'Add the file, or name a base that has it: base = "{DEFAULT}" in theme.toml.',
        )

    def _found(self, name: str) -> Path | None:
        for folder in self.folders:
            path = folder / name
            if os.path.lexists(path) if self.packed is None else path in self.packed:
                if self.hides(_name_in(folder, path)):
                    raise ThemeError(
                        f"{name} is not to be had here: by its name it is for one format alone",
                        path=f"theme {self.name}",
                        hint="Give it another name: docs/themes.md says which names stand for what.",
                    )
                return path
        return None

    def read(self, name: str) -> bytes:
        """The bytes of a file of the theme. Raises ThemeError where it is missing or leads out of its folder."""
        path = self.file(name)
        return self._read(path) if self.packed is None else self.packed[path]

    def text(self, name: str) -> str:
        """The text of a file of the theme. Raises ThemeError where it is missing or is not UTF-8."""
        if name not in self._texts:
            try:
                self._texts[name] = self.read(name).decode("utf-8").replace("\r\n", "\n")
            except UnicodeDecodeError as error:
                raise ThemeError(
                    f"cannot be read: {error}", path=str(self.file(name)), hint="Save it as UTF-8 text."
                ) from error
        return self._texts[name]

    @cached_property
    def _texts(self) -> dict[str, str]:
        """A cache of texts by their files' names: every thread asks for them."""
        return {}

    def _read(self, path: Path) -> bytes:
        if not any(real(path).is_relative_to(real(folder)) for folder in self.folders):
            raise ThemeError(
                "leads out of the theme's folder", path=str(path), hint="Put the file itself into the theme."
            )
        try:
            return read_file(path, MAX_THEME_BYTES)
        except OSError as error:
            raise ThemeError(f"cannot be read: {reason(error)}", path=str(path), hint="Let it be readable.") from error

    def _pack(self) -> dict[Path, bytes]:
        """Content of all files but hidden ones, by their paths."""
        packed: dict[Path, bytes] = {}
        size = 0
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                if any(part.startswith(".") for part in path.relative_to(folder).parts) or path.is_dir():
                    continue
                if self.hides(str(path.relative_to(folder))):
                    continue
                if (size := size + path.stat().st_size) > MAX_THEME_BYTES:
                    raise ThemeError(
                        f"has more than {MAX_THEME_BYTES >> 20} MB of files, too many to send to workers",
                        path=f"theme {self.name}",
                        hint=f"Leave only the theme's own files in {folder}.",
                    )
                packed[path] = self._read(path)
        return packed

    @property
    def words(self) -> Wording:
        """The book's own words."""
        return wording(self.language)

    def saying(self, language: str) -> Theme:
        """The theme with the book's own words in a language (BCP 47)."""
        return Theme(self.name, self.title, self.folders, self.settings, language, self.packed, self.hidden)

    def without(self, files: Collection[str], settings: Collection[str]) -> Theme:
        """A view of the theme that lacks those files and settings, so that nothing made by it can depend on them.

        files, settings: patterns of names (`fnmatch`). One view for the same patterns, with its compiled templates.
        """
        hidden = tuple(sorted({*self.hidden, *files})), tuple(sorted(settings))
        if hidden not in self._views:
            seen = {name: value for name, value in self.settings.items() if not _matches(name, settings)}
            self._views[hidden] = Theme(
                self.name, self.title, self.folders, seen, self.language, self.packed, hidden[0]
            )
        return self._views[hidden]

    @cached_property
    def _views(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Theme]:
        return {}

    def hides(self, name: str) -> bool:
        """Whether this view lacks the file of that name, in the theme's folder; it makes no difference whether it is in
        capitals, for on some disks it does not."""
        return _matches(name.replace(os.sep, "/").casefold(), self.hidden)

    def number(self, name: str, least: float, most: float) -> float:
        """A setting that is a number. Raises PublishError where it is missing, or is none between those two."""
        value = self.settings.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
            return float(value)
        raise PublishError(
            f"settings.{name} must be a number from {least:g} to {most:g}",
            path=str(self.file("theme.toml")),
            hint="The settings are listed in docs/themes.md.",
        )

    def choice(self, name: str, *options: str) -> str:
        """A setting that is one of these words; the first one where it is not set. Raises ThemeError for any other."""
        value = self.settings.get(name, options[0])
        if value in options:
            return str(value)
        raise ThemeError(
            f"settings.{name} must be {' or '.join(map(repr, options))}, not {value!r}",
            path=str(self.file("theme.toml")),
            hint="The settings are listed in docs/themes.md.",
        )

    def conventions(self, language: str) -> str:
        """The language (BCP 47) by whose conventions words in that language are set; "": they stay as typed."""
        return language if self.settings.get("typography", True) else ""

    @property
    def has_notes(self) -> bool:
        """Whether books of it have notes on the texts: a theme that wants none leaves their template empty."""
        return bool(self.text("notes.md.j2").strip())

    @property
    def is_ours(self) -> bool:
        """Whether it came with Threadbound, and is no stranger's."""
        return self.folders[0].is_relative_to(real(_home()))

    def render(self, template: str, **context: Any) -> str:
        """Text that a template of the theme makes. Raises ThemeError that names the template's file and line.

        Where a theme of ours stumbles, the fault is in what it was given: that error is raised as it is.
        """
        from jinja2 import TemplateSyntaxError  # here: where nothing has changed, nothing is rendered

        from pipeline.typeset import environments

        try:
            return self._environment(template).get_template(template).render(settings=self.settings, **context)
        except TemplateSyntaxError as error:
            raise self._template_error(error.name or template, error.lineno, error.message or "") from error
        except PublishError:
            raise
        except MemoryError:  # the thread's doing
            raise
        except Exception as error:  # a template can raise anything: 1/0, a missing attribute, a bad filter argument
            if self.is_ours:
                raise
            raise self._template_error(template, environments.line_of(error, template), str(error)) from error

    def _template_error(self, template: str, line: int | None, message: str) -> ThemeError:
        where = f"line {line}" if line else ""
        return ThemeError(
            f"template error: {message}",
            path=str(self.file(template)),
            where=where,
            hint="Correct the template, or remove it to use the one of the base theme.",
        )

    def _environment(self, template: str) -> Environment:
        return self._markdown if template.endswith(".md.j2") else self._html

    @cached_property
    def _html(self) -> Environment:
        from pipeline.typeset import environments

        return environments.html(self._template, self.language)

    @cached_property
    def _markdown(self) -> Environment:
        from pipeline.typeset import environments

        return environments.markdown(self._template, self.language)

    def _template(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """Jinja2's loader: a template's source, its path, and that it does not change; None where there is none."""
        path = self._found(name)
        return (self.text(name), str(path), lambda: True) if path else None


def _name_in(folder: Path, path: Path) -> str:
    """The name of a file in a folder, whichever way leads there; not that of another file that it is a link to."""
    place = real(path.parent) / path.name
    return str((place if place.is_relative_to(folder) else path).relative_to(folder))


def _matches(name: str, patterns: Collection[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def built_in() -> list[str]:
    """The names of the themes that come with Threadbound, sorted."""
    return sorted(path.parent.name for path in _home().glob("*/theme.toml"))


def load(name_or_folder: str) -> Theme:
    """The theme of that name, or in that folder.

    Raises UsageError where there is none, PublishError where its theme.toml is broken or its bases form a circle.
    """
    folder = _find(name_or_folder)
    chain: list[tuple[Path, dict[str, Any]]] = []
    while True:
        if any(folder == seen for seen, _ in chain):
            raise PublishError(
                "its bases form a circle",
                path=str(folder / "theme.toml"),
                hint="Let one of them have no base.",
            )
        facts = _facts(folder / "theme.toml")
        chain.append((folder, facts))
        base = facts.get("base")
        if not base:
            break
        folder = _find(base, beside=folder)
    settings: dict[str, Any] = {}
    for _, facts in reversed(chain):
        for key, value in facts.get("settings", {}).items():
            below = settings.get(key)
            settings[key] = below | value if isinstance(below, dict) and isinstance(value, dict) else value
    top, facts = chain[0]
    name = facts.get("name", top.name)
    return Theme(
        name=name,
        title=facts.get("title", name),
        folders=tuple(path for path, _ in chain),
        settings=settings,
    )


def _home() -> Path:
    return BUILT_IN if BUILT_IN.is_dir() else CHECKOUT


def _find(name: str, beside: Path | None = None) -> Path:
    candidates = [_home() / name] if Path(name).name == name else []
    candidates.append((beside.parent / name) if beside else Path(name))
    for folder in candidates:
        if os.path.lexists(folder / "theme.toml"):
            return real(folder)
    if (beside is None) and Path(name).is_dir():
        raise UsageError("a theme needs a theme.toml", path=name, hint=f'Write one with: base = "{DEFAULT}"')
    raise UsageError(
        f"no theme called {name!r}",
        path=str(beside / "theme.toml") if beside else "",
        hint=f"Built in: {', '.join(built_in())}. Or give the path of a folder that holds a theme.toml.",
    )


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts = toml_text.loads(read_file(path, MAX_BOOK_TOML_BYTES))
    except (OSError, toml_text.TomlError) as error:
        message, where = (reason(error), "") if isinstance(error, OSError) else (error.message, error.where)
        raise PublishError(
            f"cannot be read: {message}", path=str(path), where=where, hint="Correct the file; it is TOML in UTF-8."
        ) from error
    for key, value in facts.items():
        if key not in KNOWN_KEYS:
            raise PublishError(
                f"unknown key {key!r}", path=str(path), hint=f"Known keys: {', '.join(sorted(KNOWN_KEYS))}."
            )
        wanted = dict if key == "settings" else str
        if not isinstance(value, wanted):
            raise PublishError(
                f"{key} must be a {'table' if wanted is dict else 'string'}",
                path=str(path),
                hint="Correct the value.",
            )
    return facts
