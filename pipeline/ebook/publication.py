"""The whole EPUB, put together: pages, pictures, fonts, drawings and metadata."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct, field

from pipeline.ebook import address, font_subsets, metadata
from pipeline.ebook.body import IMAGES, Body, file_name, settle
from pipeline.ebook.cover import PLAIN, cover
from pipeline.ebook.dark_drawings import on_any_ground
from pipeline.ebook.package import Entry, File, Landmark, Metadata, pack
from pipeline.ebook.page import (
    CONTENTS,
    COVER,
    COVER_IMAGE,
    INDEX,
    STYLE,
    TITLE_PAGE,
    Page,
    chapter_page,
    contents_page,
    cover_page,
    index_page,
    news_page,
    notes_file,
    notes_page,
    softened,
    title_of,
    title_page,
)
from pipeline.ebook.parts import lead, parted, place_address, places
from pipeline.model import Book, Chapter, Picture
from pipeline.typeset import book_index
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.emoji import Emoji
from pipeline.typeset.theme import Theme
from pipeline.typeset.ways import ways
from pipeline.wording import Wording

_AUTHORS = 3
"""Authors that the cover names, where there are many."""


def bind(book: Book, chapters: Iterable[Chapter], theme: Theme) -> bytes:
    """The book as an EPUB 3.3 file, in bytes, that older readers can open too.

    book: its chapters need no bodies. chapters: the same, whole; each is let go of before the next is asked for.
    A book of several chapters has a title page and a page of contents; a single thread opens with its own heading.
    Raises PublishError where a template of the theme is at fault.
    """
    files = {chapter.thread.id: file_name(chapter) for chapter in book.chapters}
    entries = [Body(file=files[chapter.thread.id], thread=chapter.thread, markup="") for chapter in book.chapters]
    several = len(entries) > 1
    words = theme.words
    notes = _notes(words, several=several) if theme.has_notes else None
    indexed = book_index.entries(book, theme)
    index = Landmark(type="index", title=words.say("index"), file=INDEX) if indexed else None
    landmarks = [*_landmarks(entries, words), *filter(None, [notes, index])]
    drafts = _Drafts()
    front = (
        [cover_page(book, _cover_text(book, words), theme)],
        [title_page(book, theme)] if several else [],
        [contents_page(book, entries, landmarks, notes, index, theme)],
        [news_page(book, entries, theme)] if book.imprint.news else [],
    )
    for page in chain(*front):
        drafts.add(page)
    told: dict[str, list[str]] = {}
    for place, chapter in enumerate(chapters):
        body = settle(chapter, files, notes_file(place), credits=not several)
        drafts.add(chapter_page(body, theme), chapter.pictures)
        told.setdefault(notes_file(place), []).append(body.notes)
        del chapter, body  # before the next is there
    if notes:
        for name, texts in told.items():
            drafts.add(notes_page(name, texts, notes, book, theme))
    if indexed:
        drafts.add(index_page(indexed, entries, book, theme))
    found = font_subsets.needed(drafts.letters, drafts.languages)
    signs = frozenset().union(*found.values())
    dressed = (font_subsets.dressed(page, signs) for page in drafts.taken())
    led_into = {entry.file for entry in entries if indexed or ways(entry.thread, words)}
    pages, files_of = _parted(dressed, led_into)
    style = theme.text("ebook.css") + font_subsets.style(found)
    return pack(
        _metadata(book, words, visual=bool(drafts.emoji or drafts.pictures)),
        [
            *pages,
            File(id="style", name=STYLE, media_type="text/css", data=style.encode()),
            _cover_image(book, words),
            *_pictures(drafts.pictures.values()),
            *_drawings(drafts.emoji.values()),
            *font_subsets.font_files(found),
        ],
        spine=[page.id for page in pages if several or page.name != CONTENTS],
        contents=[
            *(_entry(entry, files_of, words) for entry in entries),
            *(Entry(title=each.title, address=each.file) for each in filter(None, [notes, index])),
        ],
        landmarks=landmarks,
    )


def _parted(pages: Iterable[Page], led_into: Container[str]) -> tuple[list[File], dict[str, str]]:
    """The pages as files, long ones in parts, and the names of files by the ids of places in them.

    led_into: names of the pages that contents or index lead into.
    """
    files: list[File] = []
    found: dict[str, str] = {}
    leading = {CONTENTS}
    for page in pages:
        parts = parted(softened(page))
        if page.name in led_into:
            found |= places(parts)
        if page.name == INDEX:
            leading |= {part.name for part in parts}
        files += [part.file() for part in parts]
    led = [lead(Page.of(file), found).file() if file.name in leading else file for file in files]
    return led, found


def _entry(body: Body, files: Mapping[str, str], words: Wording) -> Entry:
    """The entry of a chapter, with the ways into it. files: names of files by the ids of places."""
    below = [
        Entry(title=title_of(way.title, words), address=place_address(body.file, way.place, files))
        for way in ways(body.thread, words)
    ]
    return Entry(title=title_of(body.thread.title, words), address=body.file, entries=below)


class _Drafts(Struct, frozen=True):
    """Pages with their emoji as drawings, and what is known of a book when all are there."""

    files: deque[File] = field(default_factory=deque)
    """The pages as bytes: a quarter of what a text with a single emoji takes."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By name."""
    emoji: dict[str, Emoji] = field(default_factory=dict)
    """Those that are drawn, by key."""
    letters: set[str] = field(default_factory=set)
    """All that are not ASCII, and others beside them."""
    languages: set[str] = field(default_factory=set)
    """All that pages name."""

    def add(self, page: Page, pictures: Iterable[Picture] = ()) -> None:
        """Add a page, after those that are there. pictures: those that it shows."""
        drawn, used = font_subsets.drawn(page)
        self.files.append(drawn.file())
        self.pictures.update({picture.name: picture for picture in pictures})
        self.emoji.update({emoji.key: emoji for emoji in used})
        self.letters.update(*font_subsets.texts(drawn))
        self.languages.update(font_subsets.languages(drawn))

    def taken(self) -> Iterator[Page]:
        """The pages in order, each out of here: what is made of it takes its place in memory."""
        while self.files:
            yield Page.of(self.files.popleft())


