"""Values of ActivityStreams, where a property may be missing, a value, an object or a list of them.

A value of another kind than is asked for counts as missing: servers differ, and a post is worth more than one odd
property.
"""

from __future__ import annotations

from typing import Any

from pipeline.model.date import Date
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.iso_dates import stated_date
from pipeline.text.language_tags import is_tag, names_language
from pipeline.text.web_addresses import web_url

Record = dict[str, Any]


def many(value: Any) -> list[Any]:
    """All values of a property."""
    return [] if value is None else value if isinstance(value, list) else [value]


def records(value: Any) -> list[Record]:
    """All objects among the values of a property."""
    return [each for each in many(value) if isinstance(each, dict)]


def record(value: Any) -> Record:
    """The first object among the values of a property, or an empty one."""
    return next(iter(records(value)), {})


def text(value: Any) -> str:
    """A string, cleaned, without white space around it; "" where it is none."""
    return clean(value).strip() if isinstance(value, str) else ""


def line(value: Any) -> str:
    """A string of one line."""
    return " ".join(text(value).split())


def count(value: Any) -> int | None:
    """A number of things, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def identity(value: Any) -> str:
    """The id of the first object that a property names or holds, or ""."""
    for each in many(value):
        if found := text(each.get("id") if isinstance(each, dict) else each):
            return found
    return ""


def identities(value: Any) -> list[str]:
    """The ids of all objects that a property names or holds."""
    return [found for each in many(value) if (found := identity(each))]


def address(value: Any) -> str:
    """A web address from a string, a Link or a list of these, a page before anything else; or ""."""
    links = sorted(many(value), key=lambda link: isinstance(link, dict) and link.get("mediaType") != "text/html")
    found = (web_url(text(each.get("href") or each.get("url") if isinstance(each, dict) else each)) for each in links)
    return next(filter(None, found), "")


def date(value: Any) -> Date | None:
    """The moment or day in a string, or None."""
    return stated_date(text(value))


def language(value: Any) -> str:
    """The language tag in a string; "" where it names no language."""
    tag = text(value).replace("_", "-")
    return tag if is_tag(tag) and names_language(tag) else ""
