"""Cuts of an XHTML page that is too long for one file: where they lie, and what is open there.

A page is cut between elements that follow each other: those right in its article as a rule, such as posts. An element
that is longer than a file may be is cut between those in it, if it is of a kind that can go on in another file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.parsers import expat

from msgspec import Struct, field

_DIVIDED = {"article", "blockquote", "div", "li", "nav", "ol", "section", "ul"}
"""Elements that read the same in two pieces. A list goes on with its numbers; a table, a figure or a line would not."""
_ONE_OF_ITS_KIND = re.compile(rb' (?:id|aria-labelledby)="[^"]*"')
"""Attributes that name an element, or another by which it is called, which is in the first piece alone."""
_START = re.compile(rb' start="(-?\d+)"')


class Element(Struct, kw_only=True):
    """An element of a page, by its offsets in bytes."""

    name: str
    start: int
    opened: int
    """End of its start tag."""
    closed: int = 0
    """Start of its end tag."""
    children: list[Element] = field(default_factory=list)


class Open(Struct, frozen=True):
    """An element that a cut lies in, right before the child of that number, from 0."""

    element: Element
    child: int

    def reopened(self, data: bytes) -> bytes:
        """Its start tag for the piece after the cut, without the names that the first piece has."""
        tag = _ONE_OF_ITS_KIND.sub(b"", data[self.element.start : self.element.opened])
        if self.element.name == "ol":
            stated = _START.search(tag)
            number = (int(stated[1]) if stated else 1) + self.child
            tag = b'%b start="%d">' % (_START.sub(b"", tag)[:-1], number)
        return tag

    @property
    def end_tag(self) -> bytes:
        """What closes it before the cut."""
        return f"</{self.element.name}>".encode()


class Cut(Struct, frozen=True):
    """A place to cut at."""

    offset: int
    """In bytes."""
    within: tuple[Open, ...]
    """The elements that it lies in, the outermost first."""

    @property
    def closing(self) -> bytes:
        """The tags that end the piece before it."""
        return b"".join(each.end_tag for each in reversed(self.within))

    def opening(self, data: bytes) -> bytes:
        """The tags that the piece after it begins with. data: of the page."""
        return b"".join(each.reopened(data) for each in self.within)


def content(data: bytes) -> Element | None:
    """The element of a page that its content lies in: its article, else the first in its body; None: there is none.

    data: of an XHTML page, which is known to be well-formed.
    """
    parser = expat.ParserCreate()
    stack: list[Element] = []
    found: list[Element] = []
    in_body = False

    def start(name: str, _attributes: object) -> None:
        nonlocal in_body
        at = parser.CurrentByteIndex
        element = Element(name=name, start=at, opened=data.index(b">", at) + 1)
        if stack:
            stack[-1].children.append(element)
        if stack or in_body:
            stack.append(element)
            if len(stack) == 1 or name == "article":
                found.append(element)
        in_body |= name == "body"

    def end(_name: str) -> None:
        if stack:
            stack.pop().closed = parser.CurrentByteIndex

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return next((each for each in found if each.name == "article"), found[0] if found else None)


def cuts(data: bytes, whole: Element, room: int) -> Iterator[Cut]:
    """The places to cut an element of a page at, as few as can be, so that pieces keep to the room in bytes.

    What cannot be divided stays whole, however long it is. data: of the page.
    """
    return _Cutting(data, room, whole).within(whole, (), Cut(whole.opened, ()))


class _Cutting:
    """A walk over the elements of a page, which remembers the last cut."""

    def __init__(self, data: bytes, room: int, whole: Element) -> None:
        self._data = data
        self._room = room
        self._last = whole.opened
        self._opening = whole.opened - whole.start
        """Bytes of the tags that the piece from there on begins with."""

    def within(self, element: Element, around: Sequence[Open], before: Cut) -> Iterator[Cut]:
        """The cuts within an element. around: what it lies in. before: where one may be before it."""
        ends = [*(child.start for child in element.children[1:]), element.closed]
        for place, (child, end) in enumerate(zip(element.children, ends, strict=False)):  # it may have no child
            inside = (*around, Open(element, place))
            here = Cut(child.start, inside) if place else before
            # What opens an element, a number or a heading, stays with what follows it, if that is possible.
            for cut in (before, here) if place == 1 else (here,):
                if self._fits(end, inside):
                    break
                if cut is here and self._must_divide(child, inside):
                    yield from self.within(child, inside, here)
                elif cut.offset > self._last:
                    self._last, self._opening = cut.offset, len(cut.opening(self._data))
                    yield cut

    def _fits(self, end: int, inside: Sequence[Open]) -> bool:
        return end - self._last + self._opening + _closing(inside) <= self._room

    def _must_divide(self, element: Element, inside: tuple[Open, ...]) -> bool:
        """Whether no file has room for an element, and it can be divided."""
        end_tag = len(Open(element, 0).end_tag)
        length = element.closed + end_tag - element.start + len(Cut(0, inside).opening(self._data)) + _closing(inside)
        return length > self._room and element.name in _DIVIDED and bool(element.children)


def _closing(inside: Sequence[Open]) -> int:
    """Bytes of the tags that close elements."""
    return sum(len(each.end_tag) for each in inside)
