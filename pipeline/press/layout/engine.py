"""The layout engine: WeasyPrint with our fonts and the run's own pictures, without clock and network."""

from __future__ import annotations

import sys
from functools import cache
from itertools import chain
from typing import Any

from msgspec.structs import replace

from pipeline import startup
from pipeline.errors import PublishError
from pipeline.press.layout import bullets, leaders, patches, soft_places
from pipeline.press.layout.anchors import settle
from pipeline.press.layout.document import COVER, Document
from pipeline.press.layout.hanging import hang_outside
from pipeline.press.layout.messages import Messages
from pipeline.press.layout.patches import c_declarations
from pipeline.press.sheet import Sheet
from pipeline.typeset import fonts
from pipeline.typeset.style_values import page_rules
from pipeline.typeset.theme import Theme

_PANGO = {
    "linux": "On Debian: apt install libpangoft2-1.0-0 libharfbuzz-subset0; on Fedora: dnf install pango",
    "darwin": "Install it: brew install pango",
    "win32": "Install MSYS2, then in its shell: pacman -S mingw-w64-x86_64-pango",
}
"""Instructions to install the library that WeasyPrint draws text with (from its own installation guide)."""


_PUT_OFF = ("fontTools.subset", "fontTools.varLib.instancer")
"""Modules that cut fonts down: WeasyPrint 70 imports them and calls their functions, which the press never needs."""


def print_pages(document: Document, theme: Theme) -> Sheet:
    """The sheet of a document: tagged, without fonts. Raises PublishError where WeasyPrint cannot be loaded."""
    load()
    from pipeline.press.layout import cover_image
    from pipeline.press.layout.images import Images
    from pipeline.press.layout.impression import Impression
    from pipeline.press.layout.index_marks import TermPages
    from pipeline.press.layout.ink_conversion import convert
    from pipeline.press.layout.markup import (
        Markup,
        ThemeFiles,
        add_spare,
        counter_styles,
        font_configuration,
        style_sheet,
    )
    from pipeline.press.layout.objects import sheet_of
    from pipeline.press.layout.page_references import PageReferences
    from pipeline.press.layout.pagination import BATCH, paginate
    from pipeline.press.layout.rooms import Room

    faces = ":root{" + "".join(f"{name}:{value};" for name, value in document.faces.items()) + "}"
    sheets_of = (theme.style_sheets(kind) for kind in document.styles)
    css = faces + page_rules(theme.page), *chain.from_iterable(sheets_of)
    with Messages() as messages:
        for family in document.spare:
            add_spare(family)
        fetcher = ThemeFiles(theme)
        sheets = [style_sheet(text, fetcher) for text in css]
        images = Images(document.pictures, document.codes, is_opaque=theme.prepress.is_opaque)
        if document.cover:
            images[COVER] = cover_image.CoverImage(document.cover, document.own_cover, theme)
        options = {"stylesheets": sheets, "cache": images}
        markup = Markup(document.root, fetcher, "\n".join(css))
        pages = paginate(markup, font_configuration(), counter_styles(sheets), **options)
        impression = Impression(
            document.root.get("lang", ""), pages.anchors, document.headings, forms=document.is_notes
        )
        references = PageReferences(document.references)
        terms = TermPages(marked=document.has_terms)
        rooms: list[Room] = []
        on_paper = theme.prepress.is_for_press
        for laid_out in pages.batches:
            hang_outside(laid_out, theme.page, is_turned=document.is_turned)
            references.leave_open(laid_out)
            _make_ready(laid_out, on_paper=on_paper)
            terms.take(laid_out)
            rooms += map(Room.of, laid_out.pages if document.is_notes else laid_out.pages[-1:])
            impression.add(laid_out)
            if len(laid_out.pages) >= BATCH:  # most likely there are more
                impression.let_go()
                del laid_out
                startup.collect_garbage()
        pdf = impression.finish()
        settle(pdf)
        convert(pdf, theme.prepress, impression.widths)
        kinds = {"forms": document.is_notes, "on_paper": on_paper}
        sheet = sheet_of(pdf, impression.fonts.record(), references.record(), rooms, **kinds)
        pdf.objects.clear()  # nothing is left to write
    notices = (*document.notices, *messages.notices(f"theme {theme.name}"))
    return replace(sheet, terms=terms.record(), notices=notices)


def _make_ready(laid_out: Any, *, on_paper: bool) -> None:
    """Make pages that are laid out ready to be drawn."""
    from pipeline.press.layout import line_ends

    line_ends.mark(laid_out)
    leaders.join(laid_out)
    bullets.draw_in_order(laid_out)
    soft_places.clear_bookmarks(laid_out)
    _keep_outer_links(laid_out, on_paper=on_paper)


def _keep_outer_links(document: Any, *, on_paper: bool) -> None:
    """Drop link annotations of what is within a link: the link's own covers them, and PDF/UA allows no others.

    on_paper: drop all.
    """
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[3].link and not on_paper]


@cache
def load() -> Any:
    """WeasyPrint, imported once, patched, with the project's fonts. Raises PublishError where Pango is missing."""
    fonts.configure()
    try:
        with c_declarations.ready(), startup.put_off(*_PUT_OFF if patches.is_known() else ()):
            import weasyprint
    except OSError as error:
        system = _PANGO.get(sys.platform, _PANGO["linux"])
        raise PublishError(
            f"PDFs need the Pango library, which is not installed ({str(error).splitlines()[0]})",
            hint=f"{system}. Or make EPUBs only: --epub",
        ) from error
    patches.apply()
    from pipeline.press.layout import drawn_line

    drawn_line.install()
    return weasyprint
