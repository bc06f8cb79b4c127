"""Metadata of an EPUB: its authors, dates and languages, and its accessibility.

Every statement is derived from the book. A date that is not known is not stated, and a picture without a description
is not passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.ebook.package import Name
from pipeline.model import Book, Media, Thread
from pipeline.typeset import emoji
from pipeline.typeset.plain_titles import plain, title_of
from pipeline.unroll import language
from pipeline.wording import Wording

_BEFORE = regex.compile(r"^[^\p{L}\p{N}]+")


def creators(book: Book) -> list[Name]:
    """The names of the people who wrote it."""
    return [
        Name(plain(author.label), filed_as(author.name) or filed_as(author.handle)) for author in book.known_authors
    ]


def title(book: Book, words: Wording) -> Name:
    """The book's title, never empty, for the formats do not allow that."""
    text = title_of(book.title, words)
    return Name(text, filed_as(text))


def filed_as(text: str) -> str:
    """The form of a name or title that it is sorted by: without emoji, and from its first letter or digit; or "".

    The words stay in their order, for a display name does not tell which of them is the surname, or whether any is.
    """
    words = plain("".join(piece for piece in emoji.split(text) if isinstance(piece, str)))
    return _BEFORE.sub("", words)


def languages(book: Book) -> list[str]:
    """BCP 47 tags: the book's own first, then those of its threads, then those of single posts."""
    threads = _threads(book)
    posts = (language.of_post(post, thread.language) for thread in threads for post in thread.posts)
    tags = (book.language, *(thread.language for thread in threads), *posts)
    return list(dict.fromkeys(tag for tag in tags if tag)) or ["und"]


def accessibility(book: Book, words: Wording, *, visual: bool) -> list[tuple[str, str]]:
    """The schema.org statements on accessibility, as pairs of property and value.

    visual: whether the book shows pictures, or emoji as such (whose alternative text is the emoji itself).
    """
    described = [bool(media.alt) for thread in _threads(book) for media in _media(thread) if media.file]
    complete = all(described)
    facts = [("accessMode", "textual")]
    if visual:
        facts += [("accessMode", "visual"), ("accessModeSufficient", "textual,visual")]
    if complete:
        facts.append(("accessModeSufficient", "textual"))
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "unlocked"]
    if visual and complete:
        features.append("alternativeText")
    facts += [("accessibilityFeature", feature) for feature in features]
    facts += [("accessibilityHazard", "none"), ("accessibilitySummary", _summary(described, words))]
    return [(f"schema:{name}", value) for name, value in facts]


def _summary(described: list[bool], words: Wording) -> str:
    text = words.say("reflows")
    if not described:
        return text
    if all(described):
        return f"{text} {words.say('all-described')}"
    return f"{text} {words.say('not-all-described', without=described.count(False), all=len(described))}"


def _media(thread: Thread) -> Iterator[Media]:
    """Media of its posts, and of the posts quoted in them. (A link card's picture adds nothing to its words.)"""
    for post in thread.posts:
        yield from post.media
        for quote in post.quotes:
            yield from quote.media


def _threads(book: Book) -> list[Thread]:
    return [chapter.thread for chapter in book.chapters]
