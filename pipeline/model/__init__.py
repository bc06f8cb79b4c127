"""The nouns of the house: frozen, validated, without I/O.

    Input file ─▶ Capture (posts, and what the page claimed) ─▶ Thread ─▶ Chapter ─▶ Book

Offsets are Python code points into `Post.text`; each reader converts from whatever its network counts in.
"""

from __future__ import annotations

from pipeline.model.book import Book, Bound, Chapter, Imprint, News, Picture, ThreadNews
from pipeline.model.date import Date
from pipeline.model.post import (
    PRIVATE,
    Asset,
    Author,
    Change,
    ChangeKind,
    Choice,
    CustomEmoji,
    LinkCard,
    Media,
    MediaKind,
    Poll,
    Post,
    Quote,
    Sighting,
    Span,
    SpanKind,
    Visibility,
)
from pipeline.model.thread import Aside, Branching, Capture, Card, Confidence, Evidence, Gap, GapKind, Source, Thread

__all__ = [
    "PRIVATE",
    "Aside",
    "Asset",
    "Author",
    "Book",
    "Bound",
    "Branching",
    "Capture",
    "Card",
    "Change",
    "ChangeKind",
    "Chapter",
    "Choice",
    "Confidence",
    "CustomEmoji",
    "Date",
    "Evidence",
    "Gap",
    "GapKind",
    "Imprint",
    "LinkCard",
    "Media",
    "MediaKind",
    "News",
    "Picture",
    "Poll",
    "Post",
    "Quote",
    "Sighting",
    "Source",
    "Span",
    "SpanKind",
    "Thread",
    "ThreadNews",
    "Visibility",
]
