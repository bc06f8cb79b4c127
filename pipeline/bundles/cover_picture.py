"""The picture of a bundle's cover: the one in its EPUB, for devices and libraries that show it beside the files."""

from __future__ import annotations

import io
import zipfile


def taken_from(epub: bytes) -> bytes:
    """The JPEG that is the cover of an EPUB of ours."""
    from pipeline.ebook.package import FOLDER  # brings EbookLib
    from pipeline.ebook.page import COVER_IMAGE

    with zipfile.ZipFile(io.BytesIO(epub)) as book:
        return book.read(f"{FOLDER}/{COVER_IMAGE}")
