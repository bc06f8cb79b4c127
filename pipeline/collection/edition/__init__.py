"""The edition: what an editor changes about a book, by `book.toml` and descriptions of pictures among the inputs.

`find` reads the editor's files into an `Edition`, `Edition.of` applies them to threads; `new` and `begin` write a
`book.toml` to begin with.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.collection.edition.book_toml import NAME, Say, parse
from pipeline.collection.edition.descriptions import described, is_descriptions, read_descriptions
from pipeline.collection.edition.starter import draft
from pipeline.collection.volumes import collected
from pipeline.errors import Notice, PublishError, UsageError
from pipeline.model import Imprint, Picture, Thread, most_common
from pipeline.opening import real
from pipeline.sources.reading.files import Beginnings, Input
from pipeline.sources.x.alt_texts import AltTexts
from pipeline.text import language_tags
from pipeline.typeset.font_family import GivenFont
from pipeline.typeset.thread_texts import texts
from pipeline.wording import wording

if TYPE_CHECKING:
    from pipeline.collection.edition.edits import EditedThreads
    from pipeline.sources.discovery import Found

__all__ = ["NAME", "Edition", "begin", "find", "new"]


class Edition(Struct, frozen=True, kw_only=True):
    """An editor's say and descriptions of pictures. Edition(): there are none."""

    say: Say = field(default_factory=Say)
    label: str = NAME
    """Path of `book.toml` as the user would type it, for messages."""
    fonts: tuple[GivenFont, ...] = ()
    """Fonts for letters that ours lack."""
    cover: Picture | None = None
    """A picture that is the whole cover."""
    descriptions: AltTexts = field(default_factory=dict)
    """Descriptions of pictures, by the post's id and the picture's name."""

    @property
    def title(self) -> str:
        """Title of the collection, or ""."""
        return self.say.book.title

    @property
    def language(self) -> str:
        """BCP 47 tag of the collection, or ""."""
        return language_tags.renewed(self.say.book.language)

    def is_own(self, item: Input) -> bool:
        """Whether an input is one of the editor's own files, which hold no threads."""
        return item.path.name == NAME or is_descriptions(item) or item.name in self._files

    @property
    def _files(self) -> set[str]:
        return {self.say.book.cover, *(name.partition("#")[0] for name in self.say.book.fonts)}

    def paged(self, found: Found) -> Found:
        """The file found, with the first words of its posts added where the editor states them."""
        about = self.say.files.get(found.input.name)
        if not about or not about.posts:
            return found
        key = f'files."{found.input.name}".posts'
        words = tuple((f"{key}[{number}]", words) for number, words in enumerate(about.posts))
        return replace(found, input=replace(found.input, beginnings=Beginnings(path=self.label, words=words)))

    def missing(self, everything: Iterable[Found]) -> Iterator[Notice]:
        """Notices about pages that the editor names and that were not found."""
        names = {found.input.name for found in everything}
        for name in (name for name in self.say.files if name not in names):
            hint = "Write the path of a page as it is below the folder of this file."
            yield Notice(message="there is no such page", path=self.label, where=f'files."{name}"', hint=hint)

    def unused(self, threads: Iterable[Thread]) -> Iterator[Notice]:
        """Notices about the editor's fonts that no letter of these threads takes."""
        if not self.fonts:
            return
        from pipeline.typeset import fonts  # which few editions need, and no list of threads

        letters = "".join(set().union(*(text for thread in threads for _, text in texts(thread))))
        used = fonts.families(letters)
        for number, font in enumerate(self.fonts):
            if font.name not in used:
                message = f"{font.label} is not used: other fonts have all letters of these threads that it has"
                yield Notice(message=message, path=self.label, where=f"fonts[{number}]")

    def of(self, threads: Sequence[Thread]) -> EditedThreads:
        """The threads with the editor's changes. Raises PublishError where a post or picture named there is none."""
        from pipeline.collection.edition.edits import edited  # with what unrolls, which a run like the last needs not

        if self.descriptions:
            threads = [described(thread, self.descriptions) for thread in threads]
        return edited(threads, self.say.threads, self.say.book.order, self.label)

    def imprint(self, withdrawn: int) -> Imprint:
        """The imprint of the books. withdrawn: number of threads left out at their authors' wish."""
        return Imprint(subtitle=self.say.book.subtitle, editor=self.say.book.editor, withdrawn=withdrawn)


def find(paths: Iterable[str]) -> Edition:
    """The editor's files in the folders that the user named.

    Raises UsageError where there are two of `book.toml`, and PublishError where a file is broken.
    """
    folders = [Path(path) for path in dict.fromkeys(paths) if Path(path).is_dir()]
    files = {real(folder / NAME): folder / NAME for folder in folders if os.path.lexists(folder / NAME)}
    if len(files) > 1:
        first, second, *_ = map(str, files.values())
        hint = "A book has one editor's file: move one of them away."
        raise UsageError("there is another editor's file", path=second, where=f"besides {first}", hint=hint)
    edition = Edition(descriptions=read_descriptions(folders))
    for place, path in files.items():
        item = Input(path=place, root=place.parent, label=str(path), name=NAME)
        say = parse(item)
        fonts, cover = _fonts(item, say.book.fonts), _cover(item, say.book.cover)
        edition = replace(edition, say=say, label=str(path), fonts=fonts, cover=cover)
    return edition


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


def new(paths: Sequence[str]) -> Path:
    """Path for a new `book.toml`, in the first of the folders.

    Raises UsageError where that is no folder, and PublishError where there is such a file in one of the paths.
    """
    if not Path(paths[0]).is_dir():
        raise UsageError("not a folder", path=paths[0], hint="Name the folder that the threads lie in.")
    for path in (Path(folder) / NAME for folder in paths):
        if path.exists():
            raise _there_already(path)
    return Path(paths[0]) / NAME


def begin(path: Path, threads: Sequence[Thread]) -> str:
    """Write a `book.toml` to begin with; returns its path as text.

    Raises PublishError where there is one, or it cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(draft(threads, collected(threads, wording(most_common(threads)))))
    except FileExistsError as error:
        raise _there_already(path) from error
    except OSError as error:
        hint = "Name a folder that you may write to."
        raise PublishError(f"cannot be written: {error.strerror or error}", path=str(path), hint=hint) from error
    return str(path)


def _there_already(path: Path) -> PublishError:
    return PublishError("is there already, and is not overwritten", path=str(path), hint="Move it away.")
