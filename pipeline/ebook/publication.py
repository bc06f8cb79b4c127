"""The whole EPUB, put together: pages, pictures, fonts, drawings and metadata."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct, field

from pipeline.ebook import address, font_subsets, metadata, ncx, notes_files
from pipeline.ebook.body import IMAGES, Body, file_name, settle
from pipeline.ebook.notes_files import NotesFiles
from pipeline.ebook.package import File, Landmark, Metadata, pack
from pipeline.ebook.page import (
    CONTENTS,
    COVER,
    COVER_IMAGE,
    INDEX,
    NAVIGATION,
    STYLE,
    TITLE_PAGE,
    Depth,
    Page,
    PartPage,
    chapter_page,
    contents_page,
    cover_page,
    index_page,
    news_page,
    notes_page,
    part_page,
    part_pages,
    title_page,
)
from pipeline.ebook.page_files import limit, paged
from pipeline.ebook.rendition import Rendition
from pipeline.model import Book, Chapter, Picture
from pipeline.typeset import bibliographic, book_index
from pipeline.typeset.cover import cover_words, own_picture
from pipeline.typeset.cover.design import HEIGHT, WIDTH
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.emoji import Emoji
from pipeline.typeset.theme import Theme
from pipeline.typeset.ways import ways
from pipeline.wording import Wording
from pipeline.work.cache import Cache

_PLAIN_WIDTH = 750
"""Width in pixels of a cover for no shop, that of a thread by itself: about as fine as an e-reader shows a whole page,
and drawn in a quarter of the time."""


def bind(book: Book, chapters: Iterable[Chapter], theme: Theme, kept: Cache | None = None) -> bytes:
    """The book as an EPUB 3.3 file, in bytes, that older readers can open too.

    book: its chapters need no bodies. chapters: the same, whole; each is let go of before the next is asked for.
    kept: where conversions of pictures are kept.
    A collection has a title page and a page of contents; a single thread opens with its own heading.
    Raises PublishError where a template of the theme is at fault.
    """
    entries = [Body(file=file_name(chapter), thread=chapter.thread, markup="") for chapter in book.chapters]
    several = book.is_collection
    words = theme.words
    rendition = Rendition.of(theme, kept)
    parts = [rendition.part(part) for part in part_pages(book, theme)]
    depth = Depth.of(theme.number("ebook_levels"), parted=bool(parts))
    notes = _notes(words, several=several) if theme.has_notes else None
    indexed = book_index.entries(book, theme)
    index = Landmark(type="index", title=words.say("index"), file=INDEX) if indexed else None
    start = parts[0].file if parts else entries[0].file
    landmarks = [*_landmarks(start, words, several=several), *filter(None, [notes, index])]
    drafts = _Drafts(rendition.suffix)
    front = (
        [cover_page(book, cover_words.alternative(book, words), theme)],
        [title_page(book, theme)] if several else [],
        [contents_page(book, entries, parts, landmarks, notes, index, depth, theme)],
        [news_page(book, entries, theme)] if book.imprint.news else [],
    )
    for page in chain(*front):
        drafts.add(page)
    told = _add_threads(drafts, book, map(rendition.chapter, chapters), entries, parts, theme)
    if notes:
        for name, texts in told.items():
            drafts.add(notes_page(name, texts, notes, book, theme))
    if indexed:
        drafts.add(index_page(indexed, entries, book, theme))
    found = font_subsets.needed(drafts.letters, drafts.languages)
    signs = frozenset().union(*found.values())
    dressed = (font_subsets.dressed(page, signs) for page in drafts.taken())
    led_into = {entry.file for entry in entries if indexed or ways(entry.thread, words)}
    undivided = {*told, *([] if several else [CONTENTS])}
    pages, files_of = paged(dressed, theme, led_into=led_into, undivided=undivided)
    face = theme.face
    style = rendition.style(theme) + font_subsets.style(found)
    style += font_subsets.face_style(face) if face else ""
    return pack(
        _metadata(book, theme, visual=bool(drafts.emoji or drafts.pictures)),
        [
            *pages,
            File(id="style", name=STYLE, media_type="text/css", data=style.encode()),
            _cover_image(book, theme, rendition),
            *_pictures(drafts.pictures.values()),
            *rendition.drawings(drafts.emoji.values(), theme.emoji_ending),
            *font_subsets.font_files(found),
            *(font_subsets.face_files(face, drafts.letters) if face else ()),
        ],
        spine=[page.id for page in pages if page.name != (NAVIGATION if several else CONTENTS)],
        contents=ncx.entries(entries, parts, [*filter(None, [notes, index])], files_of, depth, words),
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
    into = NotesFiles(limit(theme))
    for place, chapter in enumerate(chapters):
        if part := opening.get(place):
            drafts.add(part_page(part, book, entries, theme), filter(None, [part.opener.portrait]))
        notes_file = into.file("".join(getattr(chapter, kind) for kind in book.note_kinds))
        body = settle(chapter, files, notes_file, book.note_kinds)
        drafts.add(chapter_page(body, theme), chapter.pictures)
        told.setdefault(notes_file, []).append(body.notes)
        del chapter, body  # before the next is there
    return told


class _Drafts(Struct, frozen=True):
    """Pages with their emoji as drawings, and what is known of a book when all are there."""

    drawings: str
    """Suffix of the files of emoji."""
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
        drawn, used = font_subsets.drawn(page, self.drawings)
        self.files.append(drawn.file())
        self.pictures.update({picture.name: picture for picture in pictures})
        self.emoji.update({emoji.key: emoji for emoji in used})
        self.letters.update(*font_subsets.texts(drawn))
        self.languages.update(font_subsets.languages(drawn))

    def taken(self) -> Iterator[Page]:
        """The pages in order, each out of here: what is made of it takes its place in memory."""
        while self.files:
            yield Page.of(self.files.popleft())


def _metadata(book: Book, theme: Theme, *, visual: bool) -> Metadata:
    words = theme.words
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
        for_apple=theme.switch("ebook_apple"),
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
        return Landmark(type="endnotes", title=words.say("notes-on-the-texts"), file=notes_files.FIRST)
    return Landmark(type="colophon", title=words.say("about-this-text"), file=notes_files.FIRST)


def _cover_image(book: Book, theme: Theme, rendition: Rendition) -> File:
    if book.imprint.cover:
        data = own_picture.fitted(book.imprint.cover, WIDTH, HEIGHT).data
    else:
        width = WIDTH if len(book.chapters) > 1 else _PLAIN_WIDTH
        data = rendition.painted(cover_words.of(book, theme.words), width, theme)
    data = rendition.fitted_cover(data)
    return File(id="cover-image", name=COVER_IMAGE, media_type="image/jpeg", data=data, properties=("cover-image",))


def _pictures(pictures: Iterable[Picture]) -> list[File]:
    return [
        File(id=f"picture-{number}", name=f"{IMAGES}/{picture.name}", media_type=picture.media_type, data=picture.data)
        for number, picture in enumerate(pictures, 1)
    ]
