"""Reads a Thread Reader page that was saved or copied as plain text.

The text has lost the boundaries of posts. `boundaries` finds them again; a file beside the page, named like it with
".posts.txt" added, can state them (`page_override`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as day

from pipeline.errors import Notice, PublishError
from pipeline.model import Author, Capture, Confidence, Date, Gap, Message, Post
from pipeline.model.limits import MAX_PAGE_LINES
from pipeline.sources.reading.encoding import decode
from pipeline.sources.reading.files import Input
from pipeline.sources.thread_reader.boundaries import find_boundaries
from pipeline.sources.thread_reader.page_address import PAGE_WITHOUT_SCHEME
from pipeline.sources.thread_reader.page_cards import read_cards
from pipeline.sources.thread_reader.page_furniture import (
    FOOTER,
    MISSING,
    PROFILE_PICTURE,
    SCROLLY_END,
    find_end,
    mark_of,
)
from pipeline.sources.thread_reader.page_header import Header, read_footer_author, read_header
from pipeline.sources.thread_reader.page_override import digest_of, guessed, is_override, stated_starts
from pipeline.sources.thread_reader.page_posts import (
    Piece,
    cut,
    first_mark,
    make_post,
    marked_pieces,
)
from pipeline.sources.x.snowflake import date_in
from pipeline.sources.x.x_post import author_of
from pipeline.text.x_addresses import post_url

NAME = "thread-reader-text"

UNREAD: dict[str, str] = {
    "line: *[0-9] tweets, * min read*": "read for its date and its count",
    "line: *[0-9] tweets [0-9]* min read*": "read for its date and its count",
    "line: *[โβΓ]*": "letters read in the wrong code page: read repaired",
    **dict.fromkeys(
        (
            "line: *Thread Reader App*",
            "line: *@ThreadReaderApp to mention us!",
            "line: Missing some Tweet in this thread*",
            "line: Keep Current with *",
            "line: Stay in touch and get notified*",
            "line: Did Thread Reader help*",
            "line: This Thread may be Removed Anytime!",
            "line: Twitter may remove this content at anytime*",
            "line: [0-9]. From a Twitter thread mention us*",
            "line: Practice here first or read more*",
            "line: Support us! We are indie developers!",
            "line: This site is made by just two indie developers*",
            "line: Become a Premium Member*",
            "line: Thank you for your support!",
            "line: Enter URL or ID to Unroll",
            "line: You can paste full URL like: *",
            "line: or just the ID like: *",
            "line: How to get URL link on X (Twitter) App",
            "line: On the Twitter thread, click*",
            "line: Click again on or Share Via icon",
            "line: Click on Copy Link to Tweet",
            "line: Paste it above and click*",
            "line: More info at Twitter Help",
            "line: Save this thread as PDF",
            "line: Share this Scrolly Tale*",
            "line: A Scrolly Tale is a new way*",
        ),
        "words of Thread Reader to its visitors",
    ),
}
_MOST_TAGS = 20
"""Number of closing tags, beyond which a text is HTML rather than a thread that mentions it."""
_CLOSING_TAG = re.compile(r"</(?:a|div|span|p|head|li)>", re.IGNORECASE)
_ID_IN_NAME = re.compile(r"(?<!\d)[0-9]{18,19}(?!\d)")
_DAYS_APART = 2
"""Days between a page's date and the moment in its post's id: time zones, and threads written overnight."""


def sniff(item: Input) -> bool:
    """Whether the input's lines are those of a Thread Reader page."""
    if is_override(item):
        return False
    try:
        text, _ = decode(item.head, item.label)
    except PublishError:
        return False
    if text.lstrip().startswith(("<", "{", "[")) or len(_CLOSING_TAG.findall(text)) > _MOST_TAGS:
        return False
    lines = [line.strip() for line in text.split("\n")]
    if any(MISSING.fullmatch(line) or SCROLLY_END.fullmatch(line) or mark_of(line) for line in lines):
        return True
    if lines[0] == "---":  # a web clipper's Markdown, which keeps some of the page's lines
        return False
    header = read_header(lines, len(lines))
    signs = len({line[:8] for line in lines if FOOTER.fullmatch(line)})
    signs += 2 * (lines[:2] == ["My Authors", "Read all threads"])
    signs += any(PROFILE_PICTURE.fullmatch(line) for line in lines[: header.body])
    return signs + (header.declared is not None) + bool(header.author.handle) >= 2


