"""Statuses of Mastodon's REST API as posts.

A server has numbers of its own for posts and accounts. They mean something beside their neighbours only: ids become
URIs, and accounts handles, as far as the input says which is which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from pipeline.model import (
    PRIVATE,
    Asset,
    Author,
    Choice,
    CustomEmoji,
    LinkCard,
    Media,
    Message,
    Poll,
    Post,
    Quote,
    Visibility,
)
from pipeline.sources.fediverse.activity_streams import (
    Record,
    address,
    count,
    date,
    language,
    line,
    record,
    records,
    text,
)
from pipeline.sources.fediverse.content_html import read_html
from pipeline.sources.fediverse.conventions import handle, media, with_emoji
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.quotes import unshown
from pipeline.text.web_addresses import web_url

_VISIBILITY: dict[str, Visibility] = {"public": "public", "unlisted": "unlisted", "direct": "direct", "list": "direct"}
"""Visibilities by a server's word; any other word (private, local, mutuals only) is for followers."""
_STATES = {
    "pending": Message("waiting-for-consent"),
    "rejected": Message("no-consent"),
    "revoked": Message("consent-taken-back"),
    "deleted": Message("deleted"),
    "unauthorized": Message("not-public"),
    "blocked_account": Message("by-blocked"),
    "blocked_domain": Message("server-blocked"),
    "muted_account": Message("by-muted"),
}


def number(value: object) -> str:
    """The id that a server has for something, which some write as a number; "" where there is none."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)


def is_status(value: object) -> bool:
    """Whether a value has what every status has."""
    return isinstance(value, dict) and "content" in value and "id" in value and ("account" in value or "uri" in value)


def uri(status: Record) -> str:
    """The URI of a status, which identifies it everywhere, or ""."""
    return text(status.get("uri")) or address(status.get("url"))


def author(status: Record) -> Author:
    """The author of a status."""
    account = record(status.get("account"))
    return Author(name=line(account.get("display_name")), handle=_handle(account, status), url=_profile(account))


class Statuses:
    """The maker of posts from the statuses of one input, which explain each other's numbers."""

    def __init__(self, item: Input, everything: Iterable[Record]) -> None:
        self._item = item
        self._uris: dict[str, str] = {}
        self._handles: dict[str, str] = {}
        for status in everything:
            self._uris[number(status.get("id"))] = uri(status)
            self._know(record(status.get("account")), status)
            for mention in records(status.get("mentions")):
                self._know(mention, status)

    def post(self, status: Record) -> Post:
        """The post, with its author. Raises PublishError where it cannot be read."""
        post_id = uri(status)
        if not post_id:
            raise self._item.error("it has no address")
        quote = self._quote(status)
        body, spans = read_html(self._item, _content(status), quotes=bool(quote and quote.url))
        spans, emoji = with_emoji(body, spans, _emoji(status))
        parent = number(status.get("in_reply_to_id"))
        answered = number(status.get("in_reply_to_account_id"))
        return Post(
            id=post_id,
            text=body,
            spans=spans,
            marked_up=True,
            media=tuple(map(self._media, records(status.get("media_attachments")))),
            quotes=(quote,) if quote else (),
            poll=_poll(record(status.get("poll"))),
            link_cards=tuple(_cards(record(status.get("card")))),
            emoji=emoji,
            warning=line(status.get("spoiler_text")),
            sensitive=status.get("sensitive") is True,
            author=author(status),
            date=date(status.get("created_at")),
            url=address(status.get("url")) or web_url(post_id),
            reply_to=self._parent(status, parent) if parent else "",
            reply_to_author=self._handles.get(answered, answered),
            visibility=_visibility(status),
            language=language(status.get("language")),
            edited=bool(text(status.get("edited_at"))),
        )

    def _know(self, account: Record, status: Record) -> None:
        own, known = number(account.get("id")), _handle(account, status)
        if own and known:
            self._handles[own] = known

    def _parent(self, status: Record, parent: str) -> str:
        """The URI of the status that one answers; the server's number for it, where that can't be known."""
        own, here = number(status.get("id")), uri(status)
        if parent in self._uris:
            return self._uris[parent]
        to_self = number(status.get("in_reply_to_account_id")) == number(record(status.get("account")).get("id"))
        return f"{here.removesuffix(own)}{parent}" if to_self and here.endswith(f"/{own}") else parent

    def _quote(self, status: Record) -> Quote | None:
        """The quoted post, or what became of it."""
        quote = record(status.get("quote")) or record(record(status.get("pleroma")).get("quote"))
        if not quote:
            return None
        inner = _quoted(quote)
        state = text(quote.get("state"))
        if not uri(inner):
            known = self._uris.get(number(quote.get("quoted_status_id")), "")
            return Quote(id=known, url=web_url(known), missing=_STATES.get(state, Message("not-in-file")))
        whole = Quote(url=address(inner.get("url")) or web_url(uri(inner)), id=uri(inner), author=author(inner))
        if _visibility(inner) in PRIVATE:
            return Quote(url=whole.url, id=whole.id, author=whole.author, missing=Message("not-public"))
        nested = record(inner.get("quote"))
        body, spans = read_html(self._item, _content(inner), quotes=bool(nested))
        return Quote(
            url=whole.url,
            id=whole.id,
            author=whole.author,
            text=body,
            spans=spans,
            marked_up=True,
            media=tuple(map(self._media, records(inner.get("media_attachments")))),
            date=date(inner.get("created_at")),
            unshown=unshown(
                [Quote(url=address(_quoted(nested).get("url")))] if nested else [], _poll(record(inner.get("poll")))
            ),
        )

    def _media(self, attachment: Record) -> Media:
        url = address(attachment.get("url")) or address(attachment.get("remote_url"))
        kind = text(attachment.get("type"))
        kind = text(record(attachment.get("pleroma")).get("mime_type")) if kind == "unknown" else kind
        alt = text(attachment.get("description"))
        return media(kind, alt=alt, url=url, asset=self._beside(url), absent=Message("not-saved-with-post"))

    def _beside(self, url: str) -> Asset | None:
        """The file of an attachment, where it lies beside the input under its own name."""
        name = unquote(urlsplit(url).path).rpartition("/")[2]
        return self._item.asset(name) if name else None


