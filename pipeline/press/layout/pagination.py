"""Pagination: a document laid out some pages at a time, so that the boxes of a long one are never in memory together.

WeasyPrint lays out all pages before any is drawn, for one may ask about those after it: how many there are, where a
target stands, what is fixed to all of them. A theme that asks for nothing of the kind, as ours, gets its pages as they
come. Written for WeasyPrint 70, whose `Document._render` and `layout_document` this follows. Worth offering to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from msgspec import Struct
from weasyprint import DEFAULT_OPTIONS
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import get_html_metadata
from weasyprint.layout import initialize_page_maker, layout_backgrounds, make_all_pages, make_margin_boxes
from weasyprint.pdf.metadata import DocumentMetadata

from pipeline.press.layout.box_tree import all_boxes
from pipeline.press.layout.markup import Markup

BATCH = 64
"""Pages of a batch: some 25 MB of boxes."""
_ASKS = re.compile(r"\bpages\b|\btarget-|\bfixed\b|@import|footnote|\bnote\(", re.IGNORECASE)
"""Words of style sheets by which a page may depend on those after it."""


class Pagination(Struct, frozen=True):
    """The pages of a document."""

    anchors: frozenset[str]
    """Names of all places that links may lead to."""
    batches: Iterator[Any]
    """The pages in order, as documents of some pages each: to be drawn before the next is asked for."""


def paginate(markup: Markup, fonts: Any, counters: Any, **options: Any) -> Pagination:
    """The pages of a document. options: as of `weasyprint.HTML.render`."""
    if _ASKS.search(markup.css):
        whole = markup.render(fonts, counters, **options)
        return Pagination(frozenset(name for page in whole.pages for name in page.anchors), iter([whole]))
    context = Document._build_layout_context(markup, fonts, counters, {}, DEFAULT_OPTIONS | options)
    root = build_formatting_structure(
        markup.etree_element,
        context.style_for,
        context.get_image_from_uri,
        markup.base_url,
        context.target_collector,
        counters,
        context.footnotes,
    )
    anchors = frozenset(box.style["anchor"] for box in all_boxes(root) if box.style["anchor"])
    return Pagination(anchors, _batches(markup, fonts, _pages(markup, context, root)))


def _batches(markup: Markup, fonts: Any, pages: Iterator[Page]) -> Iterator[Any]:
    metadata = DocumentMetadata(**get_html_metadata(markup))
    while batch := list(islice(pages, BATCH)):
        yield Document(batch, metadata, markup.url_fetcher, fonts, {}, None)
        del batch


def _pages(markup: Markup, context: Any, root: Any) -> Iterator[Page]:
    """The pages, each laid out when it is asked for."""
    initialize_page_maker(context, root)
    labelled: set[Any] = set()
    for number, page in enumerate(make_all_pages(context, root, markup, []), 1):
        for box in page.descendants():
            if box.bookmark_label:  # of an element that goes on overleaf only the first box has a bookmark
                source = box.element, box.element_tag.partition("::")[2]
                box.bookmark_label = "" if source in labelled else box.bookmark_label
                labelled.add(source)
            if box.string_set and box.string_set != "none":
                for name, text in box.string_set:
                    context.string_set[name][number].append(text)
        content, *areas = page.children
        margins = make_margin_boxes(context, page, context.page_maker[number][3])
        page.children = (content, *(area for area in areas if area.children), *margins)
        layout_backgrounds(page, context.get_image_from_uri)
        yield Page(page)
