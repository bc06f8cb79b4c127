"""The values of an input file with the fields that they stand in, read without any reader of ours."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BREAK = re.compile(r"</?(?:p|br|div|blockquote|li|ul|ol|pre|h\d)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?\w[^<>]*>")
_SCRIPT = re.compile(r"^\s*window\.[\w.]+\s*=")
"""What files of an X archive have before their JSON."""
_MARKDOWN = re.compile(r"\]\([^()]*\)|[*`\[\]]")
SUFFIXES = (".json", ".js", ".jsonl", ".html", ".htm", ".txt", ".md")
"""Of files whose values are known here."""


def values(path: Path) -> Iterator[tuple[str, str]]:
    """Each value of a file, after its field: keys joined by dots, or elements and their classes."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in (".json", ".js"):
        yield from _json(json.loads(_SCRIPT.sub("", text)), "")
    elif path.suffix == ".jsonl":
        for line in text.split("\n"):
            with suppress(ValueError):  # empty, or cut
                yield from _json(json.loads(line), "")
    elif path.suffix in (".html", ".htm"):
        root = LexborHTMLParser(text).root
        if root:
            yield from _html(root, "")
    elif path.suffix in (".txt", ".md"):
        for line in text.split("\n"):
            yield "line", _MARKDOWN.sub("", line) if path.suffix == ".md" else line


def _json(value: Any, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _json(each, f"{field}.{key}" if field else key)
    elif isinstance(value, list):
        for each in value:
            yield from _json(each, field)
    elif isinstance(value, str):
        yield field, html.unescape(_TAG.sub("", _BREAK.sub("\n", value)))


def _html(node: LexborNode, field: str) -> Iterator[tuple[str, str]]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield field, child.text()
        elif child.tag not in ("script", "style", "template"):
            name = ".".join([child.tag or "", *(child.attributes.get("class") or "").split()])
            yield from _html(child, f"{field}>{name}" if field else name)
            for key in ("alt", "title", "aria-label"):
                if value := child.attributes.get(key):
                    yield f"{field}>{name}@{key}", value
