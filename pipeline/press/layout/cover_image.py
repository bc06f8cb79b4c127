"""The cover as an image for WeasyPrint, as large as the style sheet has it: in vectors, or a picture of the editor's.

The theme's template is given the shape of the page when that is known, so no setting repeats the size that `@page` has.
"""

from __future__ import annotations

from xml.etree import ElementTree

from msgspec import Struct
from weasyprint.pdf.stream import Stream
from weasyprint.svg import SVG

from pipeline.errors import ThemeError
from pipeline.model import Picture
from pipeline.press.layout.document import COVER
from pipeline.press.layout.plates import Plate
from pipeline.typeset.cover import own_picture
from pipeline.typeset.cover.cover_words import CoverWords
from pipeline.typeset.cover.design import TEMPLATE, WIDTH, drawn
from pipeline.typeset.theme import Theme


class CoverImage(Struct, frozen=True):
    """A cover, with the interface that WeasyPrint's images have (see `weasyprint.images`)."""

    words: CoverWords
    own: Picture | None
    """The editor's own picture, in place of the theme's design."""
    theme: Theme

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[None, None, None]:
        """Nothing of its own: neither width nor height nor a ratio of them."""
        return None, None, None

    def draw(self, stream: Stream, width: float, height: float, style: object) -> None:
        """Draw the cover of that shape. Raises ThemeError where its template is at fault."""
        shape = height / width
        if self.own:
            picture = own_picture.fitted(self.own, WIDTH, round(WIDTH * shape))
            Plate(picture).draw(stream, width, height, style)
        else:
            paint(drawn(self.words, WIDTH * shape, self.theme), stream, width, height, self.theme, TEMPLATE)


def paint(svg: str, stream: Stream, width: float, height: float, theme: Theme, template: str) -> None:
    """Draw an SVG that the theme's template made, of that size, from the upper left corner downwards.

    Raises ThemeError where it cannot be drawn.
    """
    try:
        SVG(ElementTree.fromstring(svg), COVER, None).draw(stream, width, height, COVER, None)
    except Exception as error:  # what is nested too deeply, or what WeasyPrint does not know to be wrong
        if theme.is_ours:
            raise
        hint = "Draw less, and with simple shapes and paths."
        message = f"the cover that it makes cannot be printed: {error}"
        raise ThemeError(message, path=str(theme.file(template)), hint=hint) from error
