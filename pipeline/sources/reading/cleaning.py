"""Cleaning: what no text may hold is taken out of a capture, whatever reader it comes from.

Separators end lines as "\\n" does, lone surrogates become U+FFFD, control characters and non-characters go. Marks that
isolate or embed text of another direction stay, and each text closes those that it opens, so that none reaches beyond
it; overrides go, for they show words in another order than they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import fields, replace

from pipeline.errors import Notice
from pipeline.model import Asset, Capture, Date, Source, Span

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""Characters that are no text, or show words in another order. Marks of direction and joiners belong to words."""
_LONE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_MARK = re.compile("[\u202a-\u202c\u2066-\u2069]")
_UNCLEAN = re.compile(f"{_CONTROL.pattern}|[\r\u2028\u2029]")
"""Characters that `clean` removes or changes: most texts have none."""
_PRINTABLE = bytes(range(0x7F)).replace(b"\\", b"")
_ESCAPE = re.compile(rb"\\[bfru]")
_SUSPECT = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])"
    rb"|\xef(?:\xb7[\x90-\xaf]|\xbb\xbf|\xbf[\xb9-\xbb\xbe\xbf])"
)
"""The same, and marks, in UTF-8; but for those that are an `_ESCAPE` in JSON, as a few things are that are clean."""
_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"
_OPENINGS = dict.fromkeys("\u202a\u202b", _POP_EMBEDDING) | dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE)
_PARAGRAPHS = ("text", "alt", "description", "warning", "posts")
"""Names of fields that hold lines; all others are one line."""
_ADDRESSES = ("url", "target")
"""Names of fields that hold addresses, in which a character that is none is written as browsers do."""
_OPAQUE = (Asset, Date, Source)
"""Values whose strings name files as they are, or were not written by strangers."""
_encoder = msgspec.json.Encoder(enc_hook=repr)  # of the path of an asset
_T = TypeVar("_T", bound=Struct)


def clean(text: str) -> str:
    """Text without control characters (but newline and tab) and non-characters; "\\n" ends lines.

    Surrogates that form a pair become the character that they stand for, others U+FFFD.
    """
    if text.isprintable() or not _UNCLEAN.search(text):
        return text
    text = _PAIR.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)
    return _CONTROL.sub("", _LONE.sub("\ufffd", with_line_ends(text)))


def with_line_ends(text: str) -> str:
    """Text with "\\n" at the end of every line, however that is written."""
    return _NEWLINE.sub("\n", text)


def with_spans(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The text clean and balanced, and its spans moved with it, sorted. A span of which nothing is left is left out."""
    cuts = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    parts, closing = _balanced([clean(text[start:end]) for start, end in pairwise(cuts)])
    moved = dict(zip(cuts, accumulate(map(len, parts), initial=0), strict=True))
    kept = (span for span in spans if moved[span.start] < moved[span.end])
    moved_spans = (replace(span, start=moved[span.start], end=moved[span.end]) for span in kept)
    return "".join(parts) + closing, tuple(sorted(moved_spans))


def _balanced(parts: list[str]) -> tuple[list[str], str]:
    """The parts of a text without marks of direction that close what none opened; and what closes those left open."""
    awaited: list[str] = []
    isolates = 0  # that are open: to look for one among thousands at each mark would take seconds

    def kept(match: re.Match[str]) -> str:
        nonlocal isolates
        mark = match[0]
        if mark in _OPENINGS:
            awaited.append(_OPENINGS[mark])
            isolates += awaited[-1] == _POP_ISOLATE
            return mark
        if not isolates if mark == _POP_ISOLATE else awaited[-1:] != [mark]:
            return ""
        ended = [awaited.pop()]
        while ended[-1] != mark:  # an isolate ends the embeddings in it
            ended.append(awaited.pop())
        isolates -= mark == _POP_ISOLATE
        return "".join(ended)

    parts = [_MARK.sub(kept, part) for part in parts]
    return parts, "".join(reversed(awaited))


def cleaned(capture: Capture, lost: int = 0) -> Capture:
    """The capture with all of its texts clean and balanced; a notice tells of characters of which half was lost.

    lost: the number of these that were lost before.
    """
    cleaning = _Cleaning(lost)
    posts = tuple(post if _is_clean(post) else cleaning.of(post) for post in capture.posts)
    rest = replace(capture, posts=())
    if not _is_clean(rest):
        rest = cleaning.of(rest)
    if cleaning.lost:
        places = "1 place" if cleaning.lost == 1 else f"{cleaning.lost} places"
        notice = Notice(message=f"half a character in {places} became \ufffd", path=capture.source.name)
        rest = replace(rest, notices=(*rest.notices, notice))
    return replace(rest, posts=posts)


def _is_clean(value: Struct) -> bool:
    """Whether there is nothing to clean in a value, as in most: told of all its strings at once."""
    try:
        data = _encoder.encode(value)
    except UnicodeEncodeError:  # a lone surrogate
        return False
    rare = data.translate(None, _PRINTABLE)
    if not rare:
        return True
    escapes = rare.count(b"\\")
    if escapes and escapes != data.count(b"\\n") and _ESCAPE.search(data):  # most are ends of lines
        return False
    return not _SUSPECT.search(rare)


class _Cleaning:
    """The cleaning of a capture's values."""

    def __init__(self, lost: int) -> None:
        self.lost = lost
        """Number of strings in which half of a character was lost."""

    def of(self, value: _T) -> _T:
        """The value with clean strings; itself where they were clean."""
        now = {field.name: getattr(value, field.name) for field in fields(value)}
        new = {name: self._cleaned(name, each) for name, each in now.items()}
        if "spans" in new and new["text"] != now["text"]:
            new["text"], new["spans"] = with_spans(now["text"], new["spans"])
        changed = {name: each for name, each in new.items() if each is not now[name]}
        return replace(value, **changed) if changed else value

    def _cleaned(self, name: str, value: Any) -> Any:
        """The value of a field of this name."""
        if isinstance(value, str):
            return self._text(name, value)
        if isinstance(value, tuple):
            new = tuple(self._cleaned(name, each) for each in value)
            return new if any(one is not other for one, other in zip(new, value, strict=True)) else value
        return self.of(value) if isinstance(value, Struct) and not isinstance(value, _OPAQUE) else value

    def _text(self, name: str, value: str) -> str:
        new = clean(value)
        self.lost += new.count("\ufffd") > value.count("\ufffd")
        parts, closing = _balanced([new])
        new = parts[0] + closing
        if name not in _PARAGRAPHS:
            new = new.replace("\n", "" if name in _ADDRESSES else " ")
        if name in _ADDRESSES:
            new = new.replace("\ufffd", "%EF%BF%BD")
        return value if new == value else new
