"""Posts as snscrape writes them: JSON, one on each line, media in a list."""

from __future__ import annotations

from functools import partial

from pipeline.sources.reader import Reader
from pipeline.sources.x_json import sniffs
from pipeline.sources.x_scraped import read_scraped

NAME = "snscrape"

READER = Reader(
    name=NAME,
    title="X (Twitter) posts saved by snscrape",
    sniff=sniffs(NAME),
    read=partial(read_scraped, name=NAME),
)
