"""Notes of links: on paper, an address that the words of a link do not show has a number behind them, and stands with
it in a list at the thread's end. On screens links work, so a chapter has none of this: print alone adds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct

from pipeline.model import Media, Post, Thread
from pipeline.press.layout.codes import SCHEME, Code
from pipeline.press.layout.hanging import NUMBER
from pipeline.press.layout.soft_places import SPACE, bare
from pipeline.text.printed_address import is_shown, printed
from pipeline.typeset import emoji, numerals
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.theme import Theme

NONE, NOTES, CODES = "none", "notes", "qr"
"""Values of a theme's option "links"."""
_NAMES = frozenset(("mention", "hashtag", "handle", NUMBER))
"""Classes of links whose words are the name that a network finds their page by, or the number of a post."""
_OUTSIDE = ("http:", "https:", "mailto:")
_JOINER = "\N{WORD JOINER}"
_SIGN = re.compile(r"(?<=[^\W_])([-._~?#%=&+])(?=.)")
"""A sign within an address: a line may end before it, and not behind it, where it would seem to be the sentence's."""
_SHORT = 24
"""Letters of an address that any line can hold."""
LISTED = "links"
"""Class of the section that has the list."""
MAY_MOVE = "data-may-move"
"""Attribute of that section where it can stand with the notes on the text, too."""


class Note(Struct, frozen=True, kw_only=True):
    """The note of an address."""

    number: int
    """From 1, in the order of the thread."""
    url: str
    id: str
    """Name of its place in the document."""


def add(article: Element, thread: Thread, theme: Theme) -> dict[str, Code]:
    """Number the links of a chapter whose addresses its words do not show, and list these at its end, as far as the
    theme wants that.

    Returns the codes to be drawn, of the thread itself and of films, by the addresses that pictures have in the
    document.
    """
    setting = theme.choice("links")
    if setting == NONE:
        return {}
    notes: dict[str, Note] = {}
    _number(article, thread, notes)
    coded = _coded(thread, notes) if setting == CODES else []
    listed = [note for note in notes.values() if note not in coded]
    if not (listed or coded):
        return {}
    section = SubElement(article, "section", {"class": LISTED, "lang": theme.words.language})
    if theme.has_notes:
        section.set(MAY_MOVE, "")
    SubElement(section, "h2").text = theme.words.say("links")
    if listed:
        _list(section, listed, thread.language)
    return _draw(section, coded, thread.language, theme)


def places(article: Element) -> frozenset[str]:
    """Names of the places in a chapter's list of links that numbers lead to; none where it has no list."""
    section = article[-1]
    listed = section.iter() if section.get("class") == LISTED else ()
    return frozenset(filter(None, (each.get("id") for each in listed)))


def add_to_notes(elements: Iterable[Element], thread: Thread, theme: Theme) -> None:
    """Print the thread's own address below the heading of the notes on it, and those of others that were not saved."""
    setting = theme.choice("links")
    if setting == NONE:
        return
    for parent in [each for element in elements for each in element.iter()]:
        for link in [each for each in parent if "data-href" not in each.attrib and _is_hidden(each, [each])]:
            place = [*parent].index(link) + 1
            shown = Element("span", {"class": "link-address"})
            shown.text, shown.tail, link.tail = " (", link.tail, None
            shown.append(_address(link.get("href", ""), thread.language))
            shown[0].tail = ")"
            parent.insert(place, shown)
        heading = parent.find("h2")
        if heading is not None and setting == NOTES and thread.url.startswith(_OUTSIDE):
            own = Element("p", {"class": "own-address"})
            own.append(_address(thread.url, thread.language))
            parent.insert([*parent].index(heading) + 1, own)


def _is_hidden(link: Element, parts: Iterable[Element]) -> bool:
    """Whether an element is a link to a page outside of the book, whose address its words do not show.

    parts: the elements that its words are in.
    """
    url = _url(link)
    if link.tag != "a" or not url.startswith(_OUTSIDE) or link.get("class") in _NAMES:
        return False
    return not is_shown(url, bare("".join(text for part in parts for text in part.itertext())))


