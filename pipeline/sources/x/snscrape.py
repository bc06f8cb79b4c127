"""Posts as snscrape writes them: JSON, one on each line, media in a list."""

from __future__ import annotations

from pipeline.sources.x.scraped_post import reader_of

READER = reader_of("snscrape")
