"""Posts as twscrape writes them: JSON, one on each line, media sorted by kind."""

from __future__ import annotations

from functools import partial

from pipeline.sources.reader import Reader
from pipeline.sources.x_json import sniffs
from pipeline.sources.x_scraped import read_scraped

NAME = "twscrape"

READER = Reader(
    name=NAME,
    title="X (Twitter) posts saved by twscrape",
    sniff=sniffs(NAME),
    read=partial(read_scraped, name=NAME),
)
