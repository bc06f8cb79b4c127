"""Header, footer and cards of a Thread Reader page: its author, date and length, and other threads."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from selectolax.lexbor import LexborNode

from pipeline.model import Date, Teaser
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.html_tree import NOT_TEXT, attribute, classes, content, walk
from pipeline.sources.thread_reader.html_post import PostBody
from pipeline.sources.thread_reader.page_address import THREAD_LINK
from pipeline.sources.thread_reader.page_furniture import PICTURE_OF, POSTS, parse_date
from pipeline.sources.x.snowflake import date_in
from pipeline.text.x_addresses import HANDLE, post_url

_COUNT = re.compile(rf"(?<![\w.,])([0-9]{{1,5}}) {POSTS}\b", re.IGNORECASE)
_HANDLE = re.compile(rf"@?({HANDLE})")
_NAMES = ("twitter_name", "username")
_HANDLES = ("screenName", "twitter_screen_name")
_EXCERPTS = ("content-tweet", "card-tweetsv2")


class Page:
    """The parts of a page, found in one pass over it."""

    def __init__(self, root: LexborNode) -> None:
        self.posts: list[LexborNode] = []
        self.header = Facts()
        self.footer = Facts()
        self._cards: list[tuple[LexborNode, str]] = []
        link = ""
        for node, entering in walk(root, _apart):
            if entering:
                (self.footer if self.posts else self.header).take(node)
            if entering and node.is_element_node:
                link = attribute(node, "data-link-href") or link
                if _is_post(node):
                    self.posts.append(node)
                elif _is_card(node):
                    self._cards.append((node, link))
                    link = ""

    def cards(self, item: Input, handle: str) -> tuple[Teaser, ...]:
        """The other threads by @handle that the page points to."""
        return tuple(card for node, link in self._cards if (card := _card(item, node, link, handle)))


class Facts:
    """Facts about a thread in a header, a footer or a card; the first to state one is believed."""

    def __init__(self, link: re.Match[str] | None = None) -> None:
        self.handle = ""
        self.thread_id = link["id"] if link else ""
        self.date: Date | None = None
        """Exact moment, where an attribute has it."""
        self._name = ""
        self._portrait = ""
        self.portrait_source = ""
        """Address of the author's picture, as the page gives it."""
        self._day: Date | None = None
        self._words: list[str] = []

    @property
    def name(self) -> str:
        """The author's display name, or ""."""
        return self._name or self._portrait

    @property
    def count(self) -> int | None:
        """The number of posts that the thread is said to have."""
        match = _COUNT.search(" ".join("".join(self._words).split()))
        return int(match[1]) or None if match else None

    @property
    def day(self) -> Date | None:
        """The date as it is printed, often without its year."""
        if self._day:
            return self._day
        text = " ".join("".join(self._words).split())
        match = _COUNT.search(text)
        before = text[: match.start()].strip(" ,•").split(" ")[-3:] if match else []
        return parse_date(" ".join(before)) or parse_date(" ".join(before[-2:]))

    def take(self, node: LexborNode) -> None:
        """Take the facts that this node states, without what lies within it."""
        if node.is_text_node:
            self._words.append(clean(node.text_content or ""))
        elif node.is_element_node:
            self._element(node)

    def _element(self, node: LexborNode) -> None:
        names = classes(node)
        if not self._name and not names.isdisjoint(_NAMES):
            self._name = clean(content(node))
        if not self.handle and not names.isdisjoint(_HANDLES):
            match = _HANDLE.fullmatch(content(node))
            self.handle = match[1] if match else ""
        if "time" in names:
            self.date = self.date or _moment(attribute(node, "data-time"))
            self._day = self._day or parse_date(content(node))
        alt = attribute(node, "alt")
        if not self._portrait and alt.endswith(PICTURE_OF):
            self._portrait = clean(alt).removesuffix(PICTURE_OF).strip()
            self.portrait_source = attribute(node, "src")
        link = THREAD_LINK.match(attribute(node, "href"))
        if not self.thread_id and link:
            self.thread_id = link["id"]
        self._words.append(" ")


def _card(item: Input, node: LexborNode, link: str, handle: str) -> Teaser | None:
    facts = Facts(THREAD_LINK.match(link))
    excerpts: list[str] = []
    for part, entering in walk(node, _is_excerpt):
        if entering and _is_excerpt(part):
            excerpts.append(PostBody(item, "").read(part)[0])
        elif entering:
            facts.take(part)
    if (facts.handle or handle).lower() != handle.lower() or not (excerpts or facts.count):
        return None
    return Teaser(
        date=facts.date or date_in(facts.thread_id) or facts.day,
        posts=tuple(filter(None, excerpts)),
        count=facts.count,
        url=post_url(handle, facts.thread_id),
        id=facts.thread_id,
    )


def _apart(node: LexborNode) -> bool:
    """Whether an element is read apart from the page around it, or not at all."""
    return node.is_element_node and (node.tag in NOT_TEXT or _is_post(node) or _is_card(node))


def _is_post(node: LexborNode) -> bool:
    """Whether this is a post of the thread: pages of other kinds show excerpts without an id."""
    names = classes(node)
    if "t-tweet" in names:
        return True
    return "content-tweet" in names and (
        bool(attribute(node, "data-tweet")) or attribute(node, "id").startswith("tweet_")
    )


def _is_card(node: LexborNode) -> bool:
    return "thread-card" in classes(node)


def _is_excerpt(node: LexborNode) -> bool:
    return not classes(node).isdisjoint(_EXCERPTS)


def _moment(seconds: str) -> Date | None:
    """The date of a number of seconds since 1970."""
    if not re.fullmatch(r"[0-9]{9,10}", seconds):
        return None
    return Date.at(datetime.fromtimestamp(int(seconds), tz=UTC))
