"""The XHTML pages of the book, rendered from the theme's templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from pipeline.ebook.body import IMAGES, Body, with_xml_lang
from pipeline.ebook.package import File, Landmark
from pipeline.errors import PublishError
from pipeline.model import Book, BookPart
from pipeline.typeset import book_index, breaks, credits, index_terms, news
from pipeline.typeset.book_index import Entry, Line, Locator
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.markdown import NOT_XML
from pipeline.typeset.openers import Opener, openers
from pipeline.typeset.plain_titles import title_of
from pipeline.typeset.theme import Theme
from pipeline.typeset.typography.language_table import FIXED, NARROW
from pipeline.typeset.ways import place_id, ways
from pipeline.wording import Wording

STYLE, COVER_IMAGE = "ebook.css", "cover.jpg"
COVER, TITLE_PAGE, CONTENTS, NEWS = "cover.xhtml", "titlepage.xhtml", "contents.xhtml", "news.xhtml"
"""Names of the files of the front matter."""
NAVIGATION = "nav.xhtml"
"""Name of the navigation document where that is not the page of contents, which is too long for one file."""
INDEX = "index.xhtml"
_PLACE = "<article />"
"""Placeholder for a chapter's body."""
_CHAPTER = f'<section epub:type="chapter" role="doc-chapter">\n{_PLACE}\n</section>'
"""A chapter as what it is, also for readers that know roles and not EPUB's vocabulary."""


class Page(Struct, frozen=True, kw_only=True):
    """An XHTML page."""

    name: str
    """Name of its file."""
    text: str
    properties: tuple[str, ...] = ()
    """Properties in the manifest: "nav"."""

    @classmethod
    def of(cls, file: File) -> Page:
        """The page in a file of the book."""
        return cls(name=file.name, text=file.data.decode(), properties=file.properties)

    @property
    def id(self) -> str:
        """Id in the manifest."""
        return self.name.removesuffix(".xhtml")

    def file(self) -> File:
        """The page as a file of the book."""
        return File(
            id=self.id,
            name=self.name,
            media_type="application/xhtml+xml",
            data=self.text.encode(),
            properties=self.properties,
        )


def cover_page(book: Book, alt: str, theme: Theme) -> Page:
    """The page that shows the cover. alt: alternative text of its picture."""
    body = Markup('<section class="cover"><img src="{}" alt="{}"/></section>').format(COVER_IMAGE, alt)
    return _page(
        theme,
        COVER,
        title=theme.words.say("cover"),
        language=theme.words.language,
        layout=book.language,
        kind="cover",
        body=body,
    )


def title_page(book: Book, theme: Theme) -> Page:
    """The title page of a collection."""
    threads = (chapter.thread for chapter in book.chapters)
    owed = credits.owed(theme.words, *threads, book=book, drawn=theme.emoji_ending)
    body = theme.render("ebook-titlepage.html.j2", book=book, credits=owed)
    return _page(theme, TITLE_PAGE, title=book.title, language=book.language, kind="frontmatter titlepage", body=body)


class PartPage(Struct, frozen=True, kw_only=True):
    """The page that opens a part: its file, and what the page and its entry in the contents show."""

    file: str
    part: BookPart
    places: range
    """Places of its threads in the book, from 0."""
    opener: Opener


def part_pages(book: Book, theme: Theme) -> list[PartPage]:
    """The pages that open the book's parts, in order; none where it has no parts."""
    return [
        PartPage(file=f"part-{number}.xhtml", part=opener.part, places=opener.places, opener=opener)
        for number, opener in enumerate(openers(book, theme) if book.parts else (), 1)
    ]


def part_page(part: PartPage, book: Book, bodies: Sequence[Body], theme: Theme) -> Page:
    """A page that opens a part, with language and direction as on the title page."""
    opener = part.opener
    portrait = f"{IMAGES}/{opener.portrait.name}" if opener.portrait else ""
    files = [bodies[place].file for place in part.places]
    body = theme.render("ebook-part.html.j2", book=book, opener=opener, portrait=portrait, files=files)
    return _page(theme, part.file, title=part.part.title, language=book.language, kind="bodymatter", body=body)


class Depth(Struct, frozen=True):
    """How deep the lists of contents go. Whatever is not a level of its own stands in one row, but for ways, which are
    left out."""

    has_parts: bool
    """Whether threads stand below their parts."""
    has_ways: bool
    """Whether ways into threads stand below these."""

    @classmethod
    def of(cls, levels: float, *, parted: bool) -> Depth:
        """The depth for so many levels; 0: all. parted: whether the book has parts."""
        return cls(has_parts=levels != 1, has_ways=not levels or levels > 1 + parted)


