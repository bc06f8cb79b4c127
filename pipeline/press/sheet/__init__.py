"""Sheets: a thread, or a piece of front matter, printed once for every book that it will be bound in.

A sheet holds PDF objects as they will stand in a file, but for what depends on the place: there they have holes
(`template.py`). Their names:

    0, 1, 2 …        the sheet's own object of that number: pages, other objects, streams, bookmarks, in this order
    shared0 …        a picture or drawing that the book has once
    key0 …           a number of the tree that leads from content to structure elements
    parent0 …        of each page: the node of the page tree above it
    before, after0 … of each page: streams around its content, for the page's number; may be empty
    fonts            the fonts that pages name
    role, above, language    of the element that holds the whole structure of the sheet
    lead0, kind0 …   of each link to another thread: where it leads, and what its structure element is
"""

from __future__ import annotations

from msgspec import Struct

from pipeline.errors import Notice
from pipeline.press.sheet.faces import FontUse

Box = tuple[float, float, float, float]
"""Left, bottom, right and top of a page, in points."""


class Stream(Struct, frozen=True, kw_only=True):
    """A stream of a PDF: the content of a page, a picture, a drawing."""

    entries: bytes
    """Its dictionary, a template."""
    data: bytes
    """As it stands in the file."""
    digest: bytes = b""
    """Of a picture or drawing that a book has once: of all that it is."""


class ThreadLink(Struct, frozen=True, kw_only=True):
    """A link to another thread. It is taken out by leaving its objects out wherever they are referred to."""

    thread: str
    """Its id."""
    original: str
    """Where it leads if the thread is not in the book; "" for nowhere."""
    annotation: int
    """The object on the page that can be clicked."""
    mention: int
    """The object by which the structure element of the link refers to that."""


class Sheet(Struct, frozen=True, kw_only=True):
    """Printed pages that do not depend on their place in a book. Made to be pickled, kept and sent.

    Tagged; without page numbers, metadata and fonts.
    """

    pages: int
    boxes: tuple[Box, ...]
    """Of each page."""
    objects: bytes
    """Those that are no streams, one a line, the pages first. A template, compressed (zlib)."""
    plain: int
    """How many they are."""
    streams: tuple[Stream, ...]
    shared: tuple[Stream, ...]
    """Pictures and drawings. One may name those before it."""
    bookmarks: tuple[bytes, ...]
    """Those of the first level, each a dictionary that is not closed. Templates."""
    visible_bookmarks: int
    """How many of all levels are open when the book is."""
    places: tuple[tuple[bytes, bytes], ...]
    """Named destinations: a name, and a template of where it is."""
    links: tuple[ThreadLink, ...]
    resources: int
    """The object that lists what pages show."""
    structure: int
    """The object that holds the structure of the sheet: its document element."""
    parents: int
    """The object that leads from content to elements: a leaf of the parent tree."""
    keys: int
    """How many numbers that leaf has."""
    fonts: tuple[FontUse, ...]
    """For each font that the pages name: the face, and what they show of it."""
    notices: tuple[Notice, ...] = ()
