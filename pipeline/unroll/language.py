"""Languages of threads and posts, as BCP 47 tags: by what the source says, else by script, words and statistics."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

import regex

from pipeline.model import Post, Quote
from pipeline.text.language_tags import is_private, normal, primary

DEFAULT = "en"
ENOUGH_LETTERS = 40
"""Least number of letters for statistics; with fewer, the most usual language of the script is taken."""
ENOUGH_CONFIDENCE = 0.5
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

_COMMON = {
    "en": "the and of to is that it was for with you this not are have from they what when",
    "de": "der die das und ist nicht ein eine zu mit den von auch sich auf für dem wird",
    "fr": "le les des est une et dans que pour pas qui sur au avec ce il elle nous",
    "es": "el los las una que por con para del está como pero más su se no",
    "it": "il che di una per non sono della gli anche come più nel si è",
    "pt": "os uma que não para com dos mais como mas foi ao em é as",
    "nl": "het een van en niet dat zijn op te met voor ook maar aan is",
}
"""Function words of the most usual languages, of which a text of any length is full."""
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
    """The BCP 47 tag of a text, by script, small words or statistics; "en" for one without letters."""
    text = text[:_READ]
    letters = _letters(text)
    script = _most(letters)
    if not script:
        return DEFAULT
    candidates = SCRIPTS[script]
    if len(candidates) == 1 or letters[script] < ENOUGH_LETTERS:
        return candidates[0]
    if script == "Latin" and (common := _by_common_words(text)):
        return common
    language, confidence = _identifier(candidates).classify(text)
    return str(language) if confidence >= ENOUGH_CONFIDENCE else candidates[0]


def _letters(text: str) -> dict[str, int]:
    """The number of letters of a text in each script."""
    letters = {name: len(script.findall(text)) for name, script in _SCRIPT.items()}
    kana = letters["Hiragana"] + letters["Katakana"]
    if kana:  # Japanese is written with Han too; Chinese has no kana
        letters["Hiragana"], letters["Han"] = kana + letters["Han"], 0
    return letters


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

    around: the tag of that. No source says it: told by the script, within the Latin one by small words alone.
    """
    text = _prose(quote)
    script = _most(_letters(text[:_READ]))
    if not script:
        return ""
    if primary(around) in SCRIPTS[script]:
        tag = _by_common_words(text) if script == "Latin" else ""
        return "" if tag == primary(around) else tag
    return of_text(text)


def _by_common_words(text: str) -> str:
    """The language whose small words a text is plainly full of, or "". It spares most runs half a second."""
    words = Counter(_WORD.findall(text.lower()))
    hits = Counter({language: sum(words[word] for word in small.split()) for language, small in _COMMON.items()})
    (first, most), (_, second) = hits.most_common(2)
    return first if most >= 8 and most >= 0.1 * words.total() and most >= 2 * second else ""


def _prose(post: Post | Quote) -> str:
    """The text of a post or quote without links, mentions, hashtags and names of emoji, which are in no language."""
    parts, at = [], 0
    for span in post.spans:
        if span.kind in ("link", "mention", "hashtag", "emoji"):
            parts.append(post.text[at : span.start])
            at = max(at, span.end)
    return " ".join((*parts, post.text[at:]))


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    """An identifier that knows these languages only: no Latin text shall turn out to be a neighbour of Tagalog."""
    identifier = copy.copy(_all_languages())
    identifier.set_languages(languages)
    return identifier


@cache
def _all_languages() -> Any:
    from py3langid import langid  # brings numpy: only where it is needed

    untyped: Any = langid
    return untyped.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
