"""Direction and language of blocks of text, by the script that they are written in.

Set only where they differ, and on no container but lists and quotes: an attribute on one would un-share the computed
styles of all that it holds.
"""

from __future__ import annotations

import re
import unicodedata
from xml.etree.ElementTree import Element

import regex

from pipeline.text.language_tags import primary
from pipeline.typeset import bidi_runs
from pipeline.unroll.language import SCRIPTS

LEAVES = ("p", "li", "pre", "h1", "h2", "h3", "figcaption", "td", "dd", "dt", "summary")
"""Tags of blocks of text."""
BLOCKS = frozenset((*LEAVES, "ul", "ol")) - {"li"}
"""Tags of what reads one way as a whole; the signs of a list stand at one edge."""
INLINE = frozenset(("a", "bdi", "code", "span"))
"""Tags of what may read another way within a block."""
DIRECTED = BLOCKS | INLINE
"""Tags that are marked with a direction."""
FIGURE = "figure"
"""Tag of pictures, in the order of the post or quote that they belong to."""
CARD = "link-card"
"""Class of a link card, which stands at the edge that its words begin at."""
FACTS = frozenset(("byline", "quote-author", "guest"))
"""Classes of lines of several facts: the facts follow each other in the chapter's direction, each has its own."""
UNDIRECTED = FACTS | {"line", "spaces"}
"""Classes of elements that read as what is around them does: those, and lines of verse."""
POST, QUOTE = "post", "quote"
"""Classes of a post's section and of a quote in it, which have a `lang` where that is not the one around them."""
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
_WRITTEN_IN_HAN = {"ja", "ko", "yue"}
"""Languages besides Chinese that may be written in its characters alone, in forms of their own."""
_TURNING = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}\p{Bidi_Class=AN}]")
"""Characters that read from right to left, or may turn their neighbours to."""
_LETTER = regex.compile(r"\p{L}")
_RIGHT_TO_LEFT_LETTER = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_LEFT_TO_RIGHT_LETTER = regex.compile(r"[\p{L}&&\p{Bidi_Class=L}]", regex.VERSION1)
_NOT_PROSE = ("a", "bdi", "code")
"""Elements within a block that do not say which way it reads: links, mentions, hashtags, names, code."""
_MOST = 2 / 3
"""Share of letters that read from left to right beyond which a block is in no language that is written the other way:
its writers put foreign names as they are into their sentences."""
_OTHER = re.compile(
    "[\u0370-\u1fff\u2126\u2e80-\ufdff\ufe70-\uffdc\U00010000-\U0001efff\U0001f200\U00020000-\U0003ffff]"
)
"""A cheap test for letters of those scripts, by ranges of code points: most texts have none."""


def is_written_right_to_left(language: str) -> bool:
    """Whether the language (BCP 47) is written from right to left."""
    return primary(language).lower() in RIGHT_TO_LEFT


def reads_right_to_left(block: Element, expected: bool) -> bool | None:
    """Whether a block reads from right to left, by its letters; None without any. Those of links, mentions, hashtags,
    names and code count only where there are no others.

    expected: whether the language that it should be in does. Most letters say otherwise, or nothing does. In a language
    that is written from right to left it takes more of them, and the first one.
    """
    text = _prose(block)
    if not _LETTER.search(text):
        text = "".join(block.itertext())
    ltr, rtl = len(_LEFT_TO_RIGHT_LETTER.findall(text)), len(_RIGHT_TO_LEFT_LETTER.findall(text))
    if not ltr + rtl:
        return None
    if not expected:
        return rtl > ltr
    return ltr <= _MOST * (ltr + rtl) or is_right_to_left(text) is True


def _prose(block: Element) -> str:
    """The text of a block without that of links and code in it, and without words of ours, which say their language."""
    parts = [block.text or ""]
    for child in block:
        aside = child.tag in _NOT_PROSE or "lang" in child.attrib
        parts += ["" if aside else _prose(child), child.tail or ""]
    return "".join(parts)


