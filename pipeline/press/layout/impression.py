"""An impression: pages drawn and tagged batch by batch, each let go of when it is in the PDF, but for its bookmarks.

Written for WeasyPrint 70, whose `weasyprint.pdf.generate_pdf` draws all pages at once, and embeds what a sheet does not
have: fonts, metadata, forms and files.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from math import inf
from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.document import Document
from weasyprint.matrix import Matrix
from weasyprint.pdf import D50, D65, _use_references
from weasyprint.pdf.anchors import add_links, add_outlines, resolve_links
from weasyprint.pdf.stream import Stream

from pipeline.press.layout.fontless import Fonts
from pipeline.press.layout.plates import WIDTH
from pipeline.press.layout.sharing import content, is_open
from pipeline.press.layout.tagging import Tags

_SCALE = 0.75
"""Points in a pixel of CSS."""
_MARKS = 10
"""Points beyond the paper's edge that are printed, at most, where there are printers' marks: these have the rest."""


class Impression:
    """A PDF that is being drawn, without fonts and metadata."""

    def __init__(self, language: str, anchors: frozenset[str], headings: int = 0, *, forms: bool = False) -> None:
        """language: BCP 47 tag of the document. anchors: names of all places in it that links may lead to.
        headings: levels of those that it stands under in every book. forms: its pages will be forms."""
        self.fonts = Fonts()
        self._pdf = pydyf.PDF()
        self._tags = Tags(self._pdf, language, headings=headings)
        self._forms = forms
        self._unseen = dict.fromkeys(anchors)
        self._anchors = anchors
        self._names: list[Any] = []
        self._images: dict[str, Any] = {}
        self._pages: list[Any] = []
        """All pages; those that are tagged have nothing but bookmarks."""
        self._untagged: list[tuple[Any, Stream]] = []
        """Pages that were drawn last, each with its content: the order of objects is such as if all pages were one."""
        white = {f"lab-{name}": _lab(point) for name, point in (("d50", D50), ("d65", D65))}
        colours = pydyf.Dictionary(white)
        self._pdf.add_object(colours)
        kinds = ("ExtGState", "XObject", "Pattern", "Shading")
        self._resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})
        self._resources["ColorSpace"] = colours.reference
        self._pdf.add_object(self._resources)

    def add(self, document: Document) -> None:
        """Draw the pages of a document, after those that are there."""
        self.let_go()
        document.fonts = self.fonts
        for page, linked in zip(document.pages, self._linked(document.pages), strict=True):
            self._pages.append(page)
            self._untagged.append((page, self._draw(page, linked, document)))

    def finish(self) -> pydyf.PDF:
        """The PDF, whose objects are not written yet."""
        add_outlines(self._pdf, Document.make_bookmark_tree(SimpleNamespace(pages=self._pages), _SCALE, True))
        no_fonts = pydyf.Dictionary()
        self._pdf.add_object(no_fonts)
        self._resources["Font"] = no_fonts.reference
        _use_references(self._pdf, self._resources, self._images, {})
        if self._names:
            names = pydyf.Array(each for name, place in sorted(self._names) for each in (pydyf.String(name), place))
            self._pdf.catalog["Names"] = pydyf.Dictionary({"Dests": pydyf.Dictionary({"Names": names})})
        self.let_go()
        self._tags.finish()
        return self._pdf

    @property
    def widths(self) -> dict[int, float]:
        """Points that each picture is drawn wide, at most, by the number of its object, in the PDF that is finished."""
        drawn = (image for image in self._images.values() if WIDTH in image)
        return {image["x_object"].number: image[WIDTH] for image in drawn}

    def _linked(self, pages: Sequence[Any]) -> Iterator[Any]:
        """For each page its links and anchors. What a link leads to may stand on a page that is not there yet."""
        for page in pages:
            page.anchors = {name: place for name, place in page.anchors.items() if name in self._unseen}
        elsewhere = SimpleNamespace(links=[], anchors=dict.fromkeys(self._anchors, (0, 0, 0, 0)))
        *linked, _ = resolve_links([*pages, elsewhere])
        for _, anchors in linked:
            for name, _, _ in anchors:
                del self._unseen[name]
        yield from linked

    def _draw(self, page: Any, linked: Any, document: Document) -> Stream:
        before, after = (page.bleed["left"], page.bleed["top"]), (page.bleed["right"], page.bleed["bottom"])
        start = [-_SCALE * bleed for bleed in before]
        sizes = zip(start, (page.width, page.height), before, after, strict=True)
        end = [edge + _SCALE * (size + one + other) for edge, size, one, other in sizes]
        media = (*start, *end)
        left, top, right, bottom = media
        rectangle = left / _SCALE, top / _SCALE, (right - left) / _SCALE, (bottom - top) / _SCALE
        stream = Stream(
            self.fonts, rectangle, self._resources, self._images, {}, document.color_profiles, None, compress=True
        )
        stream.transform(d=-1, f=page.height * _SCALE)
        self._pdf.add_object(stream)
        entry = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": self._pdf.pages.reference,
                "MediaBox": pydyf.Array(media),
                "Contents": stream.reference,
                "Resources": self._resources.reference,
                "Tabs": "/S",
                "StructParents": len(self._pages) - 1,
            }
        )
        self._pdf.add_page(entry)
        matrix = Matrix(_SCALE, 0, 0, -_SCALE, 0, page.height * _SCALE)
        add_links(linked, matrix, self._pdf, entry, self._names, stream._tags)
        page.paint(stream, _SCALE)
        insets = [*(_SCALE * bleed for bleed in before), *(-_SCALE * bleed for bleed in after)]
        trim = [edge + inset for edge, inset in zip(media, insets, strict=True)]
        entry["TrimBox"] = pydyf.Array(trim)
        most = _MARKS if page._page_box.style["marks"] else inf
        shown = [max(-most, min(most, inset)) for inset in insets]
        entry["BleedBox"] = pydyf.Array(edge - inset for edge, inset in zip(trim, shown, strict=True))
        return stream

    def let_go(self) -> None:
        """Tag what was drawn last, and let go of all that drawing it took."""
        first = len(self._pages) - len(self._untagged)
        for number, (page, stream) in enumerate(self._untagged, first):
            streams = list(_drawn(stream))
            form = stream.reference if self._forms else b""
            operators = [each.stream for each in streams]
            self._tags.add(page, self._pdf.page_references[number], stream._tags, operators, form)
            stream._tags.clear()
            page._page_box.children = ()
            page._page_box = None
            page.links.clear()
            page.forms.clear()
            _pack(stream)
        self._untagged.clear()


def _drawn(stream: Stream) -> Iterator[Stream]:
    """A stream, and all that are drawn as groups in it."""
    yield stream
    for group in stream._resources["XObject"].values():
        if isinstance(group, Stream) and group._tags is stream._tags:
            yield from _drawn(group)


def _pack(stream: Stream) -> None:
    """Compress the operators of a page, of which there are thousands; but not of one that binding adds something to."""
    if is_open(stream):
        return
    stream.stream[:] = [zlib.compress(content(stream))]
    stream.extra["Filter"] = "/FlateDecode"
    stream.compress = False


def _lab(white: Any) -> pydyf.Array:
    space = {"WhitePoint": pydyf.Array(white), "Range": pydyf.Array((-125, 125, -125, 125))}
    return pydyf.Array(("/Lab", pydyf.Dictionary(space)))
