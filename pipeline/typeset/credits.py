"""Credits that a book must print by the licences of what its pages show."""

from __future__ import annotations

from itertools import chain

from pipeline.model import Book, Thread
from pipeline.typeset import emoji
from pipeline.typeset.thread_texts import texts
from pipeline.wording import Wording


def owed(words: Wording, *threads: Thread, book: Book | None = None) -> tuple[str, ...]:
    """Credits owed for what these threads say, and for what a book says of itself on its title page, in these words."""
    said = (text for thread in threads for _, text in texts(thread))
    own = (book.title, book.imprint.subtitle, book.imprint.editor) if book else ()
    return (words.text(emoji.CREDIT),) if any(map(emoji.contains, chain(own, said))) else ()
