"""One post of a Nitter page, or one quoted in it: author, date, text and attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from selectolax.lexbor import LexborNode

from pipeline.errors import Notice
from pipeline.model import Author, Choice, Date, Message, Poll, Post, Quote, Span
from pipeline.sources.nitter.nitter_media import Attachments
from pipeline.sources.nitter.site import Site
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.html_text import HtmlText
from pipeline.sources.reading.html_tree import NOT_TEXT, attribute, classes, content, elements, of_class, walk
from pipeline.sources.x.snowflake import date_in
from pipeline.sources.x.x_post import author_of
from pipeline.text.months import NUMBERS
from pipeline.text.x_addresses import HANDLE, ID, post_url

_PERMALINK = re.compile(rf"/(?P<handle>{HANDLE})/status/(?P<id>{ID})(?![0-9])")
_HANDLE = re.compile(rf"@?({HANDLE})")
_STATED = re.compile(
    r"(?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}), (?P<year>\d{4})"
    r" · (?P<hour>\d{1,2}):(?P<minute>\d\d) (?P<half>[AP])M UTC"
)
_REASONS = (
    ("deleted", Message("deleted")),
    ("suspend", Message("account-suspended")),
    ("withheld", Message("withheld")),
    ("adult", Message("restricted-by-age")),
    ("age-restricted", Message("restricted-by-age")),
    ("limits who", Message("not-public")),
    ("protected", Message("not-public")),
    ("no longer exists", Message("account-gone")),
)
"""Reasons why the page cannot show a post, in our words, each after words of the page's notice."""
_PARTS = frozenset(("attachments", "card", "poll", "quote", "tweet-content", "quote-text", "unavailable-box"))
_PARTS |= {"unavailable-quote", "community-note", "replying-to", "tweet-published", "tweet-stats", "fullname"}
"""Classes of elements that are read as a whole."""


class Entry:
    """A post as an element of the page has it, a `.timeline-item` or a `.quote`."""

    def __init__(self, item: Input, site: Site, node: LexborNode, where: str, *, is_quoted: bool = False) -> None:
        self.id = ""
        self.missing: Message | str = ""
        """Reason why the page cannot show it, or ""."""
        self.is_repost = False
        self.answers = ""
        """Handle of the author that it answers, where the page says so; else ""."""
        self.notices: list[Notice] = []
        self._item, self._site, self._where, self._is_quoted = item, site, where, is_quoted
        self._name = self._linked = self._stated = ""
        self._handle = _handle(attribute(node, "data-username"))
        self._text = ""
        self._spans: tuple[Span, ...] = ()
        self._attached = Attachments(item, site, where)
        self._quotes: list[Quote] = []
        self._poll: Poll | None = None
        self._edited = False
        for element in _parts(node):
            self._take(element, classes(element))
        self.notices += self._attached.notices

    @property
    def author(self) -> Author:
        """The author; Author() where the page does not say."""
        return author_of(self._name, self._handle or self._linked)

    def post(self, thread_author: Author, reply_to: str, reply_to_author: str) -> Post:
        """The post as one of a thread."""
        stranger = self.author.handle.casefold() != thread_author.handle.casefold()
        return Post(
            id=self.id,
            text=self._text,
            spans=self._spans,
            media=tuple(self._attached.media),
            quotes=tuple(self._quotes),
            poll=self._poll,
            link_cards=tuple(self._attached.cards),
            author=self.author if stranger else None,
            date=self.date,
            url=post_url(self.author.handle, self.id),
            reply_to=reply_to,
            reply_to_author=reply_to_author,
            edited=self._edited,
        )

    @property
    def date(self) -> Date | None:
        """The moment in its id, which is exact; else the date that the page states, to the minute."""
        return date_in(self.id) or _stated(self._stated)

    def quote(self) -> Quote:
        """The post as one that another quotes."""
        return Quote(
            url=post_url(self.author.handle, self.id),
            id=self.id,
            author=self.author if self.author.handle else None,
            text=self._text,
            spans=self._spans,
            media=tuple(self._attached.media),
            date=self.date,
            missing=self.missing,
        )

    def _take(self, node: LexborNode, names: frozenset[str]) -> None:
        if names & {"tweet-content", "quote-text"}:
            self._text, self._spans = _words(node, self._site)
        elif "attachments" in names:
            self._attached.add(node)
        elif "card" in names:
            self._attached.add_card(node)
        elif "poll" in names:
            self._poll = self._choices(node)
        elif "quote" in names:
            if self._is_quoted:  # X shows no quotes within quotes
                return
            quoted = Entry(self._item, self._site, node, self._where, is_quoted=True)
            self._quotes.append(quoted.quote())
            self.notices += quoted.notices
        elif names & {"unavailable-box", "unavailable-quote"}:
            said = content(node).casefold()
            self.missing = next((reason for word, reason in _REASONS if word in said), Message("unavailable"))
            self._permalink(node)
        else:
            self._byline(node, names)

    def _byline(self, node: LexborNode, names: frozenset[str]) -> None:
        """Take a part that stands above or below the words."""
        if "retweet-header" in names:
            self.is_repost = True
        elif "fullname" in names:
            self._name = clean(attribute(node, "title") or content(node)).strip()
        elif "username" in names:
            self._handle = _handle(content(node)) or self._handle
        elif names & {"tweet-link", "quote-link"}:
            self._permalink(node)
        elif "replying-to" in names:
            self.answers = next((_handle(content(link)) for link in elements(node, "a")), "")
        elif "tweet-published" in names:
            self._edited = any("/history" in attribute(link, "href") for link in elements(node, "a"))
        elif "tweet-date" in names:
            for link in elements(node, "a"):
                self._stated = attribute(link, "title")
                self._permalink(link)

    def _permalink(self, node: LexborNode) -> None:
        if not self.id and (link := _PERMALINK.search(attribute(node, "href"))):
            self._linked, self.id = link["handle"], link["id"]

    def _choices(self, node: LexborNode) -> Poll | None:
        """The poll. The page gives the share of each answer: the votes are reckoned from their sum."""
        info = "".join(map(content, of_class(node, "poll-info")))
        total = re.match(r"([0-9][0-9,. ]{0,15}) votes?\b", info)
        votes = int(re.sub(r"\D", "", total[1])) if total else None
        choices = []
        for meter in of_class(node, "poll-meter"):
            share = re.match(r"(\d{1,3})%", "".join(map(content, of_class(meter, "poll-choice-value"))))
            text = clean("".join(map(content, of_class(meter, "poll-choice-option"))))
            counted = round(votes * int(share[1]) / 100) if share and votes is not None else None
            choices.append(Choice(text=text, votes=counted))
        if votes:
            message = "the page has a poll's answers in percent; their votes are reckoned from the sum"
            self.notices.append(Notice(message=message, path=self._item.label, where=self._where))
        return Poll(choices=tuple(choices)) if choices else None


