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

from pipeline.collection.edition import editor_file
from pipeline.collection.edition.book_toml import NAME, BookSay
from pipeline.collection.edition.descriptions import described, is_descriptions, read_descriptions
from pipeline.collection.edition.editor_file import EditorFile
from pipeline.collection.edition.look import Look
from pipeline.collection.edition.starter import draft
from pipeline.collection.search import Stated
from pipeline.collection.volumes import collected
from pipeline.errors import Notice, PublishError, UsageError
from pipeline.model import BibliographicRecord, Imprint, Picture, Series, Thread, most_common
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

    files: tuple[EditorFile, ...] = ()
    """Those of the folders that the user named."""
    book: BookSay = field(default_factory=BookSay)
    """What they say of the whole book."""
    select: Stated = field(default_factory=Stated)
    """What they say of which threads are in it."""
    descriptions: AltTexts = field(default_factory=dict)
    """Descriptions of pictures, by the post's id and the picture's name."""

    @property
    def language(self) -> str:
        """BCP 47 tag of the collection, or ""."""
        return language_tags.renewed(self.book.language)

    @property
    def fonts(self) -> tuple[GivenFont, ...]:
        """Fonts for letters that ours lack, of all files."""
        return tuple(font for file in self.files for font in file.fonts)

    @property
    def cover(self) -> Picture | None:
        """A picture that is the whole cover."""
        return next((file.cover for file in self.files if file.cover), None)

    @property
    def look(self) -> Look:
        """What they say of the look of the books. Raises PublishError where they do not agree."""
        return editor_file.of_look(self.files)

    @property
    def of_threads(self) -> Edition:
        """All that shapes the threads, without what shapes their look alone."""
        return replace(self, files=tuple(file.without_look for file in self.files))

    def is_own(self, item: Input) -> bool:
        """Whether an input is one of the editor's own files, which hold no threads."""
        return item.path.name == NAME or is_descriptions(item) or any(file.is_own(item) for file in self.files)

    def paged(self, found: Found) -> Found:
        """The file found, with the first words of its posts added where the editor states them."""
        name = found.input.name
        for file in self.files:
            about = file.say.files.get(name) if file.root == str(found.input.root) else None
            if about and about.posts:
                key = f'files."{name}".posts'
                words = tuple((f"{key}[{number}]", words) for number, words in enumerate(about.posts))
                return replace(found, input=replace(found.input, beginnings=Beginnings(path=file.label, words=words)))
        return found

    def missing(self, everything: Iterable[Found]) -> Iterator[Notice]:
        """Notices about pages that the editor names and that were not found."""
        names = {(str(found.input.root), found.input.name) for found in everything}
        hint = "Write the path of a page as it is below the folder of this file."
        for file in self.files:
            for name in (name for name in file.say.files if (file.root, name) not in names):
                yield Notice(message="there is no such page", path=file.label, where=f'files."{name}"', hint=hint)

    def unused(self, threads: Iterable[Thread]) -> Iterator[Notice]:
        """Notices about the editor's fonts that no letter of these threads takes."""
        if not self.fonts:
            return
        from pipeline.typeset import fonts  # which few editions need, and no list of threads

        letters = "".join(set().union(*(text for thread in threads for _, text in texts(thread))))
        used = fonts.families(letters)
        for file in self.files:
            for number, font in enumerate(file.fonts):
                if font.name not in used:
                    message = f"{font.label} is not used: other fonts have all letters of these threads that it has"
                    yield Notice(message=message, path=file.label, where=f"fonts[{number}]")

    def of(self, threads: Sequence[Thread]) -> EditedThreads:
        """The threads with the editor's changes. Raises PublishError where a post or picture named there is none, or
        where files do not agree on a thread."""
        from pipeline.collection.edition.edits import edited  # with what unrolls, which a run like the last needs not

        if self.descriptions:
            threads = [described(thread, self.descriptions) for thread in threads]
        says, labels = editor_file.of_threads(self.files)
        ordering = next((file.label for file in self.files if file.say.book.order), NAME)
        return edited(threads, says, self.book.order, ordering, labels)

    def imprint(self, withdrawn: int) -> Imprint:
        """The imprint of the books. withdrawn: number of threads left out at their authors' wish."""
        book = self.book
        stated = BibliographicRecord(
            description=book.description,
            publisher=book.publisher,
            subjects=book.subjects,
            series=Series(title=book.series, number=book.series_number) if book.series else None,
            isbn=book.isbn,
            rights=book.rights,
            date=book.date,
        )
        return Imprint(subtitle=book.subtitle, editor=book.editor, withdrawn=withdrawn, stated=stated)


def find(paths: Iterable[str]) -> Edition:
    """The editor's files in the folders that the user named.

    Raises PublishError where a file is broken, or two do not agree on what they say of the whole book.
    """
    folders = [Path(path) for path in dict.fromkeys(paths) if Path(path).is_dir()]
    named = {real(folder): folder / NAME for folder in folders if os.path.lexists(folder / NAME)}
    files = tuple(_read(folder, path) for folder, path in named.items())
    editor_file.of_look(files)  # whether they agree
    return Edition(
        files=files,
        book=editor_file.of_book(files),
        select=editor_file.of_selection(files),
        descriptions=read_descriptions(folders),
    )


def _read(folder: Path, path: Path) -> EditorFile:
    place = real(path)
    return editor_file.read(Input(path=place, root=place.parent, label=str(path), name=NAME), str(folder))


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
