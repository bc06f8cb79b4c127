"""A starter `book.toml`: every thread that was found, with all that can be said of it, commented out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pipeline.model import Thread

_HEAD = """\
# What the editor says about the book. Take away a "#" to say it; docs/book-toml.md tells what each line does.

[book]
# title = "{title}"
# subtitle = ""
# editor = ""
# order = [{first}]  # the others follow by date
# parts = "author"  # or "year", "month": divide the book into parts
# split_by = "year"  # volumes: or "author", "month", a number of threads
# fonts = ["NotoSerifTibetan-Regular.ttf"]  # files beside this one, for letters that the run said no font has
# cover = "cover.jpg"  # a picture beside this one, in place of the theme's cover
# description = ""  # for library catalogues, as are the next ones; by default threads, authors and dates
# subjects = ["shore", "knots"]  # in place of the hashtags
# publisher = ""
# isbn = "978-3-16-148410-0"
# rights = ""
# date = 2024-06-01  # of publication, in place of the newest post's
# series = ""

[theme]
# name = "classic"  # or another (`publish themes`), or a folder beside this file; below it any of its options, as
# page = "a4"
# sides = "one"  # for screens: no blank pages, coloured links

[select]  # of the threads; what the command line says comes before it
# since = 2020
# until = "2024-06"
# authors = [{author}]
# match = ""
# min_posts = 2
# branches = "inline"  # or "separate", "drop"
"""


def draft(threads: Sequence[Thread], title: str) -> str:
    """Text of the file. title: the book's default title."""
    first, author = map(_quoted, (threads[0].slug, threads[0].author.label)) if threads else ("", "")
    head = _HEAD.format(title=_inner(title), first=first, author=author)
    return "\n".join([head, *("\n".join(_about(thread)) for thread in threads)])


def _about(thread: Thread) -> Iterator[str]:
    date = thread.date.iso if thread.date else ""
    yield f"# {_line(thread.title)}"
    yield f"# {_line(thread.author.label)}, {date or 'no date'}, {len(thread.posts)} posts, {_line(thread.source.name)}"
    yield f"[threads.{thread.slug if thread.slug.isascii() else _quoted(thread.slug)}]"
    yield f'# title = "{_inner(thread.title)}"'
    yield f'# author = "{_inner(thread.author.label)}"'
    if not (thread.date and thread.date.year):
        yield "# year = 2021"
    yield "# leave_out = true"
    yield "# withdrawn = true  # left out at the author's wish: the book says that something was, and not what"
    yield "# leave_out_posts = [2]"
    yield "# withdrawn_posts = [2]"
    pictures = [
        f"{number}.{place}"
        for number, post in enumerate(thread.posts, 1)
        for place, media in enumerate(post.media, 1)
        if media.asset and not media.alt
    ]
    for place in pictures:
        yield f'# alt."{place}" = "…"  # a picture without a description'
    yield ""


def _quoted(text: str) -> str:
    return f'"{_inner(text)}"'


def _inner(text: str) -> str:
    """The text escaped for TOML, without quotation marks. JSON's escapes are valid in TOML."""
    return json.dumps(_line(text), ensure_ascii=False)[1:-1]


def _line(text: str) -> str:
    return " ".join(text.split())
