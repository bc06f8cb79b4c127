"""Reads a Thread Reader page that a web clipper saved as Markdown: front matter, then the page as paragraphs.

Where the clipper wrote line breaks as two spaces, a paragraph is a post. Where it made paragraphs of them, the
boundaries between posts are lost and found again as in a page saved as text (`boundaries`, `page_override`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.errors import Notice, PublishError
from pipeline.model import Author, Capture, Confidence, Date, Post, Teaser
from pipeline.model.limits import MAX_MARKDOWN_BYTES
from pipeline.sources.reading import front_matter
from pipeline.sources.reading.encoding import decode
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.iso_dates import stated_date
from pipeline.sources.thread_reader import thread_reader_text
from pipeline.sources.thread_reader.boundaries import find_boundaries
from pipeline.sources.thread_reader.clip_text import Paragraph, paragraphs, plain, read_post
from pipeline.sources.thread_reader.page_address import PAGE
from pipeline.sources.thread_reader.page_furniture import FOOTER, MORE_FROM, find_end, is_furniture, parse_date
from pipeline.sources.thread_reader.page_header import read_footer_author, read_header
from pipeline.sources.thread_reader.page_override import digest_of, guessed, stated_starts
from pipeline.sources.x.snowflake import date_in
from pipeline.sources.x.x_post import author_of
from pipeline.text.x_addresses import HANDLE, post_url

NAME = "thread-reader-clip"

UNREAD: dict[str, str] = {
    "line: title: *": "the page's title: a thread's title is its author's words",
    "line: # Thread by *": "the page's title: a thread's title is its author's words",
    "line: *[0-9] tweets * min read*": "read for its date and its count",
    **dict.fromkeys(
        (
            "line: Missing some Tweet in this thread*",
            "line: Keep Current with *",
            "line: Stay in touch and get notified*",
            "line: This Thread may be Removed Anytime!",
            "line: Twitter may remove this content at anytime*",
            "line: ## Enter URL or ID to Unroll",
            "line: Email the whole thread*",
        ),
        "words of Thread Reader to its visitors",
    ),
}
_TITLE = re.compile(rf"Thread by @(?P<handle>{HANDLE})\b")
_HANDLE = re.compile(rf"(?:\[\[)?@(?P<handle>{HANDLE})(?:\]\])?")
_ADDRESS_KEYS = ("source", "url")
_CAPTURED_KEYS = ("created", "captured_at", "clipped", "date_clipped")
_PAGE_MARK = re.compile(
    r"on Thread Reader App\b|Enter URL or ID to Unroll|You can try to \[force a refresh\]"
    r"|/images/1px\.png|Profile picture\]"
)
"""Pattern of what clippers leave of the page around the posts."""
_BREAK = re.compile(r"\S  $", re.MULTILINE)


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    try:
        text, _ = decode(item.head, item.label)
    except PublishError:
        return False
    lines, end = front_matter.find(text)
    above = "\n".join(lines)
    if end is None or not PAGE.search(above) or thread_reader_text.sniff(item):
        return False
    return bool(_TITLE.search(above) or _PAGE_MARK.search(text))


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    text, notices = decode(item.read_bytes(MAX_MARKDOWN_BYTES), item.label)
    matter, above = front_matter.values(item, text)
    lines = text.split("\n")[above:]
    words = list(map(plain, lines))
    end = find_end(words)
    end = len(words) if end is None else end
    header = read_header(words, end)
    begin = _body(lines, words, header.body, end)
    thread_id = _first_match(PAGE, "id", matter, _ADDRESS_KEYS)
    date = date_in(thread_id) or header.date
    parts, confidence, doubts = _divide(item, lines[begin:end], words[begin:end], header.declared, date)
    if not parts:
        raise item.error(
            "a clip of a Thread Reader page that holds no post",
            where=f"line {above + min(begin + 1, len(lines))}",
            hint="Clip the page again when its posts are shown, or save it as HTML.",
        )
    read = [read_post(item, part, f"post {number}") for number, part in enumerate(parts, 1)]
    author = _author(matter, header.author, read_footer_author(words[end:]))
    return [
        Capture(
            source=item.source(NAME, digest_of(item)),
            author=author,
            posts=tuple(post for post, _ in read),
            date=date,
            declared=header.declared,
            confidence=confidence,
            captured=_captured(matter),
            url=post_url(author.handle, thread_id),
            cards=tuple(_cards(item, lines[end:], words[end:])),
            notices=(*notices, *doubts, *(notice for _, found in read for notice in found)),
        )
    ]


def _body(lines: Sequence[str], words: Sequence[str], begin: int, end: int) -> int:
    """The line with which the posts begin, after what clippers keep or make above them."""
    while begin < end and (
        is_furniture(words[begin])
        or lines[begin].startswith(">")  # an excerpt
        or lines[begin].rstrip() == "---"
    ):
        begin += 1
    return begin


def _divide(
    item: Input, lines: Sequence[str], words: Sequence[str], declared: int | None, date: Date | None
) -> tuple[list[list[Paragraph]], Confidence, tuple[Notice, ...]]:
    """The paragraphs of each post: as the override file says, else one for each, else by all signs."""
    found = paragraphs(lines)
    posts = [part for part in found if not part.card]
    if stated := stated_starts(item, words):
        beginnings, notices = stated
        return _grouped(found, beginnings), "exact", notices
    if _BREAK.search("\n".join(lines)) and (declared is None or len(posts) <= declared):
        return _grouped(found, [part.first for part in posts]), "exact" if len(posts) == declared else "likely", ()
    starts, confidence = _guessed(posts, words, declared, date)
    doubts = (guessed(item, "clip"),) if confidence == "guessed" else ()
    return _grouped(found, starts), confidence, doubts


def _guessed(
    posts: Sequence[Paragraph], words: Sequence[str], declared: int | None, date: Date | None
) -> tuple[Sequence[int], Confidence]:
    """Starts of the posts by all signs. Without a count of the posts, paragraphs prove little: then it is a guess."""
    of_posts = {number for part in posts for number in range(part.first, part.first + part.text.count("\n") + 1)}
    bare = [word if number in of_posts else "" for number, word in enumerate(words)]
    found = find_boundaries(bare, declared, separator="blank", date=date)
    likely = found.confidence == "exact" or declared is not None
    return found.starts, found.confidence if likely else "guessed"


def _grouped(found: Sequence[Paragraph], starts: Sequence[int]) -> list[list[Paragraph]]:
    """The paragraphs from each start to the next. What stands before the first is left out."""
    groups: list[list[Paragraph]] = [[] for _ in starts]
    for part in found:
        if (group := bisect_right(starts, part.first)) > 0:
            groups[group - 1].append(part)
    return [group for group in groups if any(not part.card for part in group)]


def _author(matter: dict[str, list[str]], header: Author, footer: Author) -> Author:
    stated = _first_match(_TITLE, "handle", matter, ("title",)) or _first_match(_HANDLE, "handle", matter, ("author",))
    return author_of(header.name or footer.name, header.handle or footer.handle or stated)


def _first_match(pattern: re.Pattern[str], group: str, matter: dict[str, list[str]], keys: Sequence[str]) -> str:
    found = (pattern.match(value) for key in keys for value in matter.get(key, ()))
    return next((match[group] for match in found if match), "")


def _captured(matter: dict[str, list[str]]) -> Date | None:
    """The date of the clip, as the front matter states it; a time without a zone counts as its day."""
    stated = (value for key in _CAPTURED_KEYS for value in matter.get(key, ()))
    dates = (stated_date(value) or stated_date(value[:10]) for value in stated)
    return next(filter(None, dates), None)


def _cards(item: Input, lines: Sequence[str], words: Sequence[str]) -> Iterator[Teaser]:
    """Other threads by the author, each a date and its first posts, up to the page's next heading."""
    start = next((number + 1 for number, word in enumerate(words) if MORE_FROM.fullmatch(word)), len(words))
    date: Date | None = None
    posts: list[Post] = []
    for part in paragraphs(lines[start:]):
        if part.text.startswith("#") or FOOTER.fullmatch(plain(part.text)):
            break
        if day := parse_date(plain(part.text)):
            if posts:
                yield Teaser(date=date, posts=tuple(post.text for post in posts))
            date, posts = day, []
        elif date and not part.card:
            posts.append(read_post(item, [part], "")[0])
    if posts:
        yield Teaser(date=date, posts=tuple(post.text for post in posts))
