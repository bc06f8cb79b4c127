"""Options: the settings that a theme offers, each declared with its type, so that a bad value is told where it stands.

A theme declares them in `[options]` of its theme.toml, and gives those of its base other values in `[settings]`. The
editor's `[theme]` and the command line come over both. Names of options in tables have dots: "folio.align".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from math import inf, isfinite
from typing import Any

import msgspec
from msgspec import Struct

from pipeline.errors import PublishError, ThemeError, UsageError
from pipeline.typeset.lengths import LEAST_PAGE, MOST_PAGE, PAGES, millimetres, page_size

AUTO = "auto"
"""A default by which an option follows from others; it may be given, too."""
RESERVED = {"name", "css", "cover"}
"""Keys of `[theme]` in book.toml that are no options."""
_MOST_TEXT = 200
"""Characters of a text."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_SWITCHES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Option(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An option of a theme, as declared."""

    type: str
    """A key of TYPES."""
    default: Any
    help: str
    """One line for people."""
    choices: tuple[str, ...] = ()
    """Of a choice."""
    least: float = 0
    """Of a number, or of a length in millimetres."""
    most: float = inf

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        said = TYPES[self.type].said(self)
        return f'{said}, or "{AUTO}"' if self.default == AUTO and AUTO not in self.choices else said

    def read(self, value: Any) -> Any:
        """The value in the form that templates see. Raises ValueError for what is not allowed."""
        return AUTO if value == AUTO == self.default else TYPES[self.type].read(self, value)

    def parse(self, text: str) -> Any:
        """The value that a text on the command line stands for, to be read."""
        if self.type == "switch":
            return _SWITCHES.get(text.lower(), text)
        if self.type == "number":
            try:
                return float(text) if "." in text else int(text)
            except ValueError:
                return text
        return text


class Type(Struct, frozen=True):
    """A type of options: how a value is read, and what is said of what may be."""

    read: Callable[[Option, Any], Any]
    """Raises ValueError for what is not allowed."""
    said: Callable[[Option], str]


def _choice(option: Option, value: Any) -> str:
    if value not in option.choices:
        raise ValueError("none of the choices")
    return str(value)