def _metadata(book: Book, words: Wording, *, visual: bool) -> Metadata:
    originals = (address.legal(chapter.thread.url) for chapter in book.chapters)
    return Metadata(
        identifier=f"urn:uuid:{book.id}",
        title=metadata.title(book, words),
        creators=metadata.creators(book),
        languages=metadata.languages(book),
        modified=metadata.modified(book),
        date=metadata.published(book),
        sources=[url for url in dict.fromkeys(originals) if url],
        properties=metadata.accessibility(book, words, visual=visual),
        right_to_left=is_written_right_to_left(book.language),
    )


def _authors(book: Book, words: Wording) -> str:
    """The authors' names as one line."""
    return words.people([creator.text for creator in metadata.creators(book)], _AUTHORS)


def _landmarks(bodies: Sequence[Body], words: Wording) -> list[Landmark]:
    """The book's landmarks: pages of the spine only."""
    marks = [Landmark(type="cover", title=words.say("cover"), file=COVER)]
    if len(bodies) > 1:
        marks.append(Landmark(type="titlepage", title=words.say("title-page"), file=TITLE_PAGE))
        marks.append(Landmark(type="toc", title=words.say("contents"), file=CONTENTS))
    return [*marks, Landmark(type="bodymatter", title=words.say("start-of-the-text"), file=bodies[0].file)]


def _notes(words: Wording, *, several: bool) -> Landmark:
    """The landmark of the notes: on the texts of a collection, or on that of a thread by itself."""
    if several:
        return Landmark(type="endnotes", title=words.say("notes-on-the-texts"), file=notes_file(0))
    return Landmark(type="colophon", title=words.say("about-this-text"), file=notes_file(0))


def _cover_text(book: Book, words: Wording) -> str:
    title, authors = title_of(book.title, words), _authors(book, words)
    return words.say("cover-of-by", title=title, authors=authors) if authors else words.say("cover-of", title=title)


def _cover_image(book: Book, words: Wording) -> File:
    count = len(book.chapters)
    foot = words.say("threads", count=count) if count > 1 else words.date(book.chapters[0].thread.date)
    data = cover(
        uuid.UUID(book.id).int,
        title_of(book.title, words),
        _authors(book, words),
        foot,
        right_to_left=is_written_right_to_left(book.language),
        scale=1 if count > 1 else PLAIN,
    )
    return File(id="cover-image", name=COVER_IMAGE, media_type="image/png", data=data, properties=("cover-image",))


def _pictures(pictures: Iterable[Picture]) -> list[File]:
    return [
        File(id=f"picture-{number}", name=f"{IMAGES}/{picture.name}", media_type=picture.media_type, data=picture.data)
        for number, picture in enumerate(pictures, 1)
    ]


def _drawings(used: Iterable[Emoji]) -> list[File]:
    return [
        File(
            id=f"emoji-{emoji.key}",
            name=f"{font_subsets.DRAWINGS}/{emoji.key}.svg",
            media_type="image/svg+xml",
            data=on_any_ground(emoji.key),
        )
        for emoji in used
    ]
