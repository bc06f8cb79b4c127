"""Titles for threads that have none: the first words of the first post that are its author's own.

Counters, hashtags, mentions, addresses, emoji and other signs around them are none.
"""

from __future__ import annotations

import regex

from pipeline.model import Post
from pipeline.text import counters, small_signs
from pipeline.text.ideographs import IDEOGRAPHS
from pipeline.text.plain_letters import plain
from pipeline.text.sentences import enclosures, first_sentence, is_abbreviated
from pipeline.text.web_addresses import ADDRESS_OR_WWW

LONGEST = 80
"""Most characters of a title, before the "…" of one that was cut."""
SHORTEST_SENTENCE = 20
"""Least characters of a sentence; a shorter one takes the next one with it."""
_READ = 4000
"""Characters of a text that are looked at."""
_LINE = 400
"""Characters of a line that are looked at."""

_INVISIBLE = regex.compile(r"[\p{Cc}\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
_EMPHASIS = regex.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])(.{1,200}?)(?<=[^\s*_])\1(?![\w*])")
_CODE = regex.compile(r"`+([^`]*)`*")

_SIGN = (
    r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0e\ufe0f\u200d"
    r"▪▫•·∙◦‣⁃●○■□◆◇▶►➤→↓⬇>|~*–—\s]|[0-9\#*]\ufe0f?\u20e3|-(?=\s|$)"
)
_WORD = r"[(\[]\s*(?:a\s+)?thread\s*[)\]]"
_LEADING = regex.compile(
    rf"(?:{_SIGN}|{counters.OF_FIRST_POST}|{_WORD}|(?:a\s+)?thread\s*[:–—]|[.,:;)\]](?=\s))+", regex.IGNORECASE
)
_TRAILING = regex.compile(rf"(?:{_SIGN}|{counters.OF_FIRST_POST}|{_WORD}|[,:;–—-])++$", regex.IGNORECASE)
_ONLY_THREAD = regex.compile(r"(?:a\s+)?(?:short\s+|long\s+|little\s+)?(?:mega\s?)?thread[.:!]*", regex.IGNORECASE)
_TAG = r"[#＃@＠][\p{L}\p{M}\p{N}_]+(?:[.@][\p{L}\p{N}_-]+)*"
_LABELS = regex.compile(rf"(?:{_TAG}|{counters.OF_ANY_POST}|{_SIGN}|[.,:;])*+")
"""Hashtags, mentions and counters before a sentence."""
_TAG_WITHIN = regex.compile(_TAG)
_SENTENCE_BEGINS = regex.compile(r"[^\p{Ll}\s]|(?<=[.,:;|–—-]\s*)\S")
"""What follows them; "@moss grows" is a sentence that begins with one."""
_LABELS_LAST = regex.compile(
    rf"(?<=[\p{{Sentence_Terminal}}…]\s)(?:{_TAG}|{counters.OF_ANY_POST}|\s)+$|(?:\s+{_TAG}){{2,}}$"
)
_FULL_STOP = regex.compile(r"(?<![.。])[.。۔।]$")
_WORDS = regex.compile(r"[\p{L}\p{N}]")
_NO_BREAK_BEFORE = regex.compile(r"[\p{M}\p{Emoji_Modifier}\u200d\ufe0e\ufe0f]")


def of_post(post: Post) -> str:
    """The title derived from a post's text (see `derive`), without custom emoji, for a title has no pictures.

    Nor has it styles: struck words, which their author took back, are left out, and what is raised or lowered is so by
    signs.
    """
    text = post.text
    longer: list[tuple[int, int]] = []
    for span in reversed(post.spans):
        start, end = span.start, span.end + sum(by for place, by in longer if place < span.end)
        if span.kind in ("emoji", "struck"):
            start = len(text[:start].rstrip(" "))
            plain = ""
        elif span.kind in ("superscript", "subscript"):
            plain = small_signs.written(text[:start][-1:], text[start:end], span.kind)
        else:
            continue
        longer.append((start, len(plain) - (end - start)))
        text = text[:start] + plain + text[end:]
    return derive(text)


def derive(text: str) -> str:
    """A title of at most 81 characters on one line, or "" where the text has no words.

    It is the first sentence of the first line that has words of its own; a longer one is cut at a word and ends in "…".
    """
    spare = ""
    for line in plain(text[:_READ]).splitlines():
        bare = _bare(ADDRESS_OR_WWW.sub(" ", line))
        if _WORDS.search(bare):
            if not (_ONLY_THREAD.fullmatch(bare) or _LABELS.fullmatch(bare)):
                return _cut(_bare(_first_sentence(_bare(_unlabelled(bare)))))
            spare = spare or bare
    return _cut(spare)


def _bare(line: str) -> str:
    """A line without emphasis marks, and without emoji, bullets and counters at its ends."""
    line = _CODE.sub(r"\1", _EMPHASIS.sub(r"\2", _INVISIBLE.sub(" ", line)))
    line = " ".join(line.split())[:_LINE]
    if head := _LEADING.match(line):
        line = line[head.end() :]
    if tail := _TRAILING.search(line):
        line = line[: tail.start()]
    return line.strip() if is_abbreviated(line) else _FULL_STOP.sub("", line).strip()


def _unlabelled(line: str) -> str:
    """A line without hashtags, mentions and the counters among them at its ends."""
    head = _LABELS.match(line)
    if head and _TAG_WITHIN.search(head[0]) and _SENTENCE_BEGINS.match(line, head.end()):
        line = line[head.end() :]
    return _LABELS_LAST.sub("", line)


def _first_sentence(line: str) -> str:
    return first_sentence(line, SHORTEST_SENTENCE // 2 if _is_ideographic(line) else SHORTEST_SENTENCE)


def _cut(line: str) -> str:
    """The line cut to LONGEST characters and "…": between words, or between characters where there are no spaces.

    What stands in brackets or quotation marks is not cut, where enough is left without it.
    """
    if len(line) <= LONGEST:
        return line
    space = line.rfind(" ", LONGEST // 2, LONGEST + 1)
    end = space if space > 0 and not _is_ideographic(line) else LONGEST
    end = next((start for start, close in enclosures(line) if LONGEST // 2 <= start < end < close), end)
    while end > 1 and _NO_BREAK_BEFORE.match(line[end]):
        end -= 1
    return line[:end].rstrip(" .,:;–—-…") + "…"


def _is_ideographic(line: str) -> bool:
    return 2 * len(regex.findall(f"[{IDEOGRAPHS}]", line)) > len(line)
