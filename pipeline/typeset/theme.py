"""Themes: folders of templates and style sheets, each based on another theme.

A theme is data, never Python: `theme.toml` (name, title, base, settings), Jinja2 templates (`*.j2`) and CSS. A file
that a theme lacks comes from its base, so a theme may be as small as a `theme.toml` and one style sheet.

A theme can be pickled. Its files go with it, so that it is the same on a machine that does not have its folders.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from pipeline.errors import ThemeError
from pipeline.opening import real
from pipeline.typeset import style_values, theme_files, theme_toml
from pipeline.typeset.geometry import Geometry, geometry
from pipeline.typeset.output_profile import OutputProfile
from pipeline.typeset.prepress import PROFILE, Prepress, prepress
from pipeline.typeset.text_face import TextFace
from pipeline.typeset.theme_options import Option, Source, flat, laid_over, nested
from pipeline.typeset.theme_toml import DEFAULT, Wishes, built_in
from pipeline.wording import ENGLISH, Wording, wording

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["DEFAULT", "AddedStyle", "Theme", "Wishes", "built_in", "load"]


class AddedStyle(Struct, frozen=True):
    """A style sheet that somebody adds to those of a theme."""

    path: str
    """As they named it."""
    text: str


class Theme(Struct, frozen=True, dict=True):
    """A theme, together with the themes that it is based on."""

    name: str
    title: str
    folders: tuple[Path, ...]
    """Folders of its files: its own first, then its base's, and so on."""
    settings: dict[str, Any] = field(default_factory=dict)
    """Settings for the templates from theme.toml, a theme's own over its base's."""
    options: dict[str, Option] = field(default_factory=dict)
    """The options that it and its bases declare, by names with dots."""
    language: str = ENGLISH
    """BCP 47 tag of the book's own words, which its templates say."""
    added: AddedStyle | None = None
    """What comes after its own style sheets, in print and in EPUBs."""
    face: TextFace | None = None
    """The text face that was chosen for it; None: ours in print, the reader's in EPUBs."""
    profile: OutputProfile | None = None
    """The profile of the press that was given for it; None: ours."""
    hidden: tuple[str, ...] = ()
    """Patterns of the names of files that this view of the theme does not have: see `without`."""
    packed: Mapping[Path, bytes] | None = None
    """Bytes of every file by path, if the theme was pickled: its folders may be another machine's. None: read them."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the theme with its files. Raises PublishError where one cannot be read, or all are too large."""
        packed = theme_files.packed(self.folders, self.hides, self.name) if self.packed is None else self.packed
        return Theme, (*astuple(self)[:-1], packed)

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
            if self._has(path):
                if self.hides(theme_files.name_in(folder, path)):
                    raise ThemeError(
                        f"{name} is not to be had here: by its name it is for one format alone",
                        path=f"theme {self.name}",
                        hint="Give it another name: docs/themes.md says which names stand for what.",
                    )
                return path
        return None

    def read(self, name: str) -> bytes:
        """The bytes of a file of the theme. Raises ThemeError where it is missing or leads out of its folder."""
        return self._bytes(self.file(name))

    def text(self, name: str) -> str:
        """The text of a file of the theme. Raises ThemeError where it is missing or is not UTF-8."""
        if name not in self._texts:
            self._texts[name] = self._decoded(self.file(name))
        return self._texts[name]

    def style_sheets(self, kind: str) -> tuple[str, ...]:
        """The style sheet "print", "print-index", "ebook" or "ebook-align", and the one that was added, filled in.

        The first is `KIND.css`, then what the themes from there on change in it: a change is a `KIND-changes.css`, the
        base's before those of what is based on it. Raises ThemeError as `text`, and where one asks for a value that
        there is not.
        """
        if kind not in self._sheets:
            whole = self.file(f"{kind}.css")
            standing_on_it = self.folders[: self.folders.index(whole.parent) + 1]
            changes = (folder / f"{kind}-changes.css" for folder in reversed(standing_on_it))
            paths = [whole, *filter(self._has, changes)]
            own = (style_values.filled(self._decoded(path), self._values, str(path)) for path in paths)
            added = [style_values.filled(self.added.text, self._values, self.added.path)] if self.added else []
            self._sheets[kind] = ("\n".join(own), *added)
        return self._sheets[kind]

    @cached_property
    def _sheets(self) -> dict[str, tuple[str, ...]]:
        """A cache of style sheets by their kinds."""
        return {}

    @cached_property
    def _texts(self) -> dict[str, str]:
        """A cache of texts by their files' names: every thread asks for them."""
        return {}

    def _has(self, path: Path) -> bool:
        return os.path.lexists(path) if self.packed is None else path in self.packed

    def _bytes(self, path: Path) -> bytes:
        return theme_files.read(path, self.folders) if self.packed is None else self.packed[path]

    def _decoded(self, path: Path) -> str:
        return theme_files.decoded(self._bytes(path), path)

    @cached_property
    def _values(self) -> dict[str, str]:
        return style_values.values(self.settings, self.options, self.page)

    @cached_property
    def page(self) -> Geometry:
        """The geometry of its pages. Raises ThemeError where its options leave no room for text, or lack one."""
        try:
            return geometry(self.settings)
        except KeyError as error:
            raise self._lacking(str(error.args[0])) from error
        except ThemeError as error:
            error.path = f"theme {self.name}"
            raise

    @cached_property
    def prepress(self) -> Prepress:
        """What a print shop asks of its PDFs. Raises ThemeError where its options contradict each other."""
        try:
            return prepress(self.settings)
        except ThemeError as error:
            error.path = f"theme {self.name}"
            raise

    @property
    def words(self) -> Wording:
        """The book's own words."""
        return wording(self.language)

    def given(self, table: Mapping[str, Any], source: Source) -> Theme:
        """The theme with other values for its options. source: who gives them. Raises PublishError as `load`."""
        return replace(self, settings=nested(laid_over(dict(flat(self.settings)), table, self.options, source)))

    def saying(self, language: str) -> Theme:
        """The theme with the book's own words in a language (BCP 47)."""
        return replace(self, language=language)

    def without(self, files: Collection[str], settings: Collection[str]) -> Theme:
        """A view of the theme that lacks those files and settings, so that nothing made by it can depend on them.

        files, settings: patterns of names (`fnmatch`). One view for the same patterns, with its compiled templates.
        """
        hidden = tuple(sorted({*self.hidden, *files})), tuple(sorted(settings))
        if hidden not in self._views:
            seen = {name: value for name, value in flat(self.settings) if not _matches(name, settings)}
            profile = self.profile if PROFILE in seen else None
            self._views[hidden] = replace(self, settings=nested(seen), hidden=hidden[0], profile=profile)
        return self._views[hidden]

    @cached_property
    def _views(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Theme]:
        return {}

    def hides(self, name: str) -> bool:
        """Whether this view lacks the file of that name, in capitals or not: some disks do not tell these apart."""
        return _matches(name.replace(os.sep, "/").casefold(), self.hidden)

    def number(self, name: str) -> float:
        """A setting that is a number, or a length in millimetres. Raises ThemeError where the theme has none."""
        return float(self._setting(name, int | float))

    def choice(self, name: str) -> str:
        """A setting that is a word or a text. Raises ThemeError where the theme has none."""
        return str(self._setting(name, str))

    def switch(self, name: str) -> bool:
        """A setting that is on or off. Raises ThemeError where the theme has none."""
        return bool(self._setting(name, bool))

    def _setting(self, name: str, kind: Any) -> Any:
        value: Any = self.settings
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if isinstance(value, kind):
            return value
        raise self._lacking(name)

    def _lacking(self, name: str) -> ThemeError:
        return ThemeError(
            f"declares no option {name} that can be used",
            path=str(self.file("theme.toml")),
            hint=f'Declare it as {DEFAULT} does, or name that as the base: base = "{DEFAULT}".',
        )

    def conventions(self, language: str) -> str:
        """The language (BCP 47) by whose conventions words in that language are set; "": they stay as typed."""
        return language if self.switch("typography") else ""

    @property
    def emoji_ending(self) -> str:
        """The end of the keys of drawings of emoji that it shows: see `emoji.drawing`."""
        return "-mono" if self.choice("emoji") == "mono" else ""

    @property
    def has_notes(self) -> bool:
        """Whether books of it have notes on the texts: a theme that wants none leaves their template empty."""
        return bool(self.text("notes.md.j2").strip())

    @cached_property
    def is_ours(self) -> bool:
        """Whether it came with Threadbound, and is no stranger's."""
        return self.folders[0].is_relative_to(real(theme_toml.home()))

    def render(self, template: str, **context: Any) -> str:
        """Text that a template of the theme makes. Raises ThemeError that names the template's file and line.

        Where a theme of ours stumbles, the fault is in what it was given: that error is raised as it is.
        """
        from pipeline.typeset import rendering  # here: where nothing has changed, nothing is rendered

        environment = self._environment(template)
        context["settings"] = self.settings
        return rendering.rendered(environment, template, context, path=self.file, is_ours=self.is_ours)

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


def _matches(name: str, patterns: Collection[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def load(name_or_folder: str, wishes: Sequence[Wishes] = ()) -> Theme:
    """The theme of that name, or in that folder. wishes: other values for its options; those after others come first.

    Raises UsageError where there is none, PublishError where its theme.toml is broken, its bases form a circle, or a
    value is not allowed.
    """
    facts = theme_toml.gathered(name_or_folder, wishes)
    return Theme(
        name=facts.name,
        title=facts.title,
        folders=facts.folders,
        settings=nested(facts.settings),
        options=dict(facts.options),
    )
