"""Addresses on X, and the ids and handles in them: written as X writes them now, found as people link to them.

X was Twitter until 2023, and the addresses of both names lead to the same posts. They stand here and not in X's room
because typesetting follows links to posts, and may not know the sources.
"""

from __future__ import annotations

import re
from urllib.parse import quote

HOST, FORMER_HOST = "x.com", "twitter.com"
SITE = f"https://{HOST}"
NOBODY = "i"
"""Placeholder, in the address of a post, for a handle that is not known; X finds the post by its id."""

HANDLE = r"[A-Za-z0-9_]{1,30}"
"""Form of a handle: a part of patterns. X gives no more than 15 characters, and has given more."""
ID = r"[0-9]{1,20}"
"""Form of an id: a part of patterns."""
ANY_HOST = rf"(?:{re.escape(FORMER_HOST)}|{re.escape(HOST)})"
"""Either host of X: a part of patterns."""
_WITH_WWW = rf"https?://(?:www\.|mobile\.)?{ANY_HOST}"
_STATUS = r"/status(?:es)?/"

POST = re.compile(rf"{_WITH_WWW}/(?P<handle>{HANDLE}){_STATUS}(?P<id>{ID})")
"""Address of a post, with the handle of its author or `NOBODY`."""
POST_OF_ANY_SPELLING = re.compile(
    rf"https?://(?:\w+\.)?{ANY_HOST}/(?P<handle>\w+|i/web)/status/(?P<id>\d+)", re.IGNORECASE
)
"""The same on any of the site's hosts, in any case, and with X's former sign for nobody."""
SHORT_LINK = re.compile(r"https?://t\.co/\w+")
"""Link as X shortens it in the text of a post."""

_OF_SITE = re.compile(rf"{_WITH_WWW}(?=/)", re.IGNORECASE)
_POST_BY_ANYONE = re.compile(rf"{_WITH_WWW}/[^/]+{_STATUS}(?P<id>\d+)")
_ACCOUNT = re.compile(rf"{SITE}/{NOBODY}/user/(?P<id>{ID})")
_NUMBER = re.compile(rf"{_STATUS}(?P<id>[0-9]+)")
_ONLY_HANDLE = re.compile(HANDLE)
_ONLY_ID = re.compile(ID)


def is_id(text: str) -> bool:
    """Whether a text is the id of a post or person."""
    return _ONLY_ID.fullmatch(text) is not None


def is_handle(text: str) -> bool:
    """Whether a text is a handle, without the @."""
    return _ONLY_HANDLE.fullmatch(text) is not None


def profile_url(handle: str) -> str:
    """The address of a person's page."""
    return f"{SITE}/{handle}"


def account_url(account_id: str) -> str:
    """The address of a person's page by the id of their account, which holds for any handle."""
    return f"{SITE}/{NOBODY}/user/{account_id}"


def account_id_in(url: str) -> str:
    """The id in the address of a person's page, where it stands for the handle; "" for any other address."""
    match = _ACCOUNT.fullmatch(url)
    return match["id"] if match else ""


def article_url(article_id: str) -> str:
    """Address of an article, by its id."""
    return f"{SITE}/i/article/{article_id}"


def post_url(handle: str, post_id: str) -> str:
    """The address of a post's page; "" where handle or id is not known. handle: its author's, or `NOBODY`."""
    return f"{SITE}/{handle}/status/{post_id}" if handle and post_id else ""


def hashtag_url(tag: str) -> str:
    """The address of a hashtag's page, the hashtag given without its #."""
    return f"{SITE}/hashtag/{quote(tag, safe='')}"


def renewed(url: str) -> str:
    """An address on X as X writes it now, under its present name; any other address as it is."""
    return _OF_SITE.sub(SITE, url) if _OF_SITE.match(url) else url


def post_id_in(url: str) -> str:
    """The id in the address of a post, whatever stands there for the handle; "" for any other address."""
    match = _POST_BY_ANYONE.match(url)
    return match["id"] if match else ""


def status_number_in(url: str) -> str:
    """The number behind /status/ or /statuses/ in an address, as X and servers like Mastodon write it; or ""."""
    match = _NUMBER.search(url)
    return match["id"] if match else ""