def _handle(text: str) -> str:
    """The handle in "@name" or "name"; "" for anything else."""
    match = _HANDLE.fullmatch(text)
    return match[1] if match else ""


def _parts(node: LexborNode) -> Iterator[LexborNode]:
    """Elements of a post that say something, but for those within others."""

    def closed(inner: LexborNode) -> bool:
        if not inner.is_element_node or inner.mem_id == node.mem_id:
            return False
        return inner.tag in NOT_TEXT or not classes(inner).isdisjoint(_PARTS)

    for inner, entering in walk(node, closed):
        if entering and inner.is_element_node and inner.mem_id != node.mem_id:
            yield inner


def _words(node: LexborNode, site: Site) -> tuple[str, tuple[Span, ...]]:
    """The text of a post, in which a new line is one, and its links."""
    words = HtmlText()
    for inner, entering in walk(node, lambda inner: words.is_whole(inner) or "tweet-geo" in classes(inner)):
        if inner.is_text_node and entering:
            for number, line in enumerate(clean(inner.text_content or "").split("\n")):
                if number:
                    words.line_break()
                    words.lead = line[: len(line) - len(line.lstrip(" \t"))]
                words.flow(line)
        elif inner.tag == "a" and entering:
            words.open()
        elif inner.tag == "a":
            kind, target = site.link(attribute(inner, "href"), content(inner))
            words.close(kind if target else None, target)
        elif inner.is_element_node:
            words.element(inner, entering)
    return words.finish()


def _stated(text: str) -> Date | None:
    """The date in the form of the page, "Jul 18, 2026 · 9:05 AM UTC"; None for any other."""
    match = _STATED.fullmatch(" ".join(text.split()))
    month = NUMBERS.get(match["month"]) if match else None
    if not match or not month:
        return None
    hour = int(match["hour"]) % 12 + (12 if match["half"] == "P" else 0)
    try:
        return Date.at(datetime(int(match["year"]), month, int(match["day"]), hour, int(match["minute"]), tzinfo=UTC))
    except ValueError:
        return None
