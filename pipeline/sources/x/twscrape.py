"""Posts as twscrape writes them: JSON, one on each line, media sorted by kind."""

from __future__ import annotations

from pipeline.model import Capture
from pipeline.sources.reading.files import Input
from pipeline.sources.x.scraped_post import is_by_twscrape, is_scraped, read_posts

NAME = "twscrape"

UNREAD: dict[str, str] = {}


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    return is_scraped(item.head) and is_by_twscrape(item.head)


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    return read_posts(item, NAME)
