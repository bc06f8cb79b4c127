"""Files of X posts as JSON, in the shapes of several programs: told apart, and read object by object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_file import JsonFile, begins, inside

_KEY = re.compile(rb'"([A-Za-z_$]\w{0,40})"\s*:')
_MEDIA_OBJECT = re.compile(rb'"media"\s*:\s*\{\s*"photos"')
_SCRAPED = b"snscrape.modules.twitter."
_V2_KEYS = {b"author_id", b"edit_history_tweet_ids", b"referenced_tweets", b"conversation_id", b"public_metrics"}
_T = TypeVar("_T")


@lru_cache(maxsize=2)
def shape(head: bytes) -> str:
    """The name of the reader for a file that begins like this, or "" where it holds no X posts that we know.

    Told by the keys, which in text would stand behind a backslash; what a file lacks tells as much as what it has.
    """
    if not begins(head):
        return ""
    keys = set(_KEY.findall(head))
    if b"threadbound" in keys or b"$type" in keys:
        return ""
    if b"rawContent" in keys or (b"content" in keys and _SCRAPED in head):
        return "twscrape" if b"id_str" in keys or _MEDIA_OBJECT.search(head) else "snscrape"
    if {b"tweet_id", b"author", b"content"} <= keys:
        return "gallery-dl"
    if b"legacy" in keys and keys & {b"full_text", b"tweet_results"}:
        return "x-graphql"
    if {b"id_str", b"user"} <= keys and keys & {b"text", b"full_text"} and b"created_at" in keys:
        return "x-api-v1"
    return "x-api-v2" if {b"id", b"text"} <= keys and keys & _V2_KEYS else ""


def sniffs(reader: str) -> Callable[[Input], bool]:
    """The test of the reader of that name."""
    return lambda item: shape(item.head) == reader


def without_nulls(value: Any) -> Any:
    """The value without keys that have no value and items that are none: X writes null as often as it leaves out."""
    if isinstance(value, dict):
        return {key: without_nulls(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [without_nulls(part) for part in value if part is not None]
    return value


class Reading:
    """A file of JSON as objects, each with its place, to be taken as the shape that it should have."""

    def __init__(self, item: Input) -> None:
        self.file = JsonFile(item)
        self._item = item

    def objects(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every object at the top, in a line, or in a list there: ("line 7", {…}), ("item 3", {…})."""
        for place, value in self.file.values():
            for number, each in enumerate(value if isinstance(value, list) else [value], 1):
                if isinstance(each, dict):
                    yield inside(place, f"item {number}" if isinstance(value, list) else ""), each

    def typed(self, value: Any, form: type[_T], place: str) -> _T:
        """The value as the form. Raises PublishError naming the place."""
        try:
            return self.file.typed(without_nulls(value), form, place)
        except RecursionError as error:
            raise self._item.error("is nested too deeply", where=place, hint="Export it again.") from error
