"""Pictures are seen as they are."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

from tests.truth.conftest import Command


def test_a_picture_of_deep_greys_is_no_blank(case: Command) -> None:
    """A ramp from nearly black to nearly white, as it was saved."""
    (book,) = case("deep-grey-picture").output.glob("threads/*.epub")
    with zipfile.ZipFile(book) as files:
        (name,) = (
            name
            for name in files.namelist()
            if name.startswith("EPUB/") and "cover" not in name and name.endswith((".png", ".jpg"))
        )
        picture = Image.open(io.BytesIO(files.read(name))).convert("L")
    assert picture.getextrema() == (0x15, 0xF0)
