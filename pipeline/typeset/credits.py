"""Credits that a book must print by the licences of what its pages show."""

from __future__ import annotations

from itertools import chain

from pipeline.model import Book, Thread
from pipeline.typeset import emoji
from pipeline.typeset.thread_texts import texts
from pipeline.wording import Wording


def owed(words: Wording, *threads: Thread, book: Book | None = None, drawn: str = "") -> tuple[str, ...]:
    """Credits owed for what these threads say, and for what a book says of itself on its title page, in these words.

    drawn: the end of the keys of drawings of emoji that the book shows.
    """
    said = (text for thread in threads for _, text in texts(thread))
    own = (book.title, book.imprint.subtitle, book.imprint.editor) if book else ()
    owes = any(emoji.owes_credit(text, drawn) for text in chain(own, said))
    return (words.text(emoji.CREDIT),) if owes else ()