def _switch(_: Option, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("no switch")
    return value


def _number(option: Option, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError("no number")
    return _within(option, value)


def _length(option: Option, value: Any) -> float:
    return _within(option, millimetres(value))


def _lengths(option: Option, value: Any) -> str:
    """Four lengths, as CSS has them for margins."""
    given = [millimetres(each) for each in value.split()] if isinstance(value, str) else []
    if len(given) != 4:
        raise ValueError("not four lengths")
    return " ".join(f"{_within(option, each):g}mm" for each in given)


def _within(option: Option, value: float) -> float:
    if not option.least <= value <= option.most:
        raise ValueError("too small or too large")
    return value


def _text(_: Option, value: Any) -> str:
    if not isinstance(value, str) or len(value) > _MOST_TEXT or not value.isprintable():
        raise ValueError("no text")
    return value


def _color(_: Option, value: Any) -> str:
    if not isinstance(value, str) or not _COLOR.fullmatch(value):
        raise ValueError("no colour")
    digits = value.lower().lstrip("#")
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _page(option: Option, value: Any) -> str:
    page_size(_text(option, value))
    return str(value).strip().lower()


def _range(option: Option) -> str:
    most = f" to {option.most:g}" if option.most < inf else ""
    return f" from {option.least:g}{most}" if most or option.least > -inf else ""


TYPES: Mapping[str, Type] = {
    "choice": Type(_choice, lambda option: _either([f'"{each}"' for each in option.choices])),
    "switch": Type(_switch, lambda _: "true or false"),
    "number": Type(_number, lambda option: f"a number{_range(option)}"),
    "length": Type(_length, lambda option: f"a length{_range(option)} mm, such as 6mm, 0.25in or 17pt"),
    "lengths": Type(_lengths, lambda option: f"four lengths{_range(option)} mm: above, outside, below, inside"),
    "color": Type(_color, lambda _: "a colour such as #336699"),
    "text": Type(_text, lambda _: f"a line of at most {_MOST_TEXT} characters"),
    "face": Type(_text, lambda _: "the name of a face that is installed with Threadbound, or a font file"),
    "page": Type(
        _page, lambda _: f"{', '.join(PAGES)} or WIDTHxHEIGHT in mm, each from {LEAST_PAGE:g} to {MOST_PAGE:g}"
    ),
}
"""The types of options by their names."""


class Source(Struct, frozen=True):
    """A place that gives options values, for errors: theme.toml, book.toml or the command line."""

    path: str = ""
    """The file as the user named it; "": the command line."""
    table: str = "--set "
    """What stands before an option's name there: "settings.", "theme."."""

    def error(self, name: str, message: str, hint: str) -> PublishError:
        """An error about an option there."""
        kind: type[PublishError] = ThemeError if self.path else UsageError
        return kind(message, path=self.path, where=f"{self.table}{name}", hint=hint)


def declared(table: Mapping[str, Any], path: str, known: Mapping[str, Option]) -> dict[str, Option]:
    """The options that a theme declares, by their names.

    table: `[options]`. path: of theme.toml. known: those of its base. Raises ThemeError for a mistake.
    """
    source = Source(path, "options.")
    found: dict[str, Option] = {}
    for name, value in _flat(table, lambda value: isinstance(value.get("type"), str)):
        if name in known:
            raise source.error(name, "declared by its base already", f"Give it a value: settings.{name} = …")
        if around := next(
            (each for each in known if f"{name}.".startswith(f"{each}.") or each.startswith(f"{name}.")), ""
        ):
            raise source.error(
                name, f"its base has an option {around}, and a name is one or the other", "Call it otherwise."
            )
        if name in RESERVED or not all(map(_NAME.fullmatch, name.split("."))):
            raise source.error(name, "cannot be called so", "Small letters, digits and _; not name, css or cover.")
        found[name] = _option(source, name, value)
    return found


def _option(source: Source, name: str, value: Any) -> Option:
    hint = "docs/themes.md says how an option is declared."
    try:
        option = msgspec.convert(value, Option)
    except msgspec.ValidationError as error:
        raise source.error(name, f"not declared right: {error}", hint) from None
    if option.type not in TYPES:
        raise source.error(name, f"no type {option.type!r}", f"Types: {', '.join(TYPES)}.")
    try:
        option.read(option.default)
    except ValueError:
        raise source.error(name, f"its default must be {option.allowed}", hint) from None
    return option


def laid_over(
    settings: Mapping[str, Any], table: Mapping[str, Any], options: Mapping[str, Option], source: Source
) -> dict[str, Any]:
    """Settings, by names with dots, with other values over them.

    table: the values, of which those of the command line are text. Raises ThemeError, or UsageError for the command
    line, for an option that there is not, and for a value that is not allowed.
    """
    found = dict(settings)
    for name, value in flat(table):
        option = options.get(name)
        if not option:
            raise source.error(name, "there is no such option", _nearest(name, options))
        try:
            found[name] = option.read(value if source.path else option.parse(value))
        except ValueError:
            raise source.error(name, f"must be {option.allowed}, not {_shown(value)}", _sentence(option.help)) from None
    return found


def defaults(options: Mapping[str, Option]) -> dict[str, Any]:
    """The values of options that nobody gives others."""
    return {name: option.read(option.default) for name, option in options.items()}


def nested(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings by names with dots as the tables that templates see."""
    tables: dict[str, Any] = {}
    for name, value in settings.items():
        *above, last = name.split(".")
        table = tables
        for part in above:
            table = table.setdefault(part, {})
        table[last] = value
    return tables


def flat(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of a table, and of those in it, by names with dots."""
    return _flat(table, lambda _: False)


def _flat(table: Mapping[str, Any], is_leaf: Callable[[Any], bool], above: str = "") -> Iterator[tuple[str, Any]]:
    """The same. is_leaf: whether a table is a value itself."""
    for name, value in table.items():
        if isinstance(value, Mapping) and not is_leaf(value):
            yield from _flat(value, is_leaf, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _nearest(name: str, options: Mapping[str, Option]) -> str:
    near = get_close_matches(name, options, n=1)
    return f"Did you mean {near[0]}?" if near else f"Options: {', '.join(sorted(options)) or 'none'}."


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}."


def _either(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