def _url(link: Element) -> str:
    """The address that a link leads to outside of books: of one to another thread, the original's."""
    return link.get("data-href") or link.get("href") or ""


def _address(url: str, language: str) -> Element:
    """A link whose words are its own address, with places where a line may end if one does not hold it.

    language: of the thread (BCP 47).
    """
    link = Element("a", {"href": url})
    text = printed(url)
    if emoji.missing(text):  # letters that no font of ours has
        text = printed(url, letters=False)
    if is_written_right_to_left(language) or not text.isascii():
        link.set("dir", "ltr")
    link.text = _SIGN.sub(rf"{SPACE}\1{_JOINER}", text) if len(text) > _SHORT else text
    return link


def _number(parent: Element, thread: Thread, notes: dict[str, Note]) -> None:
    """Put numbers behind the links in an element, and their notes to the others. notes: by address."""
    if parent.get("class") == NUMBER:  # of a post, whose link is that of the thread
        return
    place = 0
    while place < len(parent):
        link = parent[place]
        if link.tag != "a":
            _number(link, thread, notes)
            place += 1
            continue
        parts = list(_parts(parent, place))
        place += len(parts)
        if _is_hidden(link, parts):
            url, number = _url(link), len(notes) + 1
            note = notes.setdefault(url, Note(number=number, url=url, id=f"{thread.id[:8]}-link-{number}"))
            sign = _sign(note, thread.language)
            sign.tail, parts[-1].tail = parts[-1].tail, None
            parent.insert(place, sign)
            place += 1


def _parts(parent: Element, place: int) -> Iterator[Element]:
    """The elements that a link is made of: one for each style of its words."""
    first = parent[place]
    for part in parent[place:]:
        if part.tag != "a" or part.get("href") != first.get("href"):
            return
        yield part
        if part.tail:
            return


def _sign(note: Note, language: str) -> Element:
    """The number behind a link, which leads to its note."""
    sign = Element("a", {"class": "link-number", "href": f"#{note.id}"})
    sign.text = _JOINER + numerals.number(note.number, language)
    return sign


def _list(section: Element, notes: Sequence[Note], language: str) -> None:
    """The list of addresses, each behind its number: markers of lists would take four times as long."""
    items = SubElement(section, "ul")
    for note in notes:
        item = SubElement(items, "li", {"id": note.id})
        item.text = _label(note, language)
        item.append(_address(note.url, language))


def _label(note: Note, language: str) -> str:
    return f"{numerals.number(note.number, language)}\N{EN SPACE}" if note.number else ""


def _coded(thread: Thread, notes: Mapping[str, Note]) -> list[Note]:
    """The notes that are codes: of the thread itself, without a number if it has none, and of films."""
    own = notes.get(thread.url) or Note(number=0, url=thread.url, id=f"{thread.id[:8]}-link")
    films = {media.url for post in thread.posts for media in _media(post) if media.kind in ("video", "gif")}
    coded = [own] if thread.url.startswith(_OUTSIDE) else []
    return coded + [note for note in notes.values() if note.url in films and note is not own]


def _media(post: Post) -> Iterator[Media]:
    yield from post.media
    for quote in post.quotes:
        yield from quote.media


def _draw(section: Element, notes: Sequence[Note], language: str, theme: Theme) -> dict[str, Code]:
    """Codes side by side, each above its address; returns what is drawn, by the addresses of the pictures."""
    drawn: dict[str, Code] = {}
    for note in notes:
        code = Code(note.url)
        picture = f"{SCHEME}{len(drawn)}"
        drawn[picture] = code
        block = SubElement(section, "div", {"class": "code", "id": note.id})  # a figure might be printed smaller
        says = theme.words.say("qr-code", address=printed(note.url))
        look = f"width: {code.side:.2f}mm; margin-inline-start: -{code.quiet:.2f}mm"  # hung by what is seen of it
        SubElement(block, "img", {"src": picture, "alt": says, "style": look})
        caption = SubElement(block, "p")
        caption.text = _label(note, language)
        caption.append(_address(note.url, language))
    return drawn
