"""Sheets: a thread, or a piece of front matter, printed once for all books that it will be bound in.

`Sheet` is what `layout/` makes and `book/` binds; `faces.py` has its record of fonts, `syntax.py` PDF's notation.

A sheet holds PDF objects as they will stand in a file, but for what depends on the place: there they have holes
(`template.py`). Their names:

    0, 1, 2 …        the sheet's own object of that number: pages, other objects, streams, bookmarks, in this order
    shared0 …        a picture or drawing that the book has once
    key0 …           a key of the parent tree, which leads from content to structure elements
    parent0 …        of each page: the node of the page tree above it
    before, after0 … of each page: streams around its content, which draw the page's number; may be empty
    fonts            the fonts that pages name
    role, above, language    of the element that holds the whole structure of the sheet
    lead0, kind0 …   of each link to another thread: its target, and the type of its structure element
    below, links     what stands in the foot of the last page: forms by their names, and their links
    box0 …           of forms: edges of what a PDF has a place of on the page
    number0, leader0 …  of each page reference: operators that show the number, and the leader before it
    length           of a stream that is open: its length
"""

from __future__ import annotations

from msgspec import Struct

from pipeline.errors import Notice
from pipeline.model import NoteKind
from pipeline.press.sheet.faces import FontUse

Box = tuple[float, float, float, float]
"""A box of a page: left, bottom, right and top, in points."""


class Stream(Struct, frozen=True, kw_only=True):
    """A stream of a PDF: the content of a page, a picture, a drawing."""

    entries: bytes
    """Its dictionary: a template."""
    data: bytes
    """Its bytes as they stand in the file."""
    is_open: bool = False
    """Whether these are a template, compressed (zlib), which is filled and compressed again."""
    digest: bytes = b""
    """Digest of a shared stream, over dictionary and data; b"" for any other."""


class ThreadLink(Struct, frozen=True, kw_only=True):
    """A link to a thread or to the notes on one. It is taken out by leaving its objects out wherever they are referred
    to."""

    target: str
    """Virtual address of what it leads to."""
    original: str
    """Address to link to if the thread is not in the book; "" for none."""
    annotation: int
    """Number of the link annotation, which can be clicked."""
    mention: int
    """Number of the object by which the link's structure element refers to the annotation."""


class Figures(Struct, frozen=True, kw_only=True):
    """The figures from 0 to 9, as they are set somewhere. Lengths here are those of the page's content, most often CSS
    pixels."""

    operands: tuple[str, ...] = ("",) * 10
    """Of each, what shows it: hexadecimal, within a string that shows glyphs."""
    widths: tuple[float, ...] = (0.0,) * 10


class Leader(Struct, frozen=True, kw_only=True):
    """A leader that goes on up to a page number."""

    sign: str = ""
    """What is repeated: operands, as of figures."""
    width: float
    """Of the sign."""
    count: int
    """Number of signs, if the number takes all the room that it has."""
    room: float
    """Distance from these to the number, if it does."""
    most: int
    """Number of signs that the line's columns have."""


class PageReference(Struct, frozen=True, kw_only=True):
    """The number of the page on which a thread, the notes, the index or a part starts, or that a way into a thread
    leads to, printed elsewhere."""

    place: int
    """Of the thread, among those of the book; after them come the notes, the index, the openers of parts, and then all
    ways."""
    room: float
    """Width that the number has; it is set to the end of that."""
    turned: bool
    """Whether it reads from right to left there, so that the end is at the left."""
    figures: Figures = Figures()
    leader: Leader | None = None


class Form(Struct, frozen=True, kw_only=True):
    """A form: what a page of notes shows, to be drawn on any page, beside others (ISO 32000-1, 8.10)."""

    stream: int
    """Number of its stream."""
    box: Box
    """What it takes of its page, between the margins: all that is above the end of the text."""
    links: tuple[int, ...]
    """Numbers of its link annotations."""
    boxes: tuple[Box, ...]
    """Edges of its links and pictures, each of which is a hole."""
    kind: NoteKind
    """What it shows: a book may leave it out."""
    elements: tuple[int, ...] = ()
    """Numbers of what the structure tree has of it, the outermost first, if it may be left out."""


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet: printed pages that do not depend on their place in a book. Made to be pickled, cached and sent.

    It is tagged, and has no page numbers, metadata or fonts. Object numbers are the sheet's own, from 0.
    """

    pages: int
    boxes: tuple[Box, ...]
    """Trim box of each page: what is left of it when a book is cut."""
    objects: bytes
    """Objects that are no streams, one a line, the pages first: a template, compressed (zlib)."""
    plain: int
    """Number of these objects."""
    streams: tuple[Stream, ...]
    shared: tuple[Stream, ...]
    """Pictures and drawings, which a book stores once. One may refer to those before it."""
    bookmarks: tuple[bytes, ...]
    """Bookmarks of the first level, each a dictionary that is not closed: templates."""
    visible_bookmarks: int
    """Number of bookmarks of all levels that are open when the book is opened."""
    places: tuple[tuple[bytes, bytes], ...]
    """Named destinations: pairs of a name and a template."""
    links: tuple[ThreadLink, ...]
    references: tuple[PageReference, ...]
    resources: int
    """Number of the resource dictionary, which all pages share."""
    structure: int
    """Number of the document element, which holds the sheet's structure tree."""
    parents: int
    """Number of the leaf of the parent tree, which leads from content to structure elements."""
    keys: int
    """Number of keys in that leaf."""
    fonts: tuple[FontUse, ...]
    """Use of each font that the pages name."""
    foot: Box
    """Free room at the foot of the last page: between its margins, below the text."""
    forms: tuple[Form, ...] = ()
    """Of a sheet of notes, one for each page: it has no pages by itself."""
    moved: tuple[bytes, ...] = ()
    """Of a sheet of notes: names of places that links of the thread lead to, in a list that stands there."""
    notes: Sheet | None = None
    """Of a thread: the notes on its text."""
    terms: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Of a thread: the ids of what an index of it has, each with the numbers of the pages that show it, from 0."""
    is_index: bool = False
    """Whether it is the index of a collection, which stands after all notes."""
    notices: tuple[Notice, ...] = ()
