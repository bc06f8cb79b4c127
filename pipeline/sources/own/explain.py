"""Messages for files that state things outright: msgspec's errors in our words, with place and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args, get_type_hints

import msgspec

from pipeline.errors import PublishError
from pipeline.sources.reading.files import Input

_PLACE = re.compile(r"(?P<message>.*) - at `\$\.?(?P<place>.*)`", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
_VALUE = re.compile(r"Invalid enum value (.*)", re.DOTALL)
_TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
}


def explained(
    item: Input, problem: str, records: Mapping[str, type[msgspec.Struct]], guide: str, within: str = ""
) -> PublishError:
    """An error in our words from msgspec's, which are "Expected `str`, got `int` - at `$.posts[0].text`".

    records: the records of the file, by the last key that leads to them. guide: the hint where there is no better one.
    within: the place in the file of the value that msgspec speaks of.
    """
    match = _PLACE.fullmatch(problem)
    problem, inner = (match["message"], match["place"]) if match else (problem, "")
    keys = ["", *re.findall(r"[a-z_]+", inner)]
    place = ".".join(filter(None, (within, inner)))
    if unknown := _UNKNOWN.fullmatch(problem):
        key = unknown[1][:60]
        return item.error(f"unknown key {key!r}", where=place, hint=_suggestion(key, records[keys[-1]]))
    if missing := _MISSING.fullmatch(problem):
        return item.error(f"missing key {missing[1]!r}", where=place, hint=guide)
    if value := _VALUE.fullmatch(problem):
        kinds = ", ".join(_words(get_type_hints(records[keys[-2]])[keys[-1]]))
        return item.error(f"not one of the kinds there are: {value[1][:60]}", where=place, hint=f"One of: {kinds}.")
    plain = re.sub(r"`(\w+)(?: \| null)?`", lambda name: _TYPES.get(name[1], name[1]), problem)
    return item.error(lowered(plain), where=place, hint=guide)


def _words(kind: Any) -> Iterator[str]:
    """The words that a type allows: a Literal, or one of a union."""
    for each in get_args(kind):
        yield from (each,) if isinstance(each, str) else _words(each)


def _suggestion(key: str, record: type[msgspec.Struct]) -> str:
    nearest = get_close_matches(key, record.__struct_fields__, n=1)
    return f"Did you mean {nearest[0]!r}?" if nearest else f"The keys here are {', '.join(record.__struct_fields__)}."


def lowered(sentence: str) -> str:
    """The sentence in the form that follows a colon."""
    return sentence[:1].lower() + sentence[1:]
