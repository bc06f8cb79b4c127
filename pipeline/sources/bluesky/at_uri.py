"""Addresses on Bluesky: at:// URIs, the pages on bsky.app that they stand for, and the profiles of authors."""

from __future__ import annotations

import re
from urllib.parse import quote

from pipeline.model import Author, Date
from pipeline.sources.bluesky import lexicon as record
from pipeline.sources.bluesky.tid import date_of_tid
from pipeline.sources.reading.cleaning import clean

PROFILE = "https://bsky.app/profile/"
POST = "app.bsky.feed.post"
"""Collection of posts in a repo."""

_URI = re.compile(
    r"at://(?P<did>did:[a-z]+:[A-Za-z0-9.:%_-]{1,256})/(?P<collection>[A-Za-z0-9.-]{1,317})/(?P<key>[\w.~:-]{1,512})",
    re.ASCII,
)
_PAGES = {
    POST: f"{PROFILE}%s/post/%s",
    "app.bsky.feed.generator": f"{PROFILE}%s/feed/%s",
    "app.bsky.graph.list": f"{PROFILE}%s/lists/%s",
    "app.bsky.graph.starterpack": "https://bsky.app/starter-pack/%s/%s",
}


def author_of(profile: record.Author) -> Author:
    """The author of a profile.

    A handle that leads nowhere (any more) is "handle.invalid" on the network: then the DID, which never changes,
    stands in its place.
    """
    handle = clean(profile.handle).strip()
    if handle in ("", "handle.invalid"):
        handle = clean(profile.did).strip()
    return Author(name=clean(profile.display_name or "").strip(), handle=handle, url=profile_url(handle))


def profile_url(who: str) -> str:
    """The page of an author, by handle or DID, or "" for ""."""
    return PROFILE + quote(who.encode("utf-8", "replace"), safe=":") if who else ""


def page_of(uri: str, who: str = "") -> str:
    """The page of a record, with the author's handle where that is known, or "" for one that has none."""
    match = _URI.fullmatch(uri)
    page = _PAGES.get(match["collection"]) if match else None
    return page % (quote(who, safe=":") or match["did"], match["key"]) if match and page else ""


def did_of(uri: str) -> str:
    """The DID of the account whose record it is, or ""."""
    match = _URI.fullmatch(uri)
    return match["did"] if match else ""


def is_post(uri: str) -> bool:
    """Whether a URI is that of a post."""
    match = _URI.fullmatch(uri)
    return bool(match and match["collection"] == POST)


def date_of_key(uri: str) -> Date | None:
    """The moment in which a record's key was made, where that is a TID; None for other keys."""
    return date_of_tid(uri.rpartition("/")[2])
