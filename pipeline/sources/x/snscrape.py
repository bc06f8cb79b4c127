"""Posts as snscrape writes them: JSON, one on each line, media in a list."""

from __future__ import annotations

from pipeline.model import Capture
from pipeline.sources.reading.files import Input
from pipeline.sources.x.scraped_post import is_by_twscrape, is_scraped, read_posts

NAME = "snscrape"

UNREAD: dict[str, str] = {
    "quotedTweet.text: This Tweet was deleted*": "the network's words where a post is gone: a gap says so in ours",
}


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    return is_scraped(item.head) and not is_by_twscrape(item.head)


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    return read_posts(item, NAME)
