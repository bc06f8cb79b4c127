"""The text of an X post: t.co links written out, names and hashtags linked, what only points at media cut off.

X counts in code points over the text as it stands in the file, which is HTML-escaped in most places and plain in long
posts. So the text is sliced first and unescaped after, and every offset is found anew.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from msgspec import Struct, field

from pipeline.model import Author, Quote, Span, SpanKind
from pipeline.sources.reading.cleaning import clean
from pipeline.text.x_addresses import (
    NOBODY,
    POST_OF_ANY_SPELLING,
    SHORT_LINK,
    hashtag_url,
    is_handle,
    profile_url,
)

ELLIPSIS = "…"
CUT_WEIGHT = 200
"""Least weight of a text that X has cut, which it does at 280; a shorter one that ends with "…" just trails off."""

_ESCAPE = re.compile(r"&(amp|lt|gt|quot|#39);")
_ESCAPED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#39": "'"}
_BARE = re.compile(r"[<>]|&(?!(?:amp|lt|gt|quot|#39);)")
_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f\ud800-\udfff]+", re.IGNORECASE)
_STYLES: dict[str, SpanKind] = {
    "bold": "bold",
    "italic": "italic",
    "strikethrough": "struck",
    "underline": "underlined",
}


class Mark(Struct, frozen=True, kw_only=True):
    """A stretch of the raw text, in code points, that becomes a span."""

    start: int
    end: int
    kind: SpanKind
    target: str = ""
    shown: str | None = None
    """Text that stands in its place; None: the stretch itself."""


class Link(Struct, frozen=True, kw_only=True):
    """A t.co link as X describes it."""

    url: str
    """URL as in the raw text: "https://t.co/…"."""
    target: str
    """Address that it leads to, or ""."""
    shown: str = ""
    """Text that X shows in its place, or ""."""
    start: int = -1
    """Offset in the raw text; -1 where the source does not say: it is searched."""
    end: int = -1


class Body(Struct, frozen=True, kw_only=True):
    """A text as it stands in the file, with its links and marks."""

    raw: str
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    """Mentions, hashtags and styles."""
    decode: Callable[[str], str]
    """Decoder for stretches of it: `unescaped` or `verbatim`."""

    def laid_out(self, begin: int, end: int) -> tuple[str, tuple[Span, ...]]:
        """The text from `begin` to `end`, and its marks as spans; a mark that overlaps an earlier one is left out."""
        marks = sorted((*_link_marks(self), *self.marks), key=lambda mark: (mark.start, mark.end, mark.kind))
        layout = _Layout()
        at = begin
        for mark in marks:
            if mark.kind in _STYLES or mark.start < at or not mark.start < mark.end <= end:
                continue
            layout.add(at, self.decode(self.raw[at : mark.start]))
            stretch = self.decode(self.raw[mark.start : mark.end]) if mark.shown is None else mark.shown
            layout.add(mark.start, stretch, mark)
            at = mark.end
        layout.add(at, self.decode(self.raw[at:end]))
        layout.style(mark for mark in marks if mark.kind in _STYLES)
        return "".join(layout.parts), tuple(sorted(layout.spans))

    def is_cut(self, begin: int, end: int) -> bool:
        """Whether X has cut the text from `begin` to `end`. That is told from the raw text: the "…" at the end of a
        label, which X shortens, cuts nothing."""
        return is_cut(self.decode(self.raw[begin:end]))

    def tail(self, media: Container[str], own_id: str) -> tuple[int, Quote | None]:
        """The end of the text without the t.co links that only stand for media, a quoted post or the post, and the
        quote.

        media: the t.co URLs of the post's media.
        """
        targets = {link.url: link.target for link in self.links}
        end, quoted = _without_space(self.raw, len(self.raw)), None
        while (start := self.raw.rfind("http", 0, end)) >= 0:
            url = self.raw[start:end]
            status = POST_OF_ANY_SPELLING.match(targets.get(url, ""))
            if url not in media and not (status and status["id"] == own_id):
                this = quoted_post(targets.get(url, ""))
                if quoted or not this:
                    break
                quoted = this
            end = _without_space(self.raw, start)
        return end, quoted


def verbatim(raw: str) -> str:
    """Text without entities, as it stands."""
    return raw


def unescaped(raw: str) -> str:
    """HTML-escaped text, its entities resolved."""
    return _ESCAPE.sub(lambda match: _ESCAPED[match[1]], raw) if "&" in raw else raw


def decoder(raw: str) -> Callable[[str], str]:
    """The decoder for a text that may be escaped: one with a bare "&", "<" or ">" is not."""
    return verbatim if _BARE.search(raw) else unescaped


def is_cut(text: str) -> bool:
    """Whether X has cut a text: it is long, as X counts (letters of East Asia and emoji are two), and ends with "…"."""
    weight = sum(2 if character >= "\u1100" else 1 for character in text) if text.endswith(ELLIPSIS) else 0
    return weight >= CUT_WEIGHT


def web(url: str | None) -> str:
    """The URL if a book may link to it, else ""."""
    return url if url and _WEB.fullmatch(url) else ""


def mention(raw: str, handle: str, start: int, end: int) -> Mark | None:
    """The mark of an @name, or None where the offsets miss it."""
    if raw[start : start + 1] not in ("@", "＠") or not is_handle(handle):
        return None
    return Mark(start=start, end=end, kind="mention", target=profile_url(handle))


def hashtag(raw: str, tag: str, start: int, end: int) -> Mark | None:
    """The mark of a #tag, or None where the offsets miss it."""
    if raw[start : start + 1] not in ("#", "＃") or not tag:
        return None
    return Mark(start=start, end=end, kind="hashtag", target=hashtag_url(clean(tag)))


