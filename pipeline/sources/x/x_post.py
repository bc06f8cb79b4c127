"""Values that all sources of X posts write in much the same way: ids, moments, languages, authors, addresses."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from pipeline.model import Author, Date, Message, Quote
from pipeline.sources.x.snowflake import date_in
from pipeline.text import x_addresses
from pipeline.text.language_tags import is_private, is_tag, names_language, renewed
from pipeline.text.months import NUMBERS
from pipeline.text.x_addresses import NOBODY, is_handle, is_id

_CREATED = re.compile(
    r"\w{3} (?P<month>\w{3}) (?P<day>\d\d) (?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
    r" (?P<sign>[+-])(?P<zone>\d{4}) (?P<year>\d{4})",
    re.ASCII,
)
_REASONS = (
    ("deleted", Message("deleted-by-author")),
    ("no longer exists", Message("account-gone")),
    ("suspended", Message("account-suspended")),
    ("limits who can", Message("author-limits")),
    ("protected", Message("author-limits")),
    ("not authorized", Message("author-limits")),
    ("violated", Message("removed-by-x")),
    ("could not find", Message("no-longer-on-x")),
    ("not found", Message("no-longer-on-x")),
)
"""Reasons for a book why X does not show a post, each after words of the sentence that X shows instead."""


def id_of(value: str | int) -> str:
    """The value as the id of a post; "" where it is none."""
    return str(value) if is_id(str(value)) else ""


def moment(stated: str) -> datetime:
    """The moment of a date: "Sat Nov 09 12:14:18 +0000 2024", or ISO 8601, which is UTC where it names no zone.

    Raises ValueError. Read without strptime, whose month names change with the locale.
    """
    match = _CREATED.fullmatch(stated)
    if not match:
        made = datetime.fromisoformat(stated.strip())
        return made if made.tzinfo else made.replace(tzinfo=UTC)
    if match["month"] not in NUMBERS:
        raise ValueError(f"no such month: {match['month']}")
    hours, minutes = int(match["zone"][:2]), int(match["zone"][2:])
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if match["sign"] == "-" else 1)
    day = int(match["year"]), NUMBERS[match["month"]], int(match["day"])
    time = int(match["hour"]), int(match["minute"]), int(match["second"])
    return datetime(*day, *time, tzinfo=timezone(offset) if offset else UTC)


def date_of(stated: str, post_id: str = "") -> Date | None:
    """The stated date; without one, the moment that the id carries; None where neither says."""
    try:
        return Date.at(moment(stated))
    except (ValueError, OverflowError):
        return date_in(post_id)


def language(code: str | None) -> str:
    """The BCP 47 tag for X's code of a language; "" for a code that names none."""
    code = code or ""
    return renewed(code) if is_tag(code) and names_language(code) and not is_private(code) else ""


def author_of(name: str, handle: str, user_id: str = "") -> Author:
    """The author of a name and a handle, either of which may be ""; where both are, of the user id."""
    name, handle = name.strip(), handle.strip().removeprefix("@")
    if is_id(user_id) and not (name or handle):
        return Author(name=f"X user {user_id}", url=x_addresses.account_url(user_id))
    return Author(name=name, handle=handle, url=x_addresses.profile_url(handle) if is_handle(handle) else "")


def post_url(author: Author, post_id: str) -> str:
    """The address of a post, by its author and id."""
    return x_addresses.post_url(author.handle if author.handle and author.url else NOBODY, post_id)


def unseen(post_id: str | int) -> Quote | None:
    """The quote of a post of which the source has nothing but the id; None for what is no id."""
    known = id_of(post_id)
    return Quote(id=known, url=x_addresses.post_url(NOBODY, known)) if known else None


def why_missing(explanation: str) -> Message:
    """The reason why X does not show a post, from the sentence in its place; "not shown by X" for an unknown one."""
    lowered = explanation.lower()
    return next((reason for sign, reason in _REASONS if sign in lowered), Message("not-shown-by-x"))
