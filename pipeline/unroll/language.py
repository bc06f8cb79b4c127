"""Languages of threads and posts, as BCP 47 tags: by what the source says, else by script and statistics."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from functools import cache

import regex

from pipeline.model import Post, Quote
from pipeline.text.language_tags import is_private, normal, primary

DEFAULT = "en"
ENOUGH_LETTERS = 20
"""Least number of letters for statistics; with fewer, the most usual language of the script is taken."""
ENOUGH_PERCENT = 50
"""Least share of a text that is in a language by statistics."""
_READ = 20_000
"""Characters of a thread that are looked at."""

SCRIPTS: dict[str, tuple[str, ...]] = {
    "Latin": (
        "en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "no", "fi", "pl", "cs", "sk", "hu", "ro", "hr", "sl",
        "tr", "id", "vi", "ca", "eu", "gl", "et", "lv", "lt", "is", "ga", "cy", "sq", "sw", "tl", "af", "eo", "la",
    ),
    "Cyrillic": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "mn"),
    "Arabic": ("ar", "fa", "ur", "ps"),
    "Devanagari": ("hi", "mr", "ne"),
    "Hebrew": ("he",), "Greek": ("el",), "Hangul": ("ko",), "Han": ("zh",), "Hiragana": ("ja",), "Katakana": ("ja",),
    "Thai": ("th",), "Lao": ("lo",), "Khmer": ("km",), "Myanmar": ("my",), "Bengali": ("bn",), "Gujarati": ("gu",),
    "Gurmukhi": ("pa",), "Kannada": ("kn",), "Malayalam": ("ml",), "Oriya": ("or",), "Sinhala": ("si",),
    "Tamil": ("ta",), "Telugu": ("te",), "Armenian": ("hy",), "Georgian": ("ka",), "Ethiopic": ("am",),
}  # fmt: skip
"""Languages that are looked for in each script, the most usual first."""

_UNDETECTABLE = re.compile(
    "[\0-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Characters that the statistics refuse."""
_LATIN = string.ascii_letters.encode()
_ASCII = bytes(range(128))
_WORD = regex.compile(r"\p{L}+")

_SCRIPT = {name: regex.compile(rf"\p{{Script={name}}}") for name in SCRIPTS}
_ART = "art"
"""Tag of made-up languages: X writes it for posts of pictures alone."""
_A_SENTENCE = 20
"""Least letters of a post for which a network's word about its language counts."""


def of_thread(posts: Sequence[Post], stated: str = "") -> str:
    """The BCP 47 tag of a thread.

    stated: what the source says of the whole, which wins. Then what it says of the posts, weighed by their length;
    then the text itself, without its links and names. "en" where nothing can be told.
    """
    if tag := normal(stated):
        return tag
    weights: Counter[str] = Counter()
    for post in posts:
        if tag := normal(post.language):
            weights[tag] += len(post.text)
    if weights:
        return min(weights, key=lambda tag: (-weights[tag], tag))
    return of_text(" ".join(_prose(post) for post in posts))


def of_text(text: str) -> str:
    """The BCP 47 tag of a text, by script or statistics; "en" for one without letters."""
    text = text[:_READ]
    letters = _letters(text)
    script = _most(letters)
    if not script:
        return DEFAULT
    candidates = SCRIPTS[script]
    if len(candidates) == 1 or letters[script] < ENOUGH_LETTERS:
        return candidates[0]
    return _by_statistics(text, candidates)


def _letters(text: str) -> dict[str, int]:
    """The number of letters of a text in each script."""
    letters = dict.fromkeys(SCRIPTS, 0)
    data = text.encode("utf-8", "replace")
    rest = data.translate(None, _LATIN)
    letters["Latin"] = len(data) - len(rest)
    for character, count in Counter(rest.translate(None, _ASCII).decode()).items():
        if script := _script(character):
            letters[script] += count
    kana = letters["Hiragana"] + letters["Katakana"]
    if kana:  # Japanese is written with Han too; Chinese has no kana
        letters["Hiragana"], letters["Han"] = kana + letters["Han"], 0
    return letters


@cache
def _script(character: str) -> str:
    """The script of a letter, or "". A text has thousands of letters, and few that differ."""
    return next((name for name, script in _SCRIPT.items() if script.match(character)), "")


def _most(letters: dict[str, int]) -> str:
    """The script of most letters, or ""."""
    script = max(letters, key=lambda name: letters[name])
    return script if letters[script] else ""


def of_post(post: Post, thread: str) -> str:
    """The BCP 47 tag of a post that its source says is in another language than its thread, else "".

    thread: the thread's tag. A network's word is not taken for a post of a few words: X guesses at them, and wrongly.
    """
    if not post.language or post.language == thread:
        return ""
    tag = normal(post.language)
    if primary(tag) in ("", primary(thread), _ART) or is_private(tag):
        return ""
    letters = sum(map(len, _WORD.findall(_prose(post))))
    return tag if letters >= _A_SENTENCE else ""


def of_quote(quote: Quote, around: str) -> str:
    """The BCP 47 tag of a quote whose words are plainly in another language than what is around it, else "".

    around: the tag of that. No source says it: told by the script, within one by statistics.
    """
    text = _prose(quote)[:_READ]
    letters = _letters(text)
    script = _most(letters)
    if not script or (letters[script] < ENOUGH_LETTERS and primary(around) in SCRIPTS[script]):
        return ""
    tag = of_text(text)
    return "" if tag == primary(around) else tag


def _by_statistics(text: str, candidates: tuple[str, ...]) -> str:
    """The one of these languages that the text is most likely in, or the first of them where that is not plain."""
    import pycld2  # only where it is needed

    text = text.replace("\n", " ")
    if not text.isprintable():
        text = _UNDETECTABLE.sub(" ", text)
    _, _, found = pycld2.detect(text, isPlainText=True, bestEffort=True)
    known = (code for _, code, percent, _ in found if percent >= ENOUGH_PERCENT)
    return next((code for code in known if code in candidates), candidates[0])


def _prose(post: Post | Quote) -> str:
    """The text of a post or quote without links, mentions, hashtags and names of emoji, which are in no language."""
    parts, at = [], 0
    for span in post.spans:
        if span.kind in ("link", "mention", "hashtag", "emoji"):
            parts.append(post.text[at : span.start])
            at = max(at, span.end)
    return " ".join((*parts, post.text[at:]))
