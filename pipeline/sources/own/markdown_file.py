"""Reads a Markdown file with front matter: a thread that someone wrote or copied by hand.

`docs/markdown-input.md` describes the form: the front matter names the author, and a line "---" ends a post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.errors import Notice, PublishError
from pipeline.model import Author, Capture, Date, Post
from pipeline.model.limits import MAX_MARKDOWN_BYTES, MAX_NESTING, MAX_TEXT
from pipeline.sources.own.markdown_text import PostText
from pipeline.sources.reading import front_matter
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.encoding import decode
from pipeline.sources.reading.files import Input, digest
from pipeline.sources.reading.iso_dates import DATE_HINT, parse_date
from pipeline.text import language_tags
from pipeline.text.web_addresses import web_url

NAME = "markdown"

UNREAD: dict[str, str] = {}
_SEPARATOR = re.compile(r"---[ \t]*")


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    try:
        text, _ = decode(item.head, item.label)
    except PublishError:
        return False
    return front_matter.is_thread(text)


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    data = item.read_bytes(MAX_MARKDOWN_BYTES)
    text, notices = decode(data, item.label)
    fields, above = front_matter.parse(item, text)
    matter = _Matter(item, fields)
    posts, found = _posts(item, text.split("\n"), above)
    return [
        Capture(
            source=item.source(NAME, digest([("", data)])),
            author=matter.author(),
            posts=posts,
            title=matter.text("title"),
            date=matter.date(),
            declared=matter.declared(),
            language=matter.language(),
            url=matter.url(),
            notices=(*notices, *found),
        )
    ]


class _Matter:
    """The front matter's values, checked."""

    def __init__(self, item: Input, fields: dict[str, tuple[str, int]]) -> None:
        self._item = item
        self._fields = fields

    def text(self, key: str) -> str:
        """The value as it stands, or ""."""
        return clean(self._fields.get(key, ("", 0))[0])

    def author(self) -> Author:
        author = Author(name=self.text("author"), handle=self.text("handle").removeprefix("@"))
        if not (author.name or author.handle):
            raise self._item.error(
                "neither an author nor a handle", where="front matter", hint="Add a line author: NAME."
            )
        return author

    def date(self) -> Date | None:
        value = self.text("date")
        try:
            return parse_date(value) if value else None
        except ValueError:
            raise self._error("date", "not a date", DATE_HINT) from None

    def declared(self) -> int | None:
        value = self.text("declared")
        if value and not re.fullmatch(r"[1-9][0-9]{0,5}", value):
            raise self._error("declared", "not a number of posts", "Write the number that the source states.")
        return int(value) if value else None

    def language(self) -> str:
        value = self.text("language")
        if value and not language_tags.is_tag(value):
            raise self._error("language", "not a language tag", language_tags.HINT)
        return value

    def url(self) -> str:
        value = self.text("url")
        url = web_url(value)
        if value and not url.startswith("http"):
            raise self._error("url", "not a web address", "It begins with https:// or http://")
        return url

    def _error(self, key: str, problem: str, hint: str) -> PublishError:
        value, line = self._fields[key]
        return self._item.error(f"{key}: {problem}: {value[:60]!r}", where=f"line {line}", hint=hint)


def _posts(item: Input, lines: list[str], above: int) -> tuple[tuple[Post, ...], tuple[Notice, ...]]:
    """The posts below the front matter, which takes the first `above` lines."""
    posts: list[Post] = []
    notices: list[Notice] = []
    for tokens, line in _parts(item, lines, above):
        where = f"post {len(posts) + 1} (line {line})"
        body = PostText(item, where)
        text, spans = body.read(tokens)
        if len(text) > MAX_TEXT:
            message = f"{len(text):,} characters, more than the {MAX_TEXT:,} of one post"
            raise item.error(message, where=where, hint="Split it with a line --- into several posts.")
        posts.append(Post(text=text, spans=spans, marked_up=True, media=tuple(body.media)))
        notices += body.notices
    if not posts:
        hint = "Write the first post below it; a line --- separates posts."
        raise item.error("no post below the front matter", where=f"line {above + 1}", hint=hint)
    return tuple(posts), tuple(notices)


def _parts(item: Input, lines: list[str], above: int) -> Iterator[tuple[list[Token], int]]:
    """The tokens of each post that has any, and the line that it begins on, counted from 1.

    The whole file is parsed at once, so that "---" in code separates nothing. A "---" under a paragraph would make
    it a heading in Markdown; here it separates posts, so that headings are those with "#" alone.
    """
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    parser.enable(["strikethrough", "table"]).disable(["lheading", "html_block"])
    part: list[Token] = []
    for token in parser.parse("\n" * above + "\n".join(lines[above:])):  # so that tokens know their lines in the file
        if token.level == MAX_NESTING - 1:
            hint = f"Write no more than {MAX_NESTING // 2} lists and quotations within one another."
            raise item.error("nested too deeply", where=f"line {_line(token) + 1}", hint=hint)
        if token.type == "hr" and token.level == 0 and _SEPARATOR.fullmatch(lines[_line(token)]):
            if part:
                yield part, _line(part[0]) + 1
            part = []
        else:
            part.append(token)
    if part:
        yield part, _line(part[0]) + 1


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0
