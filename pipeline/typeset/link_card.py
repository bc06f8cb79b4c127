"""The preview of a linked page, as the template sees it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import LinkCard, Picture, Quote
from pipeline.text.web_addresses import host_of
from pipeline.typeset import typography
from pipeline.typeset.theme import Theme
from pipeline.unroll import language


class Preview(Struct, frozen=True, kw_only=True):
    """A link card with its picture made ready."""

    card: LinkCard
    picture: Picture | None

    @property
    def host(self) -> str:
        """Host name of the page: "example.org"; "" where the address has none."""
        return host_of(self.card.url).removeprefix("www.")


def worded(card: LinkCard, around: str, theme: Theme) -> LinkCard:
    """The card with its words set by the conventions of their language.

    around: the language of the post, which theirs is where nothing else is plain.
    """
    own = language.of_quote(Quote(text=f"{card.title}\n{card.description}"), around) or around
    conventions = theme.conventions(own)
    return replace(
        card,
        title=typography.line(card.title, conventions),
        description=typography.line(card.description, conventions),
    )