def contents_page(
    book: Book,
    bodies: Sequence[Body],
    parts: Sequence[PartPage],
    landmarks: Sequence[Landmark],
    notes: Landmark | None,
    index: Landmark | None,
    depth: Depth,
    theme: Theme,
) -> Page:
    """The navigation document, also the page of contents, in the language of the book's own words, laid out as the
    book is.

    parts: the book's, if it has any. notes, index: where these are, if the book has any. depth: of the list.
    """
    into = [ways(body.thread, theme.words) if depth.has_ways else () for body in bodies]
    body = theme.render(
        "ebook-contents.html.j2",
        book=book,
        entries=bodies,
        parts=parts,
        ways=into,
        flat=not depth.has_parts,
        landmarks=landmarks,
        notes=notes,
        index=index,
    )
    return _page(
        theme,
        CONTENTS,
        title=theme.words.say("contents"),
        language=theme.words.language,
        layout=book.language,
        kind="frontmatter",
        body=body,
        properties=("nav",),
    )


def news_page(book: Book, bodies: Sequence[Body], theme: Theme) -> Page:
    """The page of a collection's news, with language and direction as on the page of contents."""
    words = theme.words
    told = [(bodies[place].file, thread, text) for place, thread, text in news.entries(book, words)]
    title = news.heading(book, words)
    body = theme.render("ebook-news.html.j2", heading=title, news=told)
    return _page(
        theme, NEWS, title=title, language=theme.words.language, layout=book.language, kind="frontmatter", body=body
    )


def chapter_page(body: Body, theme: Theme) -> Page:
    """The page of a thread. Its body is known to be well-formed, so only what the theme puts around it is checked."""
    thread = body.thread
    frame = _page(theme, body.file, title=thread.title, language=thread.language, kind="bodymatter", body=_CHAPTER)
    return replace(frame, text=frame.text.replace(_PLACE, body.markup, 1))


def notes_page(name: str, notes: Sequence[str], landmark: Landmark, book: Book, theme: Theme) -> Page:
    """A page of notes on threads, with language and direction as on the page of contents. name: of its file."""
    body = theme.render(
        "ebook-notes.html.j2", heading=landmark.title, kind=landmark.type, notes=list(map(Markup, notes))
    )
    spoken = theme.words.language
    return _page(theme, name, title=landmark.title, language=spoken, layout=book.language, kind="backmatter", body=body)


def index_page(entries: Sequence[Entry], bodies: Sequence[Body], book: Book, theme: Theme) -> Page:
    """The index of a collection, with language and direction as on the page of contents."""
    words = theme.words
    lines = [Line(entry=entry, locators=tuple(_locators(entry, bodies, words))) for entry in entries]
    title = words.say("index")
    sections = book_index.sections(lines, book.language)
    body = theme.render("ebook-index.html.j2", heading=title, sections=sections)
    return _page(theme, INDEX, title=title, language=words.language, layout=book.language, kind="backmatter", body=body)


def _locators(entry: Entry, bodies: Sequence[Body], words: Wording) -> Iterator[Locator]:
    """The posts of an entry, in order, and the threads that are a person's own."""
    for number, (place, post) in enumerate(entry.places, 1):
        file, thread = bodies[place].file, bodies[place].thread
        address, title = file, title_of(thread.title, words)
        if post != index_terms.WHOLE:
            address = f"{file}#{place_id(thread.id, post)}"
            title = words.joined([title, words.say("post", number=post)])
        yield Locator(address=address, text=words.figures(number), title=title)


def softened(page: Page) -> Page:
    """The page with places for lines to end where readers find none, and none at fixed spaces.

    Narrow ones are as wide as others: old engines have no glyph for them, and draw a box.
    """
    return replace(page, text=breaks.soften(page.text).replace(NARROW, FIXED))


def _page(
    theme: Theme,
    name: str,
    *,
    title: str,
    language: str,
    kind: str,
    body: str,
    layout: str = "",
    properties: tuple[str, ...] = (),
) -> Page:
    """The theme's skeleton around a body.

    name: of the file; kind: what the page is, in EPUB's structural vocabulary;
    layout: the language that the page is laid out for, where that is not its own.
    Raises PublishError where the theme makes something that is not XML.
    """
    text = theme.render(
        "ebook.html.j2",
        title=title_of(title, theme.words),
        language=language,
        direction="rtl" if is_written_right_to_left(layout or language) else "ltr",
        kind=kind,
        style=STYLE,
        body=Markup(body),
    )
    text = with_xml_lang(NOT_XML.sub("", text))
    try:
        ElementTree.fromstring(text.encode())
    except ElementTree.ParseError as error:
        raise PublishError(
            f"makes XHTML that is not well-formed: {error}",
            path=f"theme {theme.name}",
            where=name,
            hint="In its ebook*.html.j2, close every tag, quote every attribute and use no named entities.",
        ) from error
    return Page(name=name, text=text, properties=properties)
