"""Which way a block reads, and in which script it is written.

Set on the leaves only, and only where it differs: an attribute on a container would un-share the computed styles of
all that it holds.
"""

from __future__ import annotations

import unicodedata
from xml.etree.ElementTree import Element

import regex

from pipeline.language import SCRIPTS

LEAVES = ("p", "li", "pre", "h1", "h2", "h3", "figcaption", "blockquote", "td", "dd", "dt", "summary")
POST = "post"
"""The class of a post's section, which says its language where that is not the chapter's."""
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "yi", "ps", "ckb", "dv", "sd", "ug"}

_SCRIPTS: tuple[tuple[str, regex.Pattern[str]], ...] = (
    # kana before Han: Japanese is written in both
    ("ja", regex.compile(r"[\p{Hiragana}\p{Katakana}]")),
    ("ko", regex.compile(r"\p{Hangul}")),
    ("zh", regex.compile(r"\p{Han}")),
    ("ar", regex.compile(r"\p{Arabic}")),
    ("he", regex.compile(r"\p{Hebrew}")),
    ("hi", regex.compile(r"\p{Devanagari}")),
    ("el", regex.compile(r"\p{Greek}")),
    ("th", regex.compile(r"\p{Thai}")),
)
_LETTER = regex.compile(r"\p{L}")
_OTHER = regex.compile("|".join(pattern.pattern for _, pattern in _SCRIPTS))
"""A letter of any of them: most texts have none."""


def is_right_to_left(text: str) -> bool | None:
    """By the first letter with a direction, as Unicode's bidirectional algorithm has it; None without any."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return None


def script_language(text: str) -> str:
    """The language that a script stands for, where most letters are of one that is not Latin; else ""."""
    if text.isascii() or not _OTHER.search(text):
        return ""
    letters = len(_LETTER.findall(text))
    if not letters:  # figures have a script, too
        return ""
    kana = ""
    for language, pattern in _SCRIPTS:
        share = len(pattern.findall(text)) / letters
        if language == "ja" and share > 0.1:
            kana = "ja"
        elif language == "zh" and share > 0.4:
            return kana or "zh"
        elif share > 0.5:
            return language
    return kana


def _in_one_script(one: str, other: str) -> bool:
    """Whether two languages are written alike: Persian is no Arabic because its letters are."""
    return one == other or any(one in languages and other in languages for languages in SCRIPTS.values())


def mark(root: Element, language: str) -> None:
    """Set `dir` and `lang` on blocks whose script differs from the chapter's language, or from that of their post."""
    base = language.split("-")[0]
    chapter_rtl = base in RIGHT_TO_LEFT
    foreign = {
        block: post.get("lang", "").split("-")[0]
        for post in root.iter("section")
        if post.get("class") == POST and "lang" in post.attrib
        for block in post.iter()
    }
    for block in root.iter():
        if block.tag not in LEAVES:
            continue
        text = "".join(block.itertext())
        if text.isascii() and not chapter_rtl:
            continue  # most are, and nothing is to be said of them
        rtl = is_right_to_left(text)
        if rtl is not None and rtl != chapter_rtl:
            block.set("dir", "rtl" if rtl else "ltr")
        found = script_language(text)
        if found and "lang" not in block.attrib and not _in_one_script(found, foreign.get(block, base)):
            block.set("lang", found)
