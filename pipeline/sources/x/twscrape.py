"""Posts as twscrape writes them: JSON, one on each line, media sorted by kind."""

from __future__ import annotations

from pipeline.sources.x.scraped_post import reader_of

READER = reader_of("twscrape")