def is_right_to_left(text: str) -> bool | None:
    """Whether a text reads from right to left, by its first letter with a direction (UAX 9, P2); None without any."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return None


def script_language(text: str) -> str:
    """BCP 47 tag of the language that a text's script stands for, where most letters are not Latin; else ""."""
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


def _may_be_in(language: str, found: str) -> bool:
    """Whether a text may be in a language though its script stands for another (`found`): Persian is not Arabic because
    its letters are, nor Japanese without kana Chinese."""
    if found == "zh" and language in _WRITTEN_IN_HAN:
        return True
    return found == language or any(found in languages and language in languages for languages in SCRIPTS.values())


def mark(root: Element, language: str) -> None:
    """Set `dir` and `lang` on blocks whose script is not that of the chapter's language, or of their post or quote."""
    right_to_left = is_written_right_to_left(language)
    _mark_direction(root, right_to_left, right_to_left)
    base = primary(language)
    foreign = {
        block: primary(part.get("lang", ""))
        for part in root.iter()  # a quote after its post
        if "lang" in part.attrib and not {POST, QUOTE}.isdisjoint(part.get("class", "").split())
        for block in part.iter()
    }
    for block in root.iter():
        if block.tag in LEAVES and not (text := _unsaid(block)).isascii():
            found = script_language(text)
            if found and "lang" not in block.attrib and not _may_be_in(foreign.get(block, base), found):
                block.set("lang", found)


def _unsaid(block: Element) -> str:
    """The text of a block without words of ours in it, which say their language."""
    parts = [block.text or ""]
    for child in block:
        parts += ["" if "lang" in child.attrib else _unsaid(child), child.tail or ""]
    return "".join(parts)


def isolate(root: Element, language: str) -> None:
    """Set `dir` on each `<bdi>` that reads another way than the language (BCP 47): browsers know by themselves.

    Where nothing in one reads from right to left, it goes, and its text stays: layout takes memory for each element.
    """
    outer = is_written_right_to_left(language)
    for parent in list(root.iter()):
        for element in parent.findall("bdi"):
            text = "".join(element.itertext())
            if is_right_to_left(text) is (not outer):
                element.set("dir", "ltr" if outer else "rtl")
            elif not (outer or element.attrib or len(element) or _TURNING.search(text)):
                _unwrap(element, parent)


def _unwrap(element: Element, parent: Element) -> None:
    text = (element.text or "") + (element.tail or "")
    place = list(parent).index(element)
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)


def _mark_direction(element: Element, outer: bool, chapter: bool, post: bool | None = None) -> None:
    """Set `dir` on elements that read another way than what is around them.

    outer: whether that is right to left. chapter, post: whether the language of the chapter, or of the post or
    quote that it is in, is written so; None where it is in none.
    """
    if element.tag == "section" and POST in element.get("class", "").split():
        post = is_written_right_to_left(element.get("lang", "")) if "lang" in element.attrib else chapter
    own = outer
    if element.get("class") == QUOTE and "lang" in element.attrib:
        own = post = is_written_right_to_left(element.get("lang", ""))
    elif element.tag == FIGURE and post is not None:
        own = post  # its pictures follow each other as the words above it do
    elif (element.tag in DIRECTED or element.get("class") == CARD) and element.get("class") not in UNDIRECTED:
        own = _direction(element, outer, chapter if element.tag == "h1" and post is None else post)
    if own != outer:
        element.set("dir", "rtl" if own else "ltr")
    for child in element:
        _mark_direction(child, own, chapter, post)
    if element.tag in LEAVES and not "".join(element.itertext()).isascii():
        bidi_runs.isolate(element, own)


def _direction(element: Element, outer: bool, expected: bool | None) -> bool:
    """Whether an element reads from right to left: words of people by most of their letters, all else by the first."""
    text = "".join(element.itertext())
    if text.isascii() and not (outer or expected):
        return outer
    if element.tag in BLOCKS and "lang" in element.attrib:
        expected = is_written_right_to_left(element.get("lang", ""))
    by_most = expected is not None and element.tag not in INLINE
    found = reads_right_to_left(element, bool(expected)) if by_most else is_right_to_left(text)
    return outer if found is None else found
