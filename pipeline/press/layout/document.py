"""HTML documents to print: of a thread, and of each piece of a collection's front matter."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.errors import Notice, PublishError
from pipeline.model import Chapter, Picture
from pipeline.press.layout import soft_places
from pipeline.press.layout.balance import balance
from pipeline.press.layout.front import FrontMatter
from pipeline.press.layout.leads import mark_leads
from pipeline.press.sheet import virtual
from pipeline.typeset import direction, emoji, fonts
from pipeline.typeset.theme import Theme


class Document(Struct, frozen=True, kw_only=True):
    """A document for the layout engine."""

    root: Element
    """The `<html>` element."""
    faces: dict[str, str]
    """CSS custom properties that name the font families: "--text-face", "--code-face"."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """Pictures, by the address that the HTML uses."""
    notices: tuple[Notice, ...] = ()
    id: str = ""
    """Prefix of identifiers: no other sheet of a book has the same."""


def of_thread(chapter: Chapter, theme: Theme) -> Document:
    """The document of a thread, the same for its own PDF and for every book that it is in."""
    thread = chapter.thread
    article = ElementTree.fromstring(soft_places.softened(chapter.body))
    if article.get("lang") == thread.language:
        del article.attrib["lang"]  # where it does not differ it would only cost time
    _keep_originals(article)
    mark_leads(article)
    pictures = {f"x-picture:{picture.name}": picture for picture in chapter.pictures}
    document = _assemble([article], thread.title, thread.language, thread.source.name, theme)
    return replace(document, id=thread.id, pictures=pictures)


def of_front_matter(matter: FrontMatter, theme: Theme) -> Document:
    """The document of a piece of front matter. Raises PublishError where that is not well-formed."""
    try:
        elements = list(ElementTree.fromstring(f"<div>{soft_places.softened(matter.markup)}</div>"))
    except ElementTree.ParseError as error:
        raise PublishError(
            f"makes XHTML that is not well-formed: {error}",
            path=str(theme.file(matter.template)),
            hint="Close every tag and quote every attribute.",
        ) from error
    for element in elements:
        direction.isolate(element, matter.language)
    return replace(_assemble(elements, matter.title, matter.language, matter.title, theme), id=matter.id)


def _assemble(elements: list[Element], title: str, language: str, path: str, theme: Theme) -> Document:
    """The document of these elements. path: the source, for notices."""
    root = Element("html", {"lang": language})
    if direction.is_written_right_to_left(language):
        root.set("dir", "rtl")  # pages then begin on the left, at the spine of such a book
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    body.extend(elements)
    faces, notices = _faces(body), tuple(_lost("".join(body.itertext()), path))
    for heading in body.iter("h1"):
        balance(heading, float(theme.settings["heading_measure"]))
    emoji.mark(body, emoji.print_element, fonts.printable)
    return Document(root=root, faces=faces, notices=notices)


def _keep_originals(article: Element) -> None:
    """Add the original's address to links to other threads: binding settles which of the two they lead to."""
    for anchor in article.iter("a"):
        original = anchor.attrib.pop("data-href", "")
        if original and anchor.get("href", "").startswith(virtual.SCHEME):
            anchor.set("href", virtual.address(anchor.get("href", "").removeprefix(virtual.SCHEME), original))


def _lost(text: str, path: str) -> Iterator[Notice]:
    """A notice about characters that no font has, and that are written out as numbers."""
    if lost := emoji.missing(text):
        numbers = ", ".join(f"U+{ord(sign):04X}" for sign in lost)
        yield Notice(message=f"no font has {numbers}; written out in the PDF", path=path)


def _faces(body: Element) -> dict[str, str]:
    code = "".join("".join(part.itertext()) for part in body.iter("code"))
    return {"--text-face": _stack("".join(body.itertext()), fonts.TEXT), "--code-face": _stack(code, fonts.MONO)}


def _stack(text: str, base: str) -> str:
    """Value of `font-family` for a text; its emoji do not count, for they have a font of their own."""
    return fonts.stack("".join(piece for piece in emoji.split(text) if isinstance(piece, str)), base)
