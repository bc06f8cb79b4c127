"""An editor's file, read with all that it names; and several, which must agree on what they say of the whole book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.collection.edition.book_toml import NAME, BookSay, Say, ThemeSay, ThreadSay, parse
from pipeline.collection.edition.look import Look
from pipeline.collection.search import Stated
from pipeline.errors import PublishError
from pipeline.model import Picture
from pipeline.sources.reading.files import Input
from pipeline.typeset.font_family import GivenFont
from pipeline.typeset.theme_options import Source

_Said = TypeVar("_Said", BookSay, Stated, ThreadSay)


class EditorFile(Struct, frozen=True, kw_only=True):
    """A file `book.toml`."""

    say: Say = field(default_factory=Say)
    label: str = NAME
    """Path of the file as the user would type it, for messages."""
    root: str = ""
    """The folder that it speaks of, absolute, links resolved: all that it names lies there."""
    fonts: tuple[GivenFont, ...] = ()
    """Fonts for letters that ours lack."""
    cover: Picture | None = None
    """A picture that is the whole cover."""

    def is_own(self, item: Input) -> bool:
        """Whether an input is a file that this one names, or of the theme that it names: it holds no threads."""
        if str(item.root) != self.root:
            return False
        theme = self.say.theme
        fonts = (*self.say.book.fonts, str(self.say.settings.get("face", "")))
        return item.name in {theme.css, self.say.book.cover, *(font.partition("#")[0] for font in fonts)} or (
            bool(theme.name) and item.name.startswith(f"{theme.name}/")
        )

    @property
    def look(self) -> Look:
        """What it says about the look of the books."""
        return Look(
            theme=self.say.theme.name,
            css=self.say.theme.css,
            settings=self.say.settings,
            source=Source(self.label, "theme."),
            folder=Path(self.label).parent,
            is_within=True,
        )

    @property
    def says_look(self) -> tuple[ThemeSay, Mapping[str, Any]]:
        """The table about the look: the keys that are no options, and the options."""
        return self.say.theme, self.say.settings

    @property
    def without_look(self) -> EditorFile:
        """The file, as if it said nothing about the look of the books."""
        return replace(self, say=replace(self.say, theme=ThemeSay(), settings={}))


def read(item: Input, root: str) -> EditorFile:
    """The file, parsed, with its fonts and its cover.

    Raises PublishError where it is broken, or names what is not beside it.
    """
    say = parse(item)
    fonts, cover = _fonts(item, say.book.fonts), _cover(item, say.book.cover)
    return EditorFile(say=say, label=item.label, root=root, fonts=fonts, cover=cover)


def _fonts(item: Input, names: Sequence[str]) -> tuple[GivenFont, ...]:
    if not names:
        return ()
    from pipeline.collection.edition.given_fonts import read_fonts  # brings fontTools, which no other run needs

    return tuple(read_fonts(item, names, "fonts"))


def _cover(item: Input, name: str) -> Picture | None:
    if not name:
        return None
    from pipeline.collection.edition.own_cover import read_cover  # brings Pillow, which few runs like the last need

    return read_cover(item, name, "book.cover")


def of_look(files: Sequence[EditorFile]) -> Look:
    """What the files say of the look of the books. Raises PublishError where two say anything, and not the same."""
    speaking = [file for file in files if file.says_look != (ThemeSay(), {})]
    for file in speaking[1:]:
        if file.says_look != speaking[0].says_look:
            raise disagreement(file.label, "theme", speaking[0].label)
    return speaking[0].look if speaking else Look()


def of_book(files: Sequence[EditorFile]) -> BookSay:
    """What the files say of the whole book. Raises PublishError where they do not agree. Fonts are those of all."""
    fonts = tuple(name for file in files for name in file.say.book.fonts)
    alone = [replace(file.say.book, fonts=()) for file in files]
    return replace(_agreed(files, alone, BookSay(), "book"), fonts=fonts)


def of_selection(files: Sequence[EditorFile]) -> Stated:
    """What the files say of which threads are wanted. Raises PublishError where they do not agree."""
    return _agreed(files, [file.say.select for file in files], Stated(), "select")


def of_threads(files: Sequence[EditorFile]) -> tuple[dict[str, ThreadSay], dict[str, str]]:
    """The tables about threads, and of each the label of its file. Raises PublishError where two about one thread do
    not agree."""
    says: dict[str, ThreadSay] = {}
    labels: dict[str, str] = {}
    for file in files:
        for name, say in file.say.threads.items():
            if name in says and (key := next(differences(says[name], say), "")):
                raise disagreement(file.label, f"threads.{name}.{key}", labels[name])
            says[name] = _joined(says.get(name, say), say)
            labels.setdefault(name, file.label)
    return says, labels


def disagreement(path: str, where: str, other: str) -> PublishError:
    """The error that two files do not agree. where: the place in the file of that path. other: the other one's path."""
    hint = "Let both say the same, or one of them nothing."
    return PublishError(f"says otherwise than {other}", path=path, where=where, hint=hint)


def differences(one: _Said, other: _Said) -> Iterator[str]:
    """The keys of which both say something, and not the same."""
    first, second = _stated(one), _stated(other)
    return (key for key, value in first.items() if second.get(key, value) != value)


def _agreed(files: Sequence[EditorFile], says: Sequence[_Said], nothing: _Said, table: str) -> _Said:
    whole, labels = nothing, dict[str, str]()
    for file, say in zip(files, says, strict=True):
        for key in differences(whole, say):
            raise disagreement(file.label, f"{table}.{key}", labels[key])
        labels = {**dict.fromkeys(_stated(say), file.label), **labels}
        whole = _joined(whole, say)
    return whole


def _joined(one: _Said, other: _Said) -> _Said:
    return replace(one, **_stated(other))


def _stated(say: Struct) -> Mapping[str, Any]:
    """The fields that are not as they are by themselves."""
    default = type(say)()
    pairs = ((name, getattr(say, name)) for name in type(say).__struct_fields__)
    return {name: value for name, value in pairs if value != getattr(default, name)}
