"""The preview of a linked page, as the template sees it."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import LinkCard, Picture
from pipeline.text.web_addresses import host_of


class Preview(Struct, frozen=True, kw_only=True):
    """A link card with its picture made ready."""

    card: LinkCard
    picture: Picture | None

    @property
    def host(self) -> str:
        """Host name of the page: "example.org"; "" where the address has none."""
        return host_of(self.card.url).removeprefix("www.")
