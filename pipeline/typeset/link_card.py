"""A link card as a page shows it: what a network showed of the page that a post links to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.model import LinkCard, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A link card with its picture made ready."""

    card: LinkCard
    picture: Picture | None

    @property
    def host(self) -> str:
        """Whose page it is: "example.org"; "" where the address has none."""
        try:
            return (urlsplit(self.card.url).hostname or "").removeprefix("www.")
        except ValueError:  # an address such as http://[
            return ""
