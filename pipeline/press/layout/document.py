"""HTML documents to print: of a thread, and of each piece of a collection's front matter."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.errors import Notice, PublishError
from pipeline.model import NOTE_KINDS, Chapter, Picture, Thread
from pipeline.press.layout import link_notes, shared_signs, soft_places
from pipeline.press.layout.balance import balance
from pipeline.press.layout.codes import Code
from pipeline.press.layout.front import FrontMatter
from pipeline.press.layout.hanging import NUMBER
from pipeline.press.layout.index_marks import mark
from pipeline.press.layout.leads import mark_leads
from pipeline.press.layout.running_heads import running_heads
from pipeline.press.sheet import virtual
from pipeline.typeset import book_index, direction, emoji, fonts, lacking, plain_posts
from pipeline.typeset.chapter import kind_of
from pipeline.typeset.cover.cover_words import CoverWords
from pipeline.typeset.font_family import Family
from pipeline.typeset.theme import Theme
from pipeline.typeset.ways import ways
from pipeline.wording import Wording

COVER = "x-cover:"
"""The address of the cover's image."""
_INDENT, _DIGITS, _FIGURE = 1.3, 2, 0.55
"""Indent of a list in ems, the digits of a number that hang in it, and its growth for each digit more."""


class Document(Struct, frozen=True, kw_only=True):
    """A document for the layout engine."""

    root: Element
    """The `<html>` element."""
    faces: dict[str, str]
    """CSS custom properties that name the font families: "--text-face", "--code-face"."""
    spare: tuple[Family, ...] = ()
    """Those of them that fontconfig has to be told of."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """Pictures, by the address that the HTML uses."""
    cover: CoverWords | None = None
    """The words of the cover that it may show."""
    own_cover: Picture | None = None
    """The editor's own picture for it."""
    codes: dict[str, Code] = field(default_factory=dict)
    """QR codes, by the same."""
    notices: tuple[Notice, ...] = ()
    is_turned: bool = False
    """Whether it is written from right to left."""
    references: int = 0
    """Number of places in the book whose page numbers it may have placeholders of."""
    is_notes: bool = False
    """Whether it is of notes, whose pages are forms."""
    listed: frozenset[str] = frozenset()
    """Names of the places in its list of links."""
    headings: int = 0
    """Levels of the headings that it stands under in every book."""
    has_terms: bool = False
    """Whether it has elements that show terms of an index."""
    styles: tuple[str, ...] = ("print",)
    """The theme's style sheets for it, see `Theme.style_sheets`."""


def of_thread(chapter: Chapter, theme: Theme) -> Document:
    """The document of a thread, the same for its own PDF and for every book that it is in."""
    thread = chapter.thread
    article = ElementTree.fromstring(soft_places.softened(chapter.body))
    if article.get("lang") == thread.language:
        del article.attrib["lang"]  # where it does not differ it would only cost time
    has_terms = book_index.is_wanted(theme) and mark(article)
    codes = link_notes.add(article, thread, theme)
    _keep_originals(article)
    mark_leads(article)
    _number_lists(article)
    _name_numbers(article, theme.words)
    _mark_ways(article, thread, theme.words)
    article[:0] = running_heads(thread, theme.page)
    _name_heading(article, plain_posts.line(thread.title))
    document = _assemble([article], thread.title, thread.language, theme)
    pictures, listed = _by_address(chapter.pictures), link_notes.places(article)
    return replace(document, pictures=pictures, codes=codes, has_terms=has_terms, listed=listed)


def of_notes(chapter: Chapter, theme: Theme, *, with_links: bool = False) -> Document | None:
    """The document of what stands behind a thread's text, each kind on pages of its own; None where it has no notes.

    with_links: the list of links is among the notes.
    """
    if not chapter.notes:
        return None
    thread = chapter.thread
    elements = [each for kind in NOTE_KINDS for each in _elements(getattr(chapter, kind))]
    link_notes.add_to_notes(elements, thread, theme)
    codes: dict[str, Code] = {}
    if with_links:
        article = ElementTree.fromstring(soft_places.softened(chapter.body))
        codes = link_notes.add(article, thread, theme)
        elements.insert(len(_elements(chapter.notes)), article[-1])
    for element in elements:
        _keep_originals(element)
        _number_lists(element)
        if kind_of(element) != NOTE_KINDS[0]:
            element.set("style", "break-before: page")  # a form by itself
    document = _assemble(elements, thread.title, thread.language, theme)
    return replace(document, is_notes=True, headings=1, codes=codes)