def _quoted(quote: Record) -> Record:
    """The status that is quoted, which servers have as it is, or below a word on what became of it."""
    return quote if is_status(quote) else record(quote.get("quoted_status"))


def _visibility(status: Record) -> Visibility:
    return _VISIBILITY.get(text(status.get("visibility")) or "public", "followers")


def _content(status: Record) -> str:
    content = status.get("content")
    return content if isinstance(content, str) else ""


def _handle(account: Record, status: Record) -> str:
    server = text(account.get("url")) or text(account.get("uri")) or uri(status)
    return handle(text(account.get("acct")) or text(account.get("username")), server)


def _profile(account: Record) -> str:
    return address(account.get("url"))


def _emoji(status: Record) -> Iterator[CustomEmoji]:
    for each in records(status.get("emojis")):
        if name := text(each.get("shortcode")).strip(":"):
            yield CustomEmoji(name=f":{name}:", url=address(each.get("url")))


def _poll(poll: Record) -> Poll | None:
    several = poll.get("multiple") is True
    choices = tuple(
        Choice(text=line(each.get("title")), votes=count(each.get("votes_count")))
        for each in records(poll.get("options"))
        if line(each.get("title"))
    )
    voters = count(poll.get("voters_count")) if several else None
    return Poll(choices=choices, voters=voters, several=several, ends=date(poll.get("expires_at"))) if choices else None


def _cards(card: Record) -> Iterator[LinkCard]:
    url, title, description = address(card.get("url")), line(card.get("title")), line(card.get("description"))
    if url.startswith("http") and (title or description):
        yield LinkCard(url=url, title=title, description=description)
