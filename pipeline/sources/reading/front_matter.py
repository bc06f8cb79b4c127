"""The front matter of a Markdown file: a few plain `key: value` lines in YAML between two lines of "---"."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

import yaml

from pipeline.errors import PublishError
from pipeline.model.limits import MAX_FRONT_MATTER_CHARACTERS, MAX_FRONT_MATTER_LINES
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input

KEYS = ("title", "author", "handle", "date", "language", "url", "declared")

_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY_LINE = re.compile(r"([^\s#:'\"\[{-][^:]{0,60}?)[ \t]*:(?:\s|$)")
_LIST = re.compile(r"\s*-\s|(?:author|handle)\s*:\s*['\"]?\[", re.IGNORECASE)
"""Line of a list, or the beginning of one or of a link to a note, in the place of a name."""
_PART = re.compile(r"^---[ \t]*$", re.MULTILINE)
_MAX_BRACKETS = 2000
"""Brackets that open something; the time that YAML takes for them grows by their square."""
_SLIP = 0.8
"""Likeness from which on a key is one of ours, with a slip of the pen."""


class _Loader(yaml.SafeLoader):
    """A loader of YAML without anchors and aliases: front matter has no use for them, and they can blow up a file."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="anchors (&) and aliases (*) are not read", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)

    def compose_scalar_node(self, anchor: dict[Any, yaml.Node]) -> yaml.ScalarNode:
        node = super().compose_scalar_node(anchor)
        node.value = clean(node.value)  # YAML may write any character out, and half of one
        return node


def find(text: str) -> tuple[list[str], int | None]:
    """The lines of a text's front matter, and the index of its closing line; None where it does not close.

    No lines where the text doesn't begin with front matter.
    """
    lines = text.split("\n", MAX_FRONT_MATTER_LINES + 1)[: MAX_FRONT_MATTER_LINES + 1]
    if lines[0].rstrip() != "---":
        return [], None
    for index, line in enumerate(lines[1:], 1):
        if _END.fullmatch(line):
            return lines[1:index], index
    return lines[1:], None


def is_thread(text: str) -> bool:
    """Whether a text begins with the front matter of a thread: it names an author, or tries to, in text.

    Where it has keys that are none of ours, not even with a slip, it is another program's; without a handle it may be
    that of slides.
    """
    lines, _ = find(text)
    keys = {match[1].lower() for match in map(_KEY_LINE.match, lines) if match}
    meant = {ours for key in keys for ours in get_close_matches(key, KEYS, n=1, cutoff=_SLIP) or [""]}
    if "" in meant or any(map(_LIST.match, lines)):
        return False
    return "handle" in meant or ("author" in meant and not is_slides(text))


def is_slides(text: str) -> bool:
    """Whether what stands below the front matter reads like slides: most of several parts begin with a heading."""
    parts = [part.lstrip() for part in _PART.split(text)[2:] if part.strip()]
    return len(parts) > 1 and sum(part.startswith("#") for part in parts) > len(parts) / 2


def parse(item: Input, text: str) -> tuple[dict[str, tuple[str, int]], int]:
    """The values of a thread's front matter, each with its line from 1, by key; and the number of lines that it takes.

    Raises PublishError where it is no front matter, where it does not close, and for a key that is not known.
    """
    lines, end = find(text)
    if not lines and end is None:
        raise item.error("has no front matter", hint="Begin the file with a line ---, author: NAME, and a line ---.")
    above = _line_count(item, lines, end)
    fields: dict[str, tuple[str, int]] = {}
    for key, value in _pairs(item, "\n".join(lines)):
        line = key.start_mark.line + 2
        if isinstance(key, yaml.ScalarNode) and key.value not in KEYS:
            raise item.error(f"unknown key {key.value[:60]!r}", where=f"line {line}", hint=_suggestion(key.value[:60]))
        if not (isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)):
            raise item.error("more than a line of text", where=f"line {line}", hint="Write each key as key: value.")
        if key.value in fields:
            raise item.error(f"{key.value!r} stands here twice", where=f"line {line}", hint="Remove one of them.")
        empty = value.tag == "tag:yaml.org,2002:null"
        fields[key.value] = ("" if empty else " ".join(value.value.split()), line)
    return fields, above


def values(item: Input, text: str) -> tuple[dict[str, list[str]], int]:
    """The values of other programs' front matter, lines of text by key; and the number of lines that it takes.

    Raises PublishError where it does not close or is not YAML.
    """
    lines, end = find(text)
    above = _line_count(item, lines, end)
    found: dict[str, list[str]] = {}
    for key, value in _pairs(item, "\n".join(lines)):
        scalars = value.value if isinstance(value, yaml.SequenceNode) else [value]
        found[str(key.value)] = [str(scalar.value) for scalar in scalars if isinstance(scalar, yaml.ScalarNode)]
    return found, above


def _line_count(item: Input, lines: list[str], end: int | None) -> int:
    """The number of lines that front matter takes. Raises PublishError where it does not close or is too long."""
    if end is None:
        raise item.error("the front matter does not end", where="line 1", hint="Close it with a line ---.")
    if sum(map(len, lines)) > MAX_FRONT_MATTER_CHARACTERS:
        raise item.error("the front matter is too long", where="line 1", hint="Keep each value to a line or two.")
    return end + 1


def _pairs(item: Input, text: str) -> list[tuple[yaml.Node, yaml.Node]]:
    """The keys and values as YAML sees them, before it takes "no" for false and 2024-05-01 for a date."""
    if sum(map(text.count, "[{")) > _MAX_BRACKETS:
        raise _too_deep(item)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _not_yaml(item, error) from None
    except RecursionError:
        raise _too_deep(item) from None
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise item.error("the front matter is no list of keys", where="line 2", hint="Write each as key: value.")
    pairs: list[tuple[yaml.Node, yaml.Node]] = node.value
    return pairs


def _too_deep(item: Input) -> PublishError:
    return item.error("the front matter is nested too deeply", where="line 2", hint="Write each as key: value.")


def _not_yaml(item: Input, error: yaml.YAMLError) -> PublishError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "a character that YAML does not allow"
    where = f"line {mark.line + 2}" if mark else "line 2"
    hint = 'Put a value that holds a colon, # or quotes between quotes: title: "Tides: a primer"'
    return item.error(f"the front matter is not YAML: {problem}", where=where, hint=hint)


def _suggestion(key: str) -> str:
    nearest = get_close_matches(key.lower(), KEYS, n=1)
    return f"Did you mean {nearest[0]!r}?" if nearest else f"The keys are {', '.join(KEYS)}."