def read(item: Input) -> list[Capture]:
    """The one thread of the page.

    Raises PublishError where the page is not text or holds no post, and where its override file does not fit it.
    """
    text, notices = decode(item.read_bytes(), item.label)
    lines = text.split("\n")
    header, end = _header_and_end(item, lines)
    page_id = _thread_id(item.path.name, lines[: header.body])
    pieces, confidence, doubts = _divide(item, lines[header.body : end], header, lines[end : end + 5], page_id)
    if not pieces:
        raise item.error(
            "is a Thread Reader page that holds no post",
            where=f"line {min(header.body + 1, len(lines))}",
            hint="Save the page again when its posts are shown.",
        )
    author = _author(header.author, read_footer_author(lines[end:]), pieces)
    posts = tuple(make_post(piece, author) for piece in pieces)
    cards, strange = read_cards(lines[end:], author)
    thread_id = pieces[0].id or page_id
    date, conflict = _date(header.date, thread_id, item)
    return [
        Capture(
            source=item.source(NAME, digest_of(item)),
            author=author,
            posts=posts,
            date=date,
            declared=header.declared,
            confidence=confidence,
            url=post_url(author.handle, thread_id),
            cards=cards,
            gaps=tuple(_gaps(posts)),
            notices=(*notices, *doubts, *conflict, *_left_out(strange, item, end)),
        )
    ]


def _header_and_end(item: Input, lines: Sequence[str]) -> tuple[Header, int]:
    """The header, and the line at which the thread ends."""
    start = first_mark(lines) or 0
    end = find_end(lines[start:])
    end = len(lines) if end is None else start + end
    header = read_header(lines, end)
    if end - header.body > MAX_PAGE_LINES:
        message = f"holds {end - header.body} lines, more than a thread has"
        raise item.error(message, hint="Save each thread as a file of its own.")
    return header, end


def _divide(
    item: Input, body: Sequence[str], header: Header, footer: Sequence[str], page_id: str
) -> tuple[list[Piece], Confidence, tuple[Notice, ...]]:
    """The posts: as the override file says, else by the marks of tags where they stand, else by all signs."""
    if stated := stated_starts(item, body):
        starts, notices = stated
        return cut(body, starts), "exact", notices
    if first_mark(body) is not None:
        return marked_pieces(body), "exact", ()
    scrolly = header.scrolly or any(SCROLLY_END.fullmatch(line.strip()) for line in footer)
    date, _ = _date(header.date, page_id, item)
    found = find_boundaries(body, header.declared, separator="blank" if scrolly else "line", date=date)
    doubts = (guessed(item, "page"),) if found.confidence == "guessed" else ()
    return cut(body, found.starts), found.confidence, doubts


def _author(header: Author, footer: Author, pieces: Sequence[Piece]) -> Author:
    marked = next((piece.handle for piece in pieces if piece.handle), "")
    return author_of(header.name or footer.name, header.handle or footer.handle or marked)


def _thread_id(file_name: str, above: Sequence[str]) -> str:
    """The id in the file's name or in the page's own address above the thread, or ""."""
    if match := _ID_IN_NAME.search(file_name):
        return match[0]
    match = PAGE_WITHOUT_SCHEME.search("\n".join(above))
    return match["id"] if match else ""


def _date(stated: Date | None, thread_id: str, item: Input) -> tuple[Date | None, tuple[Notice, ...]]:
    """The moment that the id gives, unless the page states another day; then that day, and a notice."""
    exact = date_in(thread_id)
    if stated is None or exact is None:
        return stated or exact, ()
    if _days_between(stated, exact) <= _DAYS_APART:
        return exact, ()
    message = f"the page says {stated}, but the id {thread_id} is of {exact}; the page's date is kept"
    return stated, (Notice(message=message, path=item.label),)


def _days_between(stated: Date, exact: Date) -> int:
    """The number of days from a date, perhaps without its year, to a full one."""
    target = day(exact.year or 1, exact.month or 1, exact.day or 1)
    years = [stated.year] if stated.year else [target.year - 1, target.year, target.year + 1]
    distances = [366]
    for year in years:
        try:
            distances.append(abs((day(year, stated.month or 1, stated.day or 1) - target).days))
        except ValueError:  # 29 February, and no leap year
            continue
    return min(distances)


def _gaps(posts: Sequence[Post]) -> Iterator[Gap]:
    for index, post in enumerate(posts):
        if not post.text and not post.media:
            yield Gap(kind="text", message=Message("text-lost"), after=index)


def _left_out(strange: int, item: Input, end: int) -> Iterator[Notice]:
    if strange:
        lines = "1 line" if strange == 1 else f"{strange} lines"
        message = f"{lines} below the thread, of no known part of the page, left out"
        yield Notice(message=message, path=item.label, where=f"line {end + 1}")
