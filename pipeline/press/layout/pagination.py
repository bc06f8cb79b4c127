"""Pagination: a document laid out some pages at a time, so that the boxes of a long one are never in memory together.

WeasyPrint lays out all pages before any is drawn, for one may ask about those after it: how many there are, where a
target stands, what is fixed to all of them. A theme that asks for nothing of the kind, as ours, gets its pages as they
come. Written for WeasyPrint 70, whose `Document._render` and `layout_document` this follows. Worth offering to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from msgspec import Struct
from weasyprint import DEFAULT_OPTIONS
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import get_html_metadata
from weasyprint.layout import layout_backgrounds, make_margin_boxes
from weasyprint.layout.page import PageType
from weasyprint.pdf.metadata import DocumentMetadata

from pipeline.press.layout.box_tree import all_boxes
from pipeline.press.layout.fit import Fit
from pipeline.press.layout.make_up import MakeUp
from pipeline.press.layout.markup import Markup

BATCH = 64
"""Pages of a batch: some 25 MB of boxes."""
_ASKS = re.compile(r"\bpages\b|\btarget-|\bfixed\b|@import|footnote|\bnote\(|\bcolumn", re.IGNORECASE)
"""Words of style sheets by which a page may depend on those after it, or be laid out again."""


class Pagination(Struct, frozen=True):
    """The pages of a document."""

    anchors: frozenset[str]
    """Names of all places that links may lead to."""
    batches: Iterator[Any]
    """The pages in order, as documents of some pages each: to be drawn before the next is asked for."""


def paginate(markup: Markup, fonts: Any, counters: Any, **options: Any) -> Pagination:
    """The pages of a document. options: as of `weasyprint.HTML.render`."""
    if _asks(markup.css):
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


@lru_cache(64)
def _asks(css: str) -> bool:
    return bool(_ASKS.search(css))


def _batches(markup: Markup, fonts: Any, pages: Iterator[Page]) -> Iterator[Any]:
    metadata = DocumentMetadata(**get_html_metadata(markup))
    while batch := list(islice(pages, BATCH)):
        yield Document(batch, metadata, markup.url_fetcher, fonts, {}, None)
        del batch


def _pages(markup: Markup, context: Any, root: Any) -> Iterator[Page]:
    """The pages, each laid out when it is asked for."""
    labelled: set[Any] = set()
    for laid in Fit(MakeUp(context, root, markup)).pages():
        number, page = laid.number, laid.page
        context.current_page = number
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
        _forget_styles(context.style_for, page.page_type)
        if number % BATCH == 0:
            _let_go(root, laid.resume_at)
        yield Page(page)


def _forget_styles(style_for: Any, page_type: Any) -> None:
    """Let go of the styles of a page and of its margins, twenty of each page; its boxes have theirs."""
    cascaded, computed = style_for.get_cascaded_styles(), style_for.get_computed_styles()
    for kind in [(page_type, None), *cascaded]:
        if kind[0] == page_type or not isinstance(kind[0], PageType):  # the next page is laid out already
            computed.pop(kind, None)
            cascaded.pop(kind, None)


def _let_go(box: Any, resume_at: dict[int, Any] | None) -> None:
    """Let go of what is laid out in a box, which goes on at `resume_at`: a place among its children, and one in that.

    Only blocks in a column of blocks are laid out for good: the head of a table is on all of its pages, columns and
    flexible boxes are measured anew, and a running element is shown on later pages.
    """
    while resume_at and type(box) is boxes.BlockBox and box.is_in_normal_flow() and not _has_columns(box):
        ((place, resume_at),) = resume_at.items()
        for child in box.children[:place]:
            if isinstance(child, boxes.ParentBox) and not child.is_running():
                child.children = ()
        box = box.children[place]


def _has_columns(box: Any) -> bool:
    return (box.style["column_width"], box.style["column_count"]) != ("auto", "auto")
