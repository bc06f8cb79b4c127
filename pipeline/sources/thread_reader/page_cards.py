"""Cards below a thread on a Thread Reader page saved as text ("More from @author")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Author, Teaser
from pipeline.sources.thread_reader.boundaries import find_boundaries
from pipeline.sources.thread_reader.page_furniture import (
    CARD_END,
    CARDS_END,
    FOOTER,
    MORE_FROM,
    is_furniture,
    is_stripped_tag,
    parse_date,
    without_images,
)


def read_cards(lines: Sequence[str], author: Author) -> tuple[tuple[Teaser, ...], int]:
    """The cards in the lines after a thread, and the number of lines of other text after them."""
    start = next((index + 1 for index, line in enumerate(lines) if MORE_FROM.fullmatch(line.strip())), 0)
    end = next((index for index, line in enumerate(lines) if CARDS_END.fullmatch(line.strip())), len(lines))
    cards: list[Teaser] = []
    pending: list[str] = []
    for line in lines[start:end]:
        if match := CARD_END.fullmatch(line.strip()):
            cards.append(_card(pending, int(match["count"]), author))
            pending = []
        elif not is_stripped_tag(line):
            pending.append(line)
    strange = [line for line in pending if not (is_furniture(line) or FOOTER.fullmatch(line.strip()))]
    return tuple(cards), len(strange)


def _card(lines: list[str], count: int, author: Author) -> Teaser:
    heading = {author.name, f"@{author.handle}"}
    start = 0
    while start < len(lines) and (lines[start].strip() in heading or is_furniture(lines[start])):
        start += 1
    date = parse_date(lines[start]) if start < len(lines) else None
    body = [line.strip() for line in lines[start + (date is not None) :]]
    edges = [*find_boundaries(body, date=date).starts, len(body)]
    posts = ("\n".join(body[first:last]) for first, last in pairwise(edges))
    return Teaser(date=date, posts=tuple(without_images(post).strip() for post in posts), count=count)
