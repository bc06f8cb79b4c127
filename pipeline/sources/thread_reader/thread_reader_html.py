"""Reads a Thread Reader page saved by a browser as HTML, of any year: exact boundaries, links, pictures, quotes.

Nothing of the page is run or fetched: what reaches the capture is text, addresses, and references to pictures that
were saved beside it.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from pipeline.errors import Notice
from pipeline.model import Capture, Gap, Message, Post, Profile
from pipeline.sources.reading.attachment import attach_saved
from pipeline.sources.reading.encoding import decode
from pipeline.sources.reading.files import Input, digest
from pipeline.sources.reading.html_tree import attribute, elements, head_of, parse
from pipeline.sources.thread_reader.html_header import Page
from pipeline.sources.thread_reader.html_post import PostBody
from pipeline.sources.thread_reader.page_address import PAGE, SCROLLY, page_url
from pipeline.sources.x.snowflake import date_in
from pipeline.sources.x.x_post import author_of
from pipeline.text.x_addresses import HANDLE, ID, post_url

NAME = "thread-reader-html"

UNREAD: dict[str, str] = {
    "head>title: *": "the page's title: a thread's title is its author's words",
    "*: *Missing some Tweet in this thread*": "words of Thread Reader to its visitors",
    "*: Keep Current with *": "words of Thread Reader to its visitors",
    "body>div.modal>*": "words of Thread Reader to its visitors",
    "*>blockquote.twitter-tweet>div: *": "what the page shows where a video does not play",
    "*>div.card-tweets>*": "the beginning of another thread, of which the author, the link and the count are read",
}
_REMEDY = "Open the thread in a browser, wait until its posts are shown, and save the complete page."
_SCROLLY_REMEDY = "Save it as text, or save the thread's ordinary page: its address has /thread/ for /scrolly/."

_POST = re.compile(r"""\bid=["']?tweet_[0-9]|\bthread#showTweet\b""")
_ROW = re.compile(r"""\bclass=["']?(?:row )?t-tweet\b""")
_OWN_ADDRESS = re.compile(
    r"<!--[^<>]{0,2000}|<(?:link|meta)\b[^<>]{0,2000}?(?:\bcanonical\b|\bog:url\b)[^<>]{0,2000}", re.IGNORECASE
)
"""Places where a page, or the browser that saved it, wrote down the page's own address."""
_TITLE = re.compile(rf"<title>[^<@]{{0,50}}@({HANDLE})")


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    head = head_of(item)
    posts = _POST.search(head) if "content-tweet" in head else _ROW.search(head) if "t-main" in head else None
    return bool(posts or _thread_id(head))


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    data = item.read_bytes()
    text, notices = decode(data, item.label)
    page = Page(parse(text))
    if not page.posts:
        scrolly = SCROLLY.search(text)
        kind = "Scrolly page" if scrolly else "page"
        raise item.error(f"a Thread Reader {kind} without posts", hint=_SCROLLY_REMEDY if scrolly else _REMEDY)
    header, thread_id = page.header, _thread_id(text)
    posters = [_value(node, "data-screenname", rf"({HANDLE})") for node in page.posts]
    handle = header.handle or next(filter(None, posters), "") or _handle(text)
    posts, gaps, found = _posts(item, page, handle)
    dates = (header.date, posts[0].date, date_in(thread_id), header.day)
    author = author_of(header.name or page.footer.name, handle)
    portrait = attach_saved(item, [header.portrait_source or page.footer.portrait_source])[0].asset
    return [
        Capture(
            source=item.source(NAME, digest([("", data)])),
            author=author,
            posts=posts,
            date=next(filter(None, dates), None),
            declared=header.count,
            url=posts[0].url or post_url(handle, thread_id) or page_url(thread_id),
            cards=page.cards(item, handle),
            profiles=(Profile(author=author, portrait=portrait),) if portrait else (),
            gaps=gaps,
            notices=(*notices, *found),
        )
    ]


def _thread_id(text: str) -> str:
    """The number in the page's own address, or ""."""
    addresses = (PAGE.search(match[0]) for match in _OWN_ADDRESS.finditer(text))
    address = next(filter(None, addresses), None)
    return address["id"] if address else ""


def _handle(text: str) -> str:
    """The author's handle as the page's title has it, or ""."""
    title = _TITLE.search(text)
    return title[1] if title else ""


def _posts(item: Input, page: Page, handle: str) -> tuple[tuple[Post, ...], tuple[Gap, ...], list[Notice]]:
    """The posts in the order of the page, each once; where the page's own numbering leaves some out, a gap."""
    posts: list[Post] = []
    gaps: list[Gap] = []
    notices: list[Notice] = []
    seen: set[str] = set()
    last = 0
    for node in page.posts:
        number = _number(node) or last + 1
        where = f"post {number}"
        post, found = _post(item, node, where, handle)
        if post.id and post.id in seen:
            notices.append(Notice(message="stands twice in the page; the first is kept", path=item.label, where=where))
            continue
        seen.add(post.id)
        if number > last + 1:
            gaps.append(Gap(kind="posts", message=_left_out(last + 1, number - 1), after=len(posts) - 1))
        last = number
        posts.append(post)
        notices += found
    return tuple(posts), tuple(gaps), notices


def _post(item: Input, node: LexborNode, where: str, handle: str) -> tuple[Post, list[Notice]]:
    body = PostBody(item, where)
    text, spans = body.read(node)
    post_id = _value(node, "data-tweet", rf"({ID})")
    poster = _value(node, "data-screenname", rf"({HANDLE})") or handle
    post = Post(
        id=post_id,
        text=text,
        spans=spans,
        media=tuple(body.media),
        quotes=tuple(body.quotes),
        author=None if poster.lower() == handle.lower() else author_of("", poster),
        date=date_in(post_id),
        url=post_url(poster, post_id),
    )
    return post, body.notices


def _number(node: LexborNode) -> int:
    """The number of a post, from 1 as the page counts; 0 where the page doesn't say."""
    return int(_value(node, "id", r"tweet_([0-9]{1,5})") or 0)


def _value(node: LexborNode, name: str, pattern: str) -> str:
    """The group of a pattern in an attribute of a post's element or one within it; "" where none has it."""
    values = (re.fullmatch(pattern, attribute(element, name)) for element in elements(node, "div"))
    return next((value[1] for value in values if value), "")


def _left_out(first: int, last: int) -> Message:
    return Message.of("numbers-lost", first=first, last=last, count=last - first + 1)
