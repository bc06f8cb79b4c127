"""The preview of a linked page, as the template sees it."""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

from pipeline.model import LinkCard, Picture


class Preview(Struct, frozen=True, kw_only=True):
    """A link card with its picture made ready."""

    card: LinkCard
    picture: Picture | None

    @property
    def host(self) -> str:
        """Host name of the page: "example.org"; "" where the address has none."""
        try:
            return (urlsplit(self.card.url).hostname or "").removeprefix("www.")
        except ValueError:  # an address such as http://[
            return ""
