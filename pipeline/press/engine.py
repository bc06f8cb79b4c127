"""WeasyPrint, given only what the run owns: our fonts, our pictures, no clock, no network."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from functools import cache
from typing import Any

from pipeline.errors import Notice, PublishError
from pipeline.model import Bound
from pipeline.press.document import Document
from pipeline.press.hanging import hang_outside
from pipeline.press.unicode_maps import mend
from pipeline.typeset import fonts
from pipeline.typeset.theme import Theme

_PANGO = {
    "linux": "On Debian: apt install libpangoft2-1.0-0 libharfbuzz-subset0; on Fedora: dnf install pango",
    "darwin": "Install it: brew install pango",
    "win32": "Install MSYS2, then in its shell: pacman -S mingw-w64-x86_64-pango",
}
"""What installs the library that WeasyPrint draws text with (from its own installation guide)."""


def print_pdf(document: Document, theme: Theme) -> Bound:
    """Lay out and write the document as tagged PDF/UA-1."""
    weasyprint = load()
    from pipeline.press.drawings import Images

    style = ":root{" + "".join(f"{name}:{value};" for name, value in document.faces.items()) + "}"
    messages = _Messages()
    with messages:
        fetcher = _fetcher(document, theme)
        page = weasyprint.HTML(string=document.html, url_fetcher=fetcher)
        sheets = [weasyprint.CSS(string=text, url_fetcher=fetcher) for text in (style, theme.text("print.css"))]
        laid_out = page.render(stylesheets=sheets, pdf_variant="pdf/ua-1", cache=Images())
        hang_outside(laid_out)
        _keep_outer_links(laid_out)
        data = laid_out.write_pdf(
            finisher=mend,
            pdf_variant="pdf/ua-1",
            pdf_identifier=hashlib.sha256(document.id.encode()).hexdigest()[:32].encode(),
        )
    return Bound(data=data, pages=len(laid_out.pages), notices=(*document.notices, *messages.notices(theme)))


def _keep_outer_links(document: Any) -> None:
    """Drop the annotations of what lies within a link, which PDF/UA wants none of: the link's own covers it."""
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[3].element_tag.split(":")[0] == "a"]


@cache
def load() -> Any:
    """WeasyPrint, imported once, with the project's fonts. Raises PublishError where Pango is missing."""
    fonts.configure()
    # fontTools stamps the fonts that it writes with the time, unless told which time it is.
    os.environ["SOURCE_DATE_EPOCH"] = "946684800"
    try:
        import weasyprint
    except OSError as error:
        system = _PANGO.get(sys.platform, _PANGO["linux"])
        raise PublishError(
            f"PDFs need the Pango library, which is not installed ({str(error).splitlines()[0]})",
            hint=f"{system}. Or make EPUBs only: --epub",
        ) from error
    return weasyprint


def _fetcher(document: Document, theme: Theme) -> Any:
    """A fetcher that knows this document's pictures and the theme's own files, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 (the base class has it)
            if url in document.pictures:
                return URLFetcherResponse(url, document.pictures[url])
            if url.startswith("x-theme:"):
                return URLFetcherResponse(url, theme.read(url.removeprefix("x-theme:")))
            raise ValueError("not part of this book")

    return Fetcher()


class _Messages(logging.Handler):
    """What WeasyPrint has to say, kept: a style sheet's mistake is worth a warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: list[str] = []

    def __enter__(self) -> None:
        logger = logging.getLogger("weasyprint")
        self._before = logger.handlers[:], logger.propagate
        logger.handlers[:], logger.propagate = [self], False

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("weasyprint")
        logger.handlers[:], logger.propagate = self._before

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())

    def notices(self, theme: Theme) -> tuple[Notice, ...]:
        return tuple(Notice(message=said, path=f"theme {theme.name}") for said in dict.fromkeys(self._said))
