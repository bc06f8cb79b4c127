"""Furniture: signs of the app in posts' texts, which tell readers to go on, and where in the thread they are.

They are lines that are nothing but arrows, "a thread", "unroll" or a counter, and counters at the ends of a text. A
counter is furniture only where it says the number that stands beside the post. Other words and numbers never are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import regex
from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Post, Thread
from pipeline.text import counters
from pipeline.text.language_tags import primary
from pipeline.typeset import structure
from pipeline.typeset.theme import Theme

_SIGN = r"[🧵👇⬇↓⤵⏬🔽][\p{Emoji_Modifier}\ufe0e\ufe0f]*+"
_BEFORE = regex.compile(rf"(?:\s*{_SIGN})*+\s*")
_BEHIND = regex.compile(rf"\s*(?:{_SIGN}\s*)*+$")
"""Signs that point to what follows, at either end of a line."""
_ANNOUNCEMENT = r"a\s+(?:(?:very|short|long|little|quick)\s+)*(?:mega)?thread"
_ANNOUNCEMENTS = {
    "de": r"ein\s+thread",
    "es": r"(?:un|abro)\s+hilo",
    "fr": r"un\s+(?:petit\s+)?(?:thread|fil)",
    "it": r"un\s+thread",
    "nl": r"een\s+(?:thread|draadje)",
    "pt": r"segue\s+o\s+fio|um\s+fio|uma\s+thread",
}
"""How threads are announced, by language, beside the English way, which is everywhere."""
_WORDS = {"es": "hilo", "fr": "fil", "nl": "draadje", "pt": "fio"}
"""The word for a thread, beside the English one. Alone it is a word like others."""
_UNROLL = r"(?:@threadreaderapp\s+(?:please\s+)?)?unroll(?:\s+please)?(?:\s+@threadreaderapp)?"
"""What readers ask of the service that makes a page of a thread."""
_TRACES = (*"🧵👇⬇↓⤵⏬🔽/", "thread", "unroll", *_WORDS.values())
"""A cheap test: all furniture has one of these."""
_JOINT = re.compile(r"[.:)]?(?:\s+[–—-](?=\s))?\s*")
"""What parts a counter from the words behind it."""

_Cut = tuple[int, int]
"""A stretch of a text that is left out: offsets of its first character, and of the first one behind it."""


class _Line(Struct, frozen=True):
    """A line of a post that is no code."""

    start: int
    before: str
    """The signs before its words; "" where there are none."""
    words: str
    behind: str
    """The signs behind them."""

    @property
    def end(self) -> int:
        return self.start + len(self.before) + len(self.words) + len(self.behind)

    @property
    def is_blank(self) -> bool:
        return not (self.words or self.has_signs)

    @property
    def has_signs(self) -> bool:
        return bool(self.before.strip() or self.behind.strip())


class _Counted(Struct, frozen=True):
    """A counter in a line that has words, too."""

    cut: _Cut
    total: str
    """The number of posts that its author counts to; "" where it does not say."""
    is_plain: bool
    """Whether it can be nothing else: "1/", "(1/2)"."""
    is_last: bool
    """Whether it stands behind the words of its line."""

    def counts(self, posts: int, totals: Mapping[str, int]) -> bool:
        """Whether it is a counter in a thread of so many posts, and of so many that count to each number."""
        return self.is_plain or totals[self.total] > 1 or (self.is_last and self.total == str(posts))


class _Found(Struct, frozen=True):
    """The furniture of a post."""

    lines: list[_Cut]
    counters: list[_Counted]


def shown(thread: Thread, theme: Theme) -> Sequence[Post]:
    """The posts as the theme wants them, with furniture or without. Raises ThemeError where it does not say."""
    keeps = theme.choice("furniture") == "keep"
    return thread.posts if keeps else without(thread.posts, thread.language)


def without(posts: Sequence[Post], language: str) -> list[Post]:
    """The posts of a thread without furniture; a post that has none, or is nothing else, as it is.

    "1/2" may be a fraction: it is a counter where another post counts to the same number, or where it stands last and
    counts to that of the posts. A single post has no number beside it, and keeps its counter.

    language: the thread's, BCP 47.
    """
    announcement = _announcement(primary(language).lower())
    found = [_found(post, number if len(posts) > 1 else None, announcement) for number, post in enumerate(posts, 1)]
    totals = Counter(total for each in found for total in {one.total for one in each.counters})
    return [
        _cut(post, [*each.lines, *(one.cut for one in each.counters if one.counts(len(posts), totals))])
        for post, each in zip(posts, found, strict=True)
    ]


@cache
def _announcement(language: str) -> regex.Pattern[str]:
    """What announces a thread in a language, by groups: "sure", a "phrase", or a "word" that may be any word."""
    phrase = "|".join(filter(None, (_ANNOUNCEMENT, _ANNOUNCEMENTS.get(language))))
    word = "|".join(filter(None, ("(?:mega)?thread", _WORDS.get(language))))
    return regex.compile(
        rf"(?P<sure>[(\[](?:{phrase}|{word})[)\]]|(?=.*@){_UNROLL})|(?P<phrase>{phrase}|{_UNROLL})[.!:]?"
        rf"|(?P<word>{word})[.!:]?",
        regex.IGNORECASE,
    )


def _found(post: Post, number: int | None, announcement: regex.Pattern[str]) -> _Found:
    """number: of the post, as it stands beside it; None where none does."""
    text = post.text.lower()
    if not any(trace in text for trace in _TRACES):
        return _Found([], [])
    lines = _lines(post)
    pointing = [line is not None and _points(line, number) for line in lines]
    empty = [gone or (line is not None and line.is_blank) for line, gone in zip(lines, pointing, strict=True)]
    lone = [above and below for above, below in zip([True, *empty], [*empty[1:], True], strict=False)]
    cuts: list[_Cut] = []
    kept: list[_Line | None] = []
    for place, line in enumerate(lines):
        if line and (pointing[place] or _announces(line, announcement, lone=lone[place])):
            cuts.append((line.start, min(line.end + 1, len(post.text))))
        elif not empty[place]:
            kept.append(line)
    return _Found(cuts, list(_counters(kept, number)) if kept and number else [])


def _lines(post: Post) -> list[_Line | None]:
    """The lines of a post; None for each that is code."""
    code = structure.code_lines(post)
    lines: list[_Line | None] = []
    start = 0
    for number, text in enumerate(post.text.split("\n")):
        lines.append(None if number in code else _line(start, text))
        start += len(text) + 1
    return lines


def _line(start: int, text: str) -> _Line:
    before = _BEFORE.match(text)
    head = before.end() if before else 0
    behind = _BEHIND.search(text, head)
    tail = behind.start() if behind else len(text)
    return _Line(start, text[:head], text[head:tail], text[tail:])


def _points(line: _Line, number: int | None) -> bool:
    """Whether a line is nothing but signs, or nothing but the post's number."""
    counter = counters.ALONE.fullmatch(line.words)
    if counter:
        return counters.counter_of(counter).number == number
    return line.has_signs and not line.words


