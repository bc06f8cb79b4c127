"""The look of the books: a theme with what the editor changes about it, and the user, whose say comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.collection.edition.book_toml import NAME
from pipeline.errors import UsageError
from pipeline.model.limits import MAX_FONT_BYTES, MAX_THEME_BYTES
from pipeline.opening import read_file, real, reason
from pipeline.sources.reading.files import Input
from pipeline.typeset import fonts, output_profile, text_face
from pipeline.typeset import theme as themes
from pipeline.typeset.output_profile import OutputProfile
from pipeline.typeset.prepress import PROFILE
from pipeline.typeset.text_face import TextFace
from pipeline.typeset.theme import AddedStyle, Theme, Wishes
from pipeline.typeset.theme_options import AUTO, Source

_FONT_FILE = re.compile(r".*\.(?:ttf|otf|ttc|otc|woff2?)(?:#\d+)?", re.IGNORECASE | re.DOTALL)
_FETCHES = re.compile(r"/\*.*?\*/|(@import\b|@font-face\b|\burl\()", re.IGNORECASE | re.DOTALL)
"""What in a style sheet names other files, or a comment."""
_CUTS = ((400, True, "Italic"), (600, False, "SemiBold"), (700, False, "Bold"), (700, True, "BoldItalic"))
"""The cuts that are looked for beside an upright regular font file, as such files are most often called."""


class Look(Struct, frozen=True, kw_only=True):
    """What somebody says about the look of the books. Look(): nothing."""

    theme: str = ""
    """A theme's name or folder; "": they do not say."""
    css: str = ""
    """Path of a style sheet to add, or ""."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Values of options, in tables."""
    source: Source = Source()
    folder: Path = Path()
    """Where paths begin."""
    is_within: bool = False
    """Whether files must lie in that folder."""


def dressed(editors: Look, users: Look, before: Sequence[Wishes] = ()) -> Theme:
    """The theme that both ask for. Raises PublishError where one asks for what there is not, or may not be.

    before: what others ask of its options, over which these two come.
    """
    says = (editors, users)
    wishes = [*before, *(Wishes(each.settings, each.source) for each in says)]
    theme = _theme(users if users.theme else editors, wishes)
    styles = [_style(each) for each in reversed(says) if each.css]
    theme.page, theme.prepress  # noqa: B018 (before anything is read: whether they can be had)
    added = styles[0] if styles else None
    return replace(theme, added=added, face=_face(theme, says), profile=_profile(theme, says))


def _theme(look: Look, wishes: list[Wishes]) -> Theme:
    name = look.theme or themes.DEFAULT
    if look.is_within and name not in themes.built_in():
        name = str(_path(look, name, "name"))
    return themes.load(name, wishes)


def _path(look: Look, name: str, key: str) -> Path:
    """The path that somebody names. Raises PublishError where it leads out of the folder that it must lie in."""
    path = look.folder / name
    if look.is_within and not real(path).is_relative_to(real(look.folder)):
        hint = f"Put it beside {NAME}, and write its path from there."
        raise look.source.error(key, f"leads out of the folder: {name!r}", hint)
    return path


def _style(look: Look) -> AddedStyle:
    path = _path(look, look.css, "css")
    hint = "A style sheet is a file of CSS, in UTF-8."
    try:
        text = read_file(path, MAX_THEME_BYTES).decode()
    except OSError as error:
        raise UsageError(f"cannot be read: {reason(error)}", path=str(path), hint=hint) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot be read: {error}", path=str(path), hint=hint) from error
    if found := next((each for each in _FETCHES.finditer(text) if each[1]), None):
        line = text.count("\n", 0, found.start()) + 1
        hint = "Take that away, or make a theme, which can bring files: docs/themes.md."
        raise UsageError(f"names other files, by {found[1]}", path=str(path), where=f"line {line}", hint=hint)
    return AddedStyle(path=str(path), text=text)


def _face(theme: Theme, says: tuple[Look, Look]) -> TextFace | None:
    """The text face that was chosen, by the user, the editor or the theme; None: it is ours."""
    name = theme.choice("face")
    if name == AUTO:
        return None
    look = _who_says(theme, says, "face")
    if _FONT_FILE.fullmatch(name):
        return text_face.of_files(_cuts(look, name))
    others = (*fonts.FAMILIES, fonts.PLAIN)
    if face := text_face.named(name, others):
        return face
    raise look.source.error("face", f"no face called {name!r} is installed", text_face.suggestion(name, others))


def _who_says(theme: Theme, says: tuple[Look, Look], option: str) -> Look:
    """Whose value an option has: the user's, the editor's or the theme's."""
    look = next((each for each in reversed(says) if option in each.settings), None)
    return look or Look(source=Source(str(theme.file("theme.toml")), "settings."), folder=theme.folders[0])


def _profile(theme: Theme, says: tuple[Look, Look]) -> OutputProfile | None:
    """The profile of a press that was given; None: it is ours."""
    name = theme.settings.get(PROFILE)
    if not name:
        return None
    look = _who_says(theme, says, PROFILE)
    hint = "Write the path of an ICC profile as the print shop gives it, for CMYK."
    try:
        return output_profile.read(read_file(_path(look, name, PROFILE), output_profile.MOST_BYTES))
    except OSError as error:
        raise look.source.error(PROFILE, f"{name}: cannot be read: {reason(error)}", hint) from error
    except ValueError as error:
        raise look.source.error(PROFILE, f"{name}: {error}", hint) from error


def _cuts(look: Look, name: str) -> Iterator[Any]:
    """A font file, and those beside it that are called like cuts of it."""
    from pipeline.collection.edition.given_fonts import read_font  # brings fontTools

    path = _path(look, name, "face")
    item = Input(path=path.parent / NAME, root=real(path.parent), label=look.source.path, name=NAME)
    where = f"{look.source.table}face"
    if not _size(path.with_name(path.name.partition("#")[0])):
        raise look.source.error("face", f"there is no such font: {name}", "Write the path of a TTF or OTF file.")
    yield read_font(item, path.name, where), 400, False
    if "Regular" in path.name:
        for weight, is_italic, cut in _CUTS:
            other = path.name.replace("Regular", cut)
            if 0 < _size(path.parent / other) <= MAX_FONT_BYTES:
                yield read_font(item, other, where), weight, is_italic


def _size(path: Path) -> int:
    """Bytes of a file; 0 where there is none."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
