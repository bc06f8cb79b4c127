"""The model: the nouns that all steps share, as frozen structs that check themselves and do no I/O.

    Input file ─▶ Capture (posts, and what the page claimed) ─▶ Thread ─▶ Chapter ─▶ Book

`post.py` has a post and its parts, `thread.py` captures and threads, `book.py` chapters and books,
`bibliographic_record.py` what library catalogues keep of a book, `cover_form.py` the measures of a printed cover,
`date.py` dates, `message.py` what a book says of its own, before it is known in which language.
Offsets are Python code points into `Post.text`; each reader converts from whatever its network counts in.
"""

from __future__ import annotations

from pipeline.model.bibliographic_record import BibliographicRecord, Series
from pipeline.model.book import (
    NOTE_KINDS,
    Book,
    BookPart,
    Bound,
    Chapter,
    Imprint,
    News,
    NoteKind,
    Picture,
    ThreadNews,
    Volume,
    most_common,
)
from pipeline.model.cover_form import CoverForm
from pipeline.model.date import Date
from pipeline.model.message import Message
from pipeline.model.post import (
    PRIVATE,
    STYLES,
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
    Profile,
    Quote,
    Recording,
    Sighting,
    Span,
    SpanKind,
    Style,
    Visibility,
)
from pipeline.model.thread import Aside, Branching, Capture, Confidence, Evidence, Gap, GapKind, Source, Teaser, Thread

__all__ = [
    "NOTE_KINDS",
    "PRIVATE",
    "STYLES",
    "Aside",
    "Asset",
    "Author",
    "BibliographicRecord",
    "Book",
    "BookPart",
    "Bound",
    "Branching",
    "Capture",
    "Change",
    "ChangeKind",
    "Chapter",
    "Choice",
    "Confidence",
    "CoverForm",
    "CustomEmoji",
    "Date",
    "Evidence",
    "Gap",
    "GapKind",
    "Imprint",
    "LinkCard",
    "Media",
    "MediaKind",
    "Message",
    "News",
    "NoteKind",
    "Picture",
    "Poll",
    "Post",
    "Profile",
    "Quote",
    "Recording",
    "Series",
    "Sighting",
    "Source",
    "Span",
    "SpanKind",
    "Style",
    "Teaser",
    "Thread",
    "ThreadNews",
    "Visibility",
    "Volume",
    "most_common",
]