def of_front_matter(matter: FrontMatter, theme: Theme) -> Document:
    """The document of a piece of front matter. Raises PublishError where that is not well-formed."""
    try:
        elements = _elements(matter.markup)
    except ElementTree.ParseError as error:
        raise PublishError(
            f"makes XHTML that is not well-formed: {error}",
            path=str(theme.file(matter.template)),
            hint="Close every tag and quote every attribute.",
        ) from error
    if matter.cover and not theme.prepress.has_cover:
        elements = [each for each in elements if not any(part.get("src") == COVER for part in each.iter("img"))]
    for element in elements:
        direction.isolate(element, matter.language)
    document = _assemble(elements, matter.title, matter.language, theme)
    text = "".join(text for element in elements for text in element.itertext())
    notices = tuple(lacking.told(emoji.missing(text), [(0, text)], matter.title))
    return replace(
        document,
        notices=(*matter.notices, *notices),
        references=matter.references,
        is_notes=matter.is_notes,
        styles=(*document.styles, "print-index") if matter.is_index else document.styles,
        pictures=_by_address(matter.pictures),
        cover=matter.cover,
        own_cover=matter.own_cover,
    )


def _elements(markup: str) -> list[Element]:
    """The elements of some markup, whose lines may end where they should. Raises ParseError."""
    return list(ElementTree.fromstring(f"<div>{soft_places.softened(markup)}</div>"))


def _by_address(pictures: Iterable[Picture]) -> dict[str, Picture]:
    return {f"x-picture:{picture.name}": picture for picture in pictures}


def _assemble(elements: list[Element], title: str, language: str, theme: Theme) -> Document:
    root = Element("html", {"lang": language})
    if is_turned := direction.is_written_right_to_left(language):
        root.set("dir", "rtl")  # pages then begin on the left, at the spine of such a book
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    body.extend(elements)
    faces = _faces(body)
    for heading in body.iter("h1"):
        balance(heading, theme.page.heading_measure)
    soft_places.join_phrases(body)
    shared_signs.mark(body, language)
    emoji.mark(body, partial(emoji.print_element, ending=theme.emoji_ending), fonts.printable)
    spare = fonts.spare(", ".join(faces.values()))
    return Document(root=root, faces=faces, spare=spare, is_turned=is_turned)


def _keep_originals(article: Element) -> None:
    """Add the original's address to links to other threads: binding settles which of the two they lead to."""
    for anchor in article.iter("a"):
        original = anchor.attrib.pop("data-href", "")
        if original and anchor.get("href", "").startswith(virtual.SCHEME):
            anchor.set("href", virtual.address(anchor.get("href", "").removeprefix(virtual.SCHEME), original))


def _number_lists(article: Element) -> None:
    """Have lists begin with the numbers that they have, and give long ones their room.

    WeasyPrint reads `start` as little as other hints at a look.
    """
    for numbered in article.iter("ol"):
        start = int(numbered.get("start", "1"))
        more = len(str(start + len(numbered) - 1)) - _DIGITS
        looks = (
            numbered.get("style", ""),
            f"counter-reset: list-item {start - 1}" if start != 1 else "",
            f"padding-inline-start: {_INDENT + more * _FIGURE:.1f}em" if more > 0 else "",
        )
        if style := "; ".join(filter(None, looks)):
            numbered.set("style", style)


def _name_numbers(article: Element, words: Wording) -> None:
    """Name the numbers of posts for those who hear them, and cannot see that they hang in the margin.

    Those that are links have names already, in EPUBs too; a paragraph of HTML may have none.
    """
    for paragraph in article.iter("p"):
        if paragraph.get("class") == NUMBER:
            number = next(iter(paragraph), paragraph)
            heard = words.say("post-heard", number=number.text)
            number.attrib |= {"aria-label": heard, "lang": words.language, **number.attrib}


def _mark_ways(article: Element, thread: Thread, words: Wording) -> None:
    """Name the posts that are ways into a long thread, for its bookmarks."""
    if into := ways(thread, words):
        posts = {each.get("id"): post for post in article.iter("section") for each in post.iter()}
        for way in into:
            if (post := posts.get(way.place)) is not None:
                post.set("data-bookmark", way.title)


def _name_heading(article: Element, title: str) -> None:
    """Give the heading the title, for its bookmark: it may hold more of the text, or less."""
    heading = next(article.iter("h1"), None)
    if heading is not None:
        heading.set("data-title", title)


def _faces(body: Element) -> dict[str, str]:
    code = "".join("".join(part.itertext()) for tag in ("code", "kbd") for part in body.iter(tag))
    return {"--text-face": _stack("".join(body.itertext()), ""), "--code-face": _stack(code, fonts.MONO)}


def _stack(text: str, base: str) -> str:
    """Value of `font-family` for a text; its emoji do not count, for they have a font of their own."""
    return fonts.stack("".join(piece for piece in emoji.split(text) if isinstance(piece, str)), base)
