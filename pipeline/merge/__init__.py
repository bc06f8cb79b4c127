"""Several captures of the same posts and threads become one: each field from the better source, nothing lost.

captures ─ posts ─▶ captures whose posts agree ─ drafts ─▶ drafts, each thread once

Posts are told by their networks' ids. Pages without any are told by their words. docs/unrolling.md has the rules.
"""

from __future__ import annotations

from pipeline.merge.bags import drafts
from pipeline.merge.captures import merge as posts

__all__ = ["drafts", "posts"]
