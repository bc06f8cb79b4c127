"""WeasyPrint, given only what the run owns: our fonts, our pictures, no clock, no network."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any, NamedTuple

from pipeline.errors import Notice, PublishError
from pipeline.press import collector, patches
from pipeline.press.anchors import settle
from pipeline.press.document import Document
from pipeline.press.faces import FontUse
from pipeline.press.hanging import hang_outside
from pipeline.press.messages import Messages
from pipeline.press.patches import declared
from pipeline.typeset import fonts
from pipeline.typeset.theme import Theme

_PANGO = {
    "linux": "On Debian: apt install libpangoft2-1.0-0 libharfbuzz-subset0; on Fedora: dnf install pango",
    "darwin": "Install it: brew install pango",
    "win32": "Install MSYS2, then in its shell: pacman -S mingw-w64-x86_64-pango",
}
"""What installs the library that WeasyPrint draws text with (from its own installation guide)."""


class Pages(NamedTuple):
    """What comes off the press."""

    pdf: bytes
    number: int
    """Of pages."""
    fonts: tuple[FontUse, ...]
    notices: tuple[Notice, ...]


def print_pages(document: Document, theme: Theme) -> Pages:
    """Lay out and write the document, tagged, without fonts. Raises PublishError where WeasyPrint cannot be loaded."""
    load()
    from pipeline.press.fontless import Fonts
    from pipeline.press.images import Images
    from pipeline.press.markup import Page, font_configuration, style_sheet

    style = ":root{" + "".join(f"{name}:{value};" for name, value in document.faces.items()) + "}"
    with Messages() as messages, collector.resting():
        fetcher = _fetcher(theme)
        page = Page(document.root, fetcher)
        sheets = [style_sheet(text, fetcher) for text in (style, theme.text("print.css"))]
        laid_out = page.render(font_configuration(), stylesheets=sheets, cache=Images(document.pictures))
        hang_outside(laid_out)
        _keep_outer_links(laid_out)
        laid_out.fonts = fonts_shown = Fonts()
        data = laid_out.write_pdf(finisher=settle(document.id), pdf_tags=True, pdf_version="1.7")
    return Pages(data, len(laid_out.pages), fonts_shown.record(), messages.notices(f"theme {theme.name}"))


def _keep_outer_links(document: Any) -> None:
    """Drop the annotations of what lies within a link, which PDF/UA wants none of: the link's own covers it."""
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[3].element_tag.split(":")[0] == "a"]


@cache
def load() -> Any:
    """WeasyPrint, imported once, patched, with the project's fonts. Raises PublishError where Pango is missing."""
    fonts.configure()
    try:
        with declared.ready():
            import weasyprint
    except OSError as error:
        system = _PANGO.get(sys.platform, _PANGO["linux"])
        raise PublishError(
            f"PDFs need the Pango library, which is not installed ({str(error).splitlines()[0]})",
            hint=f"{system}. Or make EPUBs only: --epub",
        ) from error
    patches.apply()
    collector.settle()
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