def styles(names: Iterable[str], start: int, end: int) -> Iterator[Mark]:
    """Marks of a stretch of a long post that has styles."""
    for name in sorted({name.lower() for name in names} & _STYLES.keys()):
        yield Mark(start=start, end=end, kind=_STYLES[name])


def after_own_name(raw: str, handle: str) -> int:
    """The beginning of a text after white space and the author's own @handle, which X hides in answers to oneself."""
    begin = len(raw) - len(raw.lstrip())
    word = raw.split(None, 1)[0] if raw.strip() else ""
    if not handle or word.casefold() != f"@{handle}".casefold():
        return begin
    return len(raw) - len(raw[begin + len(word) :].lstrip())


def short_links(raw: str) -> set[str]:
    """The t.co links in a text."""
    return {match[0] for match in SHORT_LINK.finditer(raw)}


def status_id(url: str) -> str:
    """The id in the URL of a post, or ""."""
    status = POST_OF_ANY_SPELLING.match(url)
    return status["id"] if status else ""


def quoted_post(url: str) -> Quote | None:
    """The quote that a link to a post stands for, or None for any other link."""
    status = POST_OF_ANY_SPELLING.match(url)
    if not status or url[status.end() :].split("?")[0] not in ("", "/"):
        return None
    who = status["handle"]
    author = None if who in (NOBODY, "i/web") else Author(handle=who, url=profile_url(who))
    return Quote(url=status[0], id=status["id"], author=author)


class _Layout(Struct):
    """A text built from slices of the raw one, with the offsets of each slice in both."""

    parts: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    _length: int = 0
    _raw: list[int] = field(default_factory=list)
    _new: list[int] = field(default_factory=list)

    def add(self, raw: int, text: str, mark: Mark | None = None) -> None:
        """Append the text that stands for the raw one from `raw` on."""
        self._raw.append(raw)
        self._new.append(self._length)
        self.parts.append(text)
        start, self._length = self._length, self._length + len(text)
        if mark and text:
            self.spans.append(Span(start=start, end=self._length, kind=mark.kind, target=mark.target))

    def style(self, marks: Iterator[Mark]) -> None:
        """Add styles, which may lie across links; those of one kind never overlap."""
        last: dict[SpanKind, int] = {}
        for mark in marks:
            start = max(self._offset(mark.start), last.get(mark.kind, 0))
            end = self._offset(mark.end)
            if start < end:
                self.spans.append(Span(start=start, end=end, kind=mark.kind))
                last[mark.kind] = end

    def _offset(self, raw: int) -> int:
        """The offset in the text for a raw one; one inside a link that was written out stays inside that link."""
        index = max(0, bisect_right(self._raw, raw) - 1)
        after = self._new[index + 1] if index + 1 < len(self._new) else self._length
        return min(self._new[index] + max(0, raw - self._raw[index]), after)


def _link_marks(body: Body) -> Iterator[Mark]:
    """Marks of the links; one that its offsets miss is searched, one that isn't there is left out."""
    found: Sequence[re.Match[str]] = list(SHORT_LINK.finditer(body.raw)) if body.links else []
    places = {match[0]: match.start() for match in reversed(found)}
    for link in body.links:
        hit = body.raw[link.start : link.end] == link.url
        start = link.start if hit else places.get(link.url, -1)
        target = web(link.target) or web(link.url)
        if start >= 0 and target:
            shown = link.shown or link.target or link.url
            yield Mark(start=start, end=start + len(link.url), kind="link", target=target, shown=shown)


def _without_space(raw: str, end: int) -> int:
    while end and raw[end - 1].isspace():
        end -= 1
    return end
