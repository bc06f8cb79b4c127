"""Merging: several captures of one post or thread become one, each field from the better source, nothing lost.

`posts` merges captures of a post, before they become drafts of threads. Then `by_ids` and `by_words` merge drafts of
one thread, matched by their posts' ids on the network or, for pages without any, by their words. The rules:
docs/unrolling.md.
"""

from __future__ import annotations

from pipeline.unroll.merge.captures import merge as posts
from pipeline.unroll.merge.pages import joined as by_ids
from pipeline.unroll.merge.texts import joined as by_words

__all__ = ["by_ids", "by_words", "posts"]
