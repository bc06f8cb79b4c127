"""Files of X posts as JSON, in the shapes of several programs: the keys that tell these apart, and the objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeVar

from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_file import JsonFile, begins, inside

_KEY = re.compile(rb'"([A-Za-z_$]\w{0,40})"\s*:')
_OF_OTHERS = {b"threadbound", b"$type"}
"""Keys of our own format and of Bluesky's."""
_T = TypeVar("_T")


@lru_cache(maxsize=2)
def keys(head: bytes) -> frozenset[bytes]:
    """The keys that stand in the beginning of a file of JSON; none where it is not, or holds no posts of X.

    In text they would stand behind a backslash. Each reader of X posts knows its shape by the keys that it has, and by
    those of the others that it lacks.
    """
    found = frozenset(_KEY.findall(head)) if begins(head) else frozenset()
    return frozenset() if found & _OF_OTHERS else found


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