def _announces(line: _Line, announcement: regex.Pattern[str], *, lone: bool) -> bool:
    """Whether a line announces a thread, or wants it unrolled. lone: whether no words stand right above or below it."""
    match = announcement.fullmatch(line.words)
    if not match:
        return False
    if match["word"]:
        return lone and (line.has_signs or line.words.endswith(":"))
    return bool(match["sure"]) or lone or line.has_signs


def _counters(lines: Sequence[_Line | None], number: int) -> Iterator[_Counted]:
    """Counters of that number before the first words of a text, and behind the last ones of its first and last line."""
    place = 0
    if first := lines[0]:
        text = first.before + first.words
        head = counters.AT_START.match(text, len(text) - len(text.lstrip()))
        if head and counters.counter_of(head).number == number and (joint := _JOINT.match(text, head.end())):
            place = first.start + joint.end()
            yield _counted((first.start, place), head, is_last=False)
    for line in dict.fromkeys((lines[0], lines[-1])):
        tail = line and counters.AT_END_AFTER_SPACE.search(line.words, max(0, len(line.words) - counters.WITHIN))
        if line and tail and counters.counter_of(tail).number == number:
            start = line.start + len(line.before) + len(line.words[: tail.start()].rstrip())
            yield _counted((max(start, place), line.start + len(line.before) + tail.end()), tail, is_last=True)


def _counted(cut: _Cut, match: re.Match[str], *, is_last: bool) -> _Counted:
    total = counters.counter_of(match).total
    is_bracketed = match[0].endswith((")", "]"))
    return _Counted(cut, total, is_bracketed or bool(match["number"] and not total), is_last)


def _cut(post: Post, cuts: list[_Cut]) -> Post:
    """The post without these stretches of its text; as it is where then nothing would be left of it."""
    cuts.sort()
    edges = [0, *(edge for cut in cuts for edge in cut), len(post.text)]
    text = "".join(post.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    if not cuts or not (text.strip() or post.media or post.quotes or post.poll or post.link_cards):
        return post
    moved = ((_moved(span.start, cuts), _moved(span.end, cuts), span) for span in post.spans)
    spans = sorted(replace(span, start=start, end=end) for start, end, span in moved if start < end)
    return replace(post, text=text, spans=tuple(spans))


def _moved(offset: int, cuts: Sequence[_Cut]) -> int:
    return offset - sum(min(offset, end) - start for start, end in cuts if start < offset)
