"""Names of values in Bluesky posts: the network's, or those of its Python package, which people dump as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_file import JsonFile

_OF_PYTHON = re.compile(rb'"(?:py_type|indexed_at|created_at|byte_start)"\s*:')
"""Keys that only the package writes; in a text a backslash would stand in them."""
_UNDERSCORE = re.compile(r"_([a-z])")


def values(file: JsonFile, item: Input) -> Iterator[tuple[str, Any]]:
    """The values in a file with their places, under the network's names. Raises PublishError as the file does."""
    of_python = _OF_PYTHON.search(item.head)
    for place, value in file.values():
        try:
            served = _as_served(value) if of_python else value
        except RecursionError as error:
            raise item.error("is nested too deeply", where=place, hint="Save it again.") from error
        yield place, served


def _as_served(value: Any) -> Any:
    """A value without what is null in it: the package writes every key that there could be."""
    if isinstance(value, dict):
        return {_name(key): _as_served(part) for key, part in value.items() if part is not None}
    return list(map(_as_served, value)) if isinstance(value, list) else value


@cache
def _name(name: str) -> str:
    return "$type" if name == "py_type" else _UNDERSCORE.sub(lambda match: match[1].upper(), name)
