"""Books to bind: small, but with everything in them that a book can hold."""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from pipeline.ebook import publication
from pipeline.model import Asset, Author, Book, Chapter, Date, Media, Picture, Post, Source, Thread
from pipeline.typeset.theme import Theme

HARBOUR = Author(name="Maren Østergård", handle="maren_tides", url="https://example.org/maren_tides")
BAKER = Author(name="Ştefan Őry 🍞", handle="stefan")
NOBODY = Author()
MARCH = Date.at(datetime(2021, 3, 14, 9, 30, tzinfo=UTC))


def identity(name: str) -> str:
    """A stable id for a thing of that name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def thread(
    title: str,
    *posts: Post,
    author: Author = HARBOUR,
    slug: str = "",
    date: Date | None = MARCH,
    language: str = "en",
    url: str = "",
) -> Thread:
    """A thread; without posts it gets one."""
    return Thread(
        id=identity(slug or title),
        slug=slug or "-".join(word for word in title.lower().split() if word.isascii() and word.isalpha()) or "thread",
        title=title,
        author=author,
        posts=posts or (Post(text="The water comes back every day.", date=date),),
        source=Source(name="saved/page.txt", format="thread-reader-text", sha256="0" * 64),
        date=date,
        language=language,
        url=url,
    )


def setting(theme: Theme, **settings: object) -> Theme:
    """The theme with other values of its options, be they allowed or not: sizes may be tiny."""
    return replace(theme, settings=theme.settings | settings)


def bind(book: Book, theme: Theme) -> bytes:
    """The EPUB of a book that has all of its chapters."""
    return publication.bind(book, book.chapters, theme)


def chapter(of: Thread, *blocks: str, pictures: Sequence[Picture] = ()) -> Chapter:
    """A chapter as typesetting makes it, with one post of the blocks (by default the thread's own texts)."""
    blocks = blocks or tuple(f"<p>{escape(post.text)}</p>" for post in of.posts)
    body = (
        f'<article class="thread" lang="{of.language}"><header class="opening">'
        f'<h1 id="thread-{of.id}">{escape(of.title)}</h1>'
        f'<p class="byline" lang="en"><span class="author">{escape(of.author.label)}</span> '
        '<span class="date">14 March 2021</span> <span class="count">3 posts</span></p></header>\n'
        f'<section class="post"><p class="number"><a href="https://example.org/1" id="{of.id[:8]}-1">1</a></p>\n'
        + "\n".join(blocks)
        + f'</section>\n<p class="end"><a href="x-notes:{of.id}" aria-label="Notes on this text">◆</a></p></article>'
    )
    notes = (
        f'<section class="notes" id="notes-{of.id}" lang="en"><h2><a href="x-thread:{of.id}">{escape(of.title)}</a></h2>'
        f'<p>Set from <span class="file">{of.source.name}</span>.</p><p class="hash">{of.source.sha256}</p></section>'
    )
    credits = '<p class="credits" lang="en">Emoji drawings: somebody.</p>'
    return Chapter(thread=of, body=body, notes=notes, credits=credits, pictures=tuple(pictures))


def book(*chapters: Chapter, title: str = "Notes from the Harbour", language: str = "en") -> Book:
    """The chapters, bound under a title; of one, its own book."""
    return Book(
        id=identity(title) if len(chapters) > 1 else chapters[0].thread.id,
        title=title,
        language=language,
        chapters=chapters,
    )


def picture(name: str = "harbour.jpg", colour: str = "steelblue") -> Picture:
    """A plain JPEG, 320 by 200."""
    out = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(out, "JPEG")
    return Picture(name=name, media_type="image/jpeg", data=out.getvalue(), width=320, height=200)


def figure(of: Picture, alt: str) -> str:
    """The markup of a picture in a post."""
    return (
        f'<figure class="photo"><img src="x-picture:{of.name}" alt="{escape(alt)}" '
        f'width="{of.width}" height="{of.height}" /></figure>'
    )


def photo(alt: str = "") -> Media:
    """A picture of a post that came with the input."""
    return Media(alt=alt, asset=Asset(path=Path("harbour.jpg")))


def collection() -> Book:
    """Threads in four scripts by three authors: pictures, emoji, code, lists, quotes, and links between them."""
    jpeg = picture()
    tides = thread(
        "What the tide tables never told my grandmother",
        Post(text="The harbour had three clocks.", media=(photo("Three clocks on a wall"),), date=MARCH),
        slug="tides",
        url="https://example.org/maren_tides/1",
    )
    bread = thread('Bread & <salt>: "how" it\'s baked 🍞', author=BAKER, slug="bread")
    coffee = thread("رحلة القهوة من اليمن", author=Author(name="ليلى"), slug="coffee", language="ar", date=None)
    clock = thread("港の時計", slug="clock", language="ja", date=Date(year=2019))
    return book(
        chapter(
            tides,
            "<p>The harbour had three clocks, and none of them agreed. 🌊🧵 Only the water was right.</p>",
            f'<p>So was <a href="x-thread:{bread.id}" data-href="https://example.org/bread">the baker</a>, and '
            '<a href="x-thread:gone">somebody else</a>, and '
            '<a class="link" href="https://example.org/a b|c?q=100%">a crooked address</a>.</p>',
            figure(jpeg, "Three clocks on a wall"),
            pictures=[jpeg],
        ),
        chapter(
            bread,
            "<ul><li>Flour<ol><li>rye</li></ol></li><li>Water</li></ul>",
            '<pre><code class="language-python">def dough(flour):\n    return flour &lt; 2  # 🍞\n</code></pre>',
            '<blockquote class="quote"><p class="quote-author">Maren</p><p>Salt last.</p></blockquote>',
            f'<p><a href="x-thread:{tides.id}">Tides</a> rise <em>slowly</em>.<br />So <strong>do I</strong>.</p>',
            figure(jpeg, "Three clocks on a wall"),
            '<p class="empty"></p>',
            pictures=[jpeg],
        ),
        chapter(coffee, "<p>من اليمن إلى العالم: <span>café</span> ☕️</p>"),
        chapter(clock, "<p>海を読む。</p>"),
    )
