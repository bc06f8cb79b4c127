"""A book as one HTML document for print: its front matter, then its chapters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from pipeline import __version__
from pipeline.errors import Notice, PublishError
from pipeline.model import Book
from pipeline.press.balance import balance
from pipeline.typeset import chapter, emoji, fonts
from pipeline.typeset.theme import Theme

FRONT = "book-front.html.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the layout engine is given."""

    id: str
    """The book's."""
    html: str
    faces: dict[str, str]
    """CSS custom properties that name the font families: "--text-face", "--code-face"."""
    pictures: dict[str, bytes]
    """By the address that the HTML uses."""
    notices: tuple[Notice, ...]


def assemble(book: Book, theme: Theme) -> Document:
    """The document of a book. Raises PublishError where the theme's front matter is not well-formed."""
    root = Element("html", {"lang": book.language})
    _add_head(root, book)
    body = SubElement(root, "body", {"class": "book" if len(book.chapters) > 1 else "single"})
    if len(book.chapters) > 1:
        body.extend(_front_matter(book, theme))
    for each in book.chapters:
        article = ElementTree.fromstring(each.body)
        if each.thread.language == book.language:
            del article.attrib["lang"]  # where it does not differ it would only cost time
        body.append(article)
    _resolve_links(body, {each.thread.id for each in book.chapters})
    text = "".join(root.itertext())
    faces = _faces(body, text)
    for heading in body.iter("h1"):
        balance(heading, float(theme.settings["heading_measure"]))
    emoji.mark(body, emoji.print_element, fonts.printable)
    return Document(
        id=book.id,
        html="<!DOCTYPE html>" + ElementTree.tostring(root, encoding="unicode", method="html"),
        faces=faces,
        pictures={f"x-picture:{name}": each.data for name, each in chapter.pictures_by_name(book.chapters).items()},
        notices=tuple(_lost(text, book)),
    )


def _add_head(root: Element, book: Book) -> None:
    head = SubElement(root, "head")
    SubElement(head, "title").text = book.title
    for author in book.authors:
        SubElement(head, "meta", {"name": "author", "content": author.label})
    SubElement(head, "meta", {"name": "generator", "content": f"Threadbound {__version__}"})


def _front_matter(book: Book, theme: Theme) -> list[Element]:
    credits = chapter.credits(*(each.thread for each in book.chapters))
    source = theme.render(FRONT, book=book, version=__version__, credits=credits)
    try:
        return list(ElementTree.fromstring(f"<div>{source}</div>"))
    except ElementTree.ParseError as error:
        raise PublishError(
            f"makes XHTML that is not well-formed: {error}",
            path=str(theme.file(FRONT)),
            hint="Close every tag and quote every attribute.",
        ) from error


def _resolve_links(body: Element, here: set[str]) -> None:
    """Links to threads of this book lead to their headings, others to where the thread came from, or nowhere."""
    for anchor in body.iter("a"):
        original = anchor.attrib.pop("data-href", "")
        target = anchor.get("href", "").removeprefix("x-thread:")
        if target == anchor.get("href", ""):
            continue
        if target in here:
            anchor.set("href", f"#thread-{target}")
        elif original:
            anchor.set("href", original)
        else:
            anchor.tag = "span"
            del anchor.attrib["href"]


def _lost(text: str, book: Book) -> Iterator[Notice]:
    """Tell of characters that no font has, and that are written out as numbers."""
    if lost := emoji.missing(text):
        yield Notice(
            message=f"no font has {', '.join(f'U+{ord(sign):04X}' for sign in lost)}; written out in the PDF",
            path=book.chapters[0].thread.source.name if len(book.chapters) == 1 else book.title,
        )


def _faces(body: Element, text: str) -> dict[str, str]:
    code = "".join("".join(part.itertext()) for part in body.iter("code"))
    return {"--text-face": _stack(text, fonts.TEXT), "--code-face": _stack(code, fonts.MONO)}


def _stack(text: str, base: str) -> str:
    """The families for a text without its emoji, which have a font of their own."""
    return fonts.stack("".join(piece for piece in emoji.split(text) if isinstance(piece, str)), base)
