"""Gutters: classes of a shop's table by the longest of the books."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.bindery.production import Output, Production
from pipeline.bundles.gutters import widened
from pipeline.targets import load
from tests.press.conftest import THEME


@pytest.mark.parametrize(
    ("pages", "inner", "then"),
    [
        (24, "9.525mm", None),
        (150, "9mm", "9.525mm"),
        (151, "9.525mm", "12.7mm"),
        (700, "12.7mm", "19.05mm"),
        (701, "19.05mm", "22.225mm"),
        (701, "25mm", None),
    ],
)
def test_a_book_has_the_gutter_of_its_pages(pages: int, inner: str, then: str | None) -> None:
    """Of its class in KDP's table; it never gets narrower."""
    books = [Output(name="book.pdf", sha256="", size=1, pages=each, notices=()) for each in (20, pages)]
    theme = replace(THEME, settings=THEME.settings | {"least_margins": f"5mm 6mm 7mm {inner}"})
    fit = widened(load("kdp"), theme, Production(outputs=books))
    assert (fit.settings if fit else None) == ({"least_margins": f"5mm 6mm 7mm {then}"} if then else None)
