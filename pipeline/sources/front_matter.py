"""The front matter of a Markdown file: a few plain `key: value` lines in YAML between two lines of "---"."""

from __future__ import annotations

import re
from difflib import get_close_matches

from pipeline.sources.files import Input

KEYS = ("title", "author", "handle", "date", "language", "url", "declared")

_MOST_LINES = 200
_MOST_CHARACTERS = 20_000
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY_LINE = re.compile(r"([A-Za-z_-]{1,30})[ \t]*:(?:\s|$)")


def find(text: str) -> tuple[list[str], int | None]:
    """The lines of a text's front matter, and the index of its closing line; None where it does not close.

    No lines where the text doesn't begin with front matter.
    """
    lines = text.split("\n", _MOST_LINES + 1)[: _MOST_LINES + 1]
    if lines[0].rstrip() != "---":
        return [], None
    for index, line in enumerate(lines[1:], 1):
        if _END.fullmatch(line):
            return lines[1:index], index
    return lines[1:], None


def is_thread(text: str) -> bool:
    """Whether a text begins with the front matter of a thread: it names an author, or tries to.

    A web clipper's copy of a Thread Reader page is none of ours.
    """
    lines, _ = find(text)
    keys = [match[1].lower() for match in map(_KEY_LINE.match, lines) if match]
    if any(line.startswith("source:") and "threadreaderapp.com" in line for line in lines):
        return False
    return any(get_close_matches(key, ("author", "handle"), n=1, cutoff=0.75) for key in keys)


def parse(item: Input, text: str) -> tuple[dict[str, tuple[str, int]], int]:
    """Each key with its value and its line, counted from 1, and how many lines the front matter takes.

    Raises PublishError where it is no front matter, where it does not close, and for a key that is not known.
    """
    lines, end = find(text)
    if not lines and end is None:
        raise item.error("has no front matter", hint="Begin the file with a line ---, author: NAME, and a line ---.")
    if end is None:
        raise item.error("the front matter does not end", where="line 1", hint="Close it with a line ---.")
    if sum(map(len, lines)) > _MOST_CHARACTERS:
        raise item.error("the front matter is too long", where="line 1", hint="Keep each value to a line or two.")
    from pipeline.sources.yaml_lines import pairs  # brings PyYAML: only where there is front matter

    fields: dict[str, tuple[str, int]] = {}
    for key, value, line in pairs(item, "\n".join(lines)):
        if key not in KEYS:
            raise item.error(f"unknown key {key[:60]!r}", where=f"line {line}", hint=_suggestion(key[:60]))
        if key in fields:
            raise item.error(f"{key!r} stands here twice", where=f"line {line}", hint="Remove one of them.")
        fields[key] = (" ".join(value.split()), line)
    return fields, end + 1


def _suggestion(key: str) -> str:
    nearest = get_close_matches(key.lower(), KEYS, n=1)
    return f"Did you mean {nearest[0]!r}?" if nearest else f"The keys are {', '.join(KEYS)}."
