"""The pages of a book as files: long ones divided, and links leading to where places have come to lie."""

from __future__ import annotations

from collections.abc import Container, Iterable

from msgspec.structs import replace

from pipeline.ebook import kobo
from pipeline.ebook.package import File
from pipeline.ebook.page import CONTENTS, INDEX, NAVIGATION, Page, softened
from pipeline.ebook.parts import lead, parted, places
from pipeline.typeset.theme import Theme


def limit(theme: Theme) -> int:
    """The size in bytes that files of pages are kept below."""
    return round(theme.number("ebook_file_size") * 1000)


def paged(
    pages: Iterable[Page], theme: Theme, *, led_into: Container[str], undivided: Container[str]
) -> tuple[list[File], dict[str, str]]:
    """The pages as files, and the names of files by the ids of places in them.

    led_into: names of the pages that contents or index lead into. undivided: names of those that stay whole.
    """
    most = limit(theme)
    has_spans = theme.choice("ebook_spans") == "kobo"
    files: list[File] = []
    found: dict[str, str] = {}
    leading = {NAVIGATION}
    for page in pages:
        whole = softened(page)
        parts = [whole] if page.name in undivided else parted(whole, most)
        if page.name in led_into:
            found |= places(parts)
        if page.name in (CONTENTS, INDEX):
            leading |= {part.name for part in parts}
        if page.name == CONTENTS and len(parts) > 1:  # the navigation document has to be one
            parts = [replace(whole, name=NAVIGATION), *(replace(part, properties=()) for part in parts)]
        files += [(kobo.spanned(part) if has_spans else part).file() for part in parts]
    led = [lead(Page.of(file), found).file() if file.name in leading else file for file in files]
    return led, found
