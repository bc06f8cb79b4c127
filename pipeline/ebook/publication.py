"""The whole EPUB, put together: pages, pictures, fonts, drawings and metadata."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct, field

from pipeline.ebook import address, font_subsets, metadata
from pipeline.ebook.body import IMAGES, Body, file_name, settle
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
    PartPage,
    chapter_page,
    contents_page,
    cover_page,
    index_page,
    news_page,
    notes_file,
    notes_page,
    part_page,
    part_pages,
    softened,
    title_page,
)
from pipeline.ebook.parts import lead, parted, place_address, places
from pipeline.model import Book, Chapter, Picture
from pipeline.typeset import bibliographic, book_index
from pipeline.typeset.cover import cover_words, own_picture
from pipeline.typeset.cover.design import HEIGHT, WIDTH, painted
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.emoji import Emoji
from pipeline.typeset.plain_titles import title_of
from pipeline.typeset.theme import Theme
from pipeline.typeset.ways import ways
from pipeline.wording import Wording

_PLAIN_WIDTH = 750
"""Width in pixels of a cover for no shop, that of a thread by itself: about as fine as an e-reader shows a whole page,
and drawn in a quarter of the time."""


def bind(book: Book, chapters: Iterable[Chapter], theme: Theme) -> bytes:
    """The book as an EPUB 3.3 file, in bytes, that older readers can open too.

    book: its chapters need no bodies. chapters: the same, whole; each is let go of before the next is asked for.
    A collection has a title page and a page of contents; a single thread opens with its own heading.
    Raises PublishError where a template of the theme is at fault.
    """
    entries = [Body(file=file_name(chapter), thread=chapter.thread, markup="") for chapter in book.chapters]
    several = book.is_collection
    words = theme.words
    parts = part_pages(book, theme)
    notes = _notes(words, several=several) if theme.has_notes else None
    indexed = book_index.entries(book, theme)
    index = Landmark(type="index", title=words.say("index"), file=INDEX) if indexed else None
    start = parts[0].file if parts else entries[0].file
    landmarks = [*_landmarks(start, words, several=several), *filter(None, [notes, index])]
    drafts = _Drafts()
    front = (
        [cover_page(book, cover_words.alternative(book, words), theme)],
        [title_page(book, theme)] if several else [],
        [contents_page(book, entries, parts, landmarks, notes, index, theme)],
        [news_page(book, entries, theme)] if book.imprint.news else [],
    )
    for page in chain(*front):
        drafts.add(page)
    told = _add_threads(drafts, book, chapters, entries, parts, theme)
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
    face = theme.face
    style = "\n".join(theme.style_sheets("ebook")) + font_subsets.style(found)
    style += font_subsets.face_style(face) if face else ""
    return pack(
        _metadata(book, words, visual=bool(drafts.emoji or drafts.pictures)),
        [
            *pages,
            File(id="style", name=STYLE, media_type="text/css", data=style.encode()),
            _cover_image(book, theme),
            *_pictures(drafts.pictures.values()),
            *_drawings(drafts.emoji.values(), theme.emoji_ending),
            *font_subsets.font_files(found),
            *(font_subsets.face_files(face, drafts.letters) if face else ()),
        ],
        spine=[page.id for page in pages if several or page.name != CONTENTS],
        contents=[
            *_nested([_entry(entry, files_of, words) for entry in entries], parts, words),
            *(Entry(title=each.title, address=each.file) for each in filter(None, [notes, index])),
        ],
        landmarks=landmarks,
    )


def _add_threads(
    drafts: _Drafts,
    book: Book,
    chapters: Iterable[Chapter],
    entries: Sequence[Body],
    parts: Sequence[PartPage],
    theme: Theme,
) -> dict[str, list[str]]:
    """Add the pages of all threads, each part's opener before its first; returns the notes on them by their file."""
    files = {entry.thread.id: entry.file for entry in entries}
    opening = {part.places.start: part for part in parts}
    told: dict[str, list[str]] = {}
    for place, chapter in enumerate(chapters):
        if part := opening.get(place):
            drafts.add(part_page(part, book, entries, theme), filter(None, [part.opener.portrait]))
        body = settle(chapter, files, notes_file(place), credits=not book.is_collection)
        drafts.add(chapter_page(body, theme), chapter.pictures)
        told.setdefault(notes_file(place), []).append(body.notes)
        del chapter, body  # before the next is there
    return told


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


def _nested(entries: Sequence[Entry], parts: Sequence[PartPage], words: Wording) -> Iterable[Entry]:
    """The entries of chapters, below those of their parts where the book has any."""
    if not parts:
        return entries
    return [
        Entry(title=title_of(part.part.title, words), address=part.file, entries=[entries[at] for at in part.places])
        for part in parts
    ]


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
        modified=bibliographic.modified(book),
        record=bibliographic.record(book, words),
        sources=[url for url in dict.fromkeys(originals) if url],
        properties=metadata.accessibility(book, words, visual=visual),
        right_to_left=is_written_right_to_left(book.language),
    )


def _landmarks(start: str, words: Wording, *, several: bool) -> list[Landmark]:
    """The book's landmarks: pages of the spine only. start: the file in which the text begins."""
    marks = [Landmark(type="cover", title=words.say("cover"), file=COVER)]
    if several:
        marks.append(Landmark(type="titlepage", title=words.say("title-page"), file=TITLE_PAGE))
        marks.append(Landmark(type="toc", title=words.say("contents"), file=CONTENTS))
    return [*marks, Landmark(type="bodymatter", title=words.say("start-of-the-text"), file=start)]


def _notes(words: Wording, *, several: bool) -> Landmark:
    """The landmark of the notes: on the texts of a collection, or on that of a thread by itself."""
    if several:
        return Landmark(type="endnotes", title=words.say("notes-on-the-texts"), file=notes_file(0))
    return Landmark(type="colophon", title=words.say("about-this-text"), file=notes_file(0))


def _cover_image(book: Book, theme: Theme) -> File:
    if book.imprint.cover:
        data = own_picture.fitted(book.imprint.cover, WIDTH, HEIGHT).data
    else:
        width = WIDTH if len(book.chapters) > 1 else _PLAIN_WIDTH
        data = painted(cover_words.of(book, theme.words), width, theme)
    return File(id="cover-image", name=COVER_IMAGE, media_type="image/jpeg", data=data, properties=("cover-image",))


def _pictures(pictures: Iterable[Picture]) -> list[File]:
    return [
        File(id=f"picture-{number}", name=f"{IMAGES}/{picture.name}", media_type=picture.media_type, data=picture.data)
        for number, picture in enumerate(pictures, 1)
    ]


def _drawings(used: Iterable[Emoji], ending: str) -> list[File]:
    return [
        File(
            id=f"emoji-{emoji.key}",
            name=f"{font_subsets.DRAWINGS}/{emoji.key}.svg",
            media_type="image/svg+xml",
            data=on_any_ground(emoji.key + ending),
        )
        for emoji in used
    ]
