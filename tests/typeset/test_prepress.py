"""What a print shop asks of a PDF, as options say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ThemeError
from pipeline.typeset import theme as themes
from pipeline.typeset.prepress import Prepress, prepress
from pipeline.typeset.theme_toml import Wishes


def test_by_default_a_pdf_is_for_reading() -> None:
    """Nothing of it is converted; a theme that knows none of the options asks for the same."""
    assert themes.load("classic").prepress == Prepress() == prepress({})
    assert Prepress().is_as_drawn
    assert Prepress().padding(17) == 0


@given(st.integers(0, 900), st.integers(1, 64), st.booleans())
def test_pages_are_padded(pages: int, multiple: int, ends_blank: bool) -> None:
    """To the next multiple, and no further; with one at least where the last is to be blank."""
    added = Prepress(multiple=multiple, ends_blank=ends_blank).padding(pages)
    assert (pages + added) % multiple == 0
    assert ends_blank <= added < multiple + ends_blank


def test_colours_are_nothing_for_x_1a() -> None:
    """It is said before anything is read, with the way out."""
    with pytest.raises(ThemeError, match="theme classic: PDF/X-1a knows no sRGB"):
        themes.load("classic", [Wishes({"print_standard": "x-1a"})]).prepress  # noqa: B018
    grey = themes.load("classic", [Wishes({"print_standard": "x-1a", "print_colours": "grey"})])
    assert (grey.prepress.version, grey.prepress.is_opaque) == ("1.3", True)
