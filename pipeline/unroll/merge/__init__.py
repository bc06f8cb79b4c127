"""Several captures of the same posts and threads become one: each field from the better source, nothing lost.

`posts` makes one of what captures have of a post, before they become drafts of threads. Then `by_ids` and `by_words`
make one of what are drafts of one thread, told by the posts' ids on their network, or, for pages without any, by their
words. The rules: docs/unrolling.md.
"""

from __future__ import annotations

from pipeline.unroll.merge.captures import merge as posts
from pipeline.unroll.merge.pages import joined as by_ids
from pipeline.unroll.merge.texts import joined as by_words

__all__ = ["by_ids", "by_words", "posts"]
