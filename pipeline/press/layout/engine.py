"""The layout engine: WeasyPrint with our fonts and the run's own pictures, without clock and network."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

from msgspec.structs import replace

from pipeline import startup
from pipeline.errors import PublishError
from pipeline.press.layout import bullets, leaders, patches, soft_places
from pipeline.press.layout.anchors import settle
from pipeline.press.layout.document import Document
from pipeline.press.layout.hanging import hang_outside
from pipeline.press.layout.messages import Messages
from pipeline.press.layout.patches import c_declarations
from pipeline.press.sheet import Sheet
from pipeline.typeset import fonts
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
    from pipeline.press.layout import line_ends
    from pipeline.press.layout.fontless import Fonts
    from pipeline.press.layout.images import Images
    from pipeline.press.layout.markup import Page, add_spare, counter_styles, font_configuration, style_sheet
    from pipeline.press.layout.objects import sheet_of
    from pipeline.press.layout.page_references import PageReferences

    style = ":root{" + "".join(f"{name}:{value};" for name, value in document.faces.items()) + "}"
    with Messages() as messages:
        for family in document.spare:
            add_spare(family)
        fetcher = _fetcher(theme)
        page = Page(document.root, fetcher)
        sheets = [style_sheet(text, fetcher) for text in (style, theme.text("print.css"))]
        images, counters = Images(document.pictures), counter_styles(sheets)
        laid_out = page.render(font_configuration(), counters, stylesheets=sheets, cache=images)
        hang_outside(laid_out)
        line_ends.mark(laid_out)
        leaders.join(laid_out)
        references = PageReferences(laid_out, document.threads)
        bullets.draw_in_order(laid_out)
        soft_places.clear_bookmarks(laid_out)
        _keep_outer_links(laid_out)
        laid_out.fonts = fonts_shown = Fonts()
        printed: list[Sheet] = []

        def finish(_document: Any, pdf: Any) -> None:
            settle(pdf)
            printed.append(sheet_of(pdf, fonts_shown.record(), references.record()))
            pdf.objects.clear()  # nothing is left to write

        laid_out.write_pdf(finisher=finish, pdf_tags=True, pdf_version="1.7")
    return replace(printed[0], notices=(*document.notices, *messages.notices(f"theme {theme.name}")))


def _keep_outer_links(document: Any) -> None:
    """Drop link annotations of what is within a link: the link's own covers them, and PDF/UA allows no others."""
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[3].link]


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
    from pipeline.press.layout.tagging import add_tags

    weasyprint.pdf.add_tags = add_tags
    patches.apply()
    from pipeline.press.layout import drawn_line

    drawn_line.install()
    return weasyprint


def _fetcher(theme: Theme) -> Any:
    """A fetcher that knows the theme's own files, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 (the base class has it)
            if url.startswith("x-theme:"):
                return URLFetcherResponse(url, theme.read(url.removeprefix("x-theme:")))
            raise ValueError("not part of this book")

    return Fetcher()
