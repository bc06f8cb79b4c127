"""Prose: long posts, which are set as a book's paragraphs are. Their first words are marked for small capitals."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import regex

CLASS = "prose"
"""Class of the section of a post that a template has set as prose."""
FIRST_WORDS = "first-words"
_FEW = regex.compile(r"(?=\P{L}*[\p{Lu}\p{Ll}])\S+(?:\s+\S+){1,3}?(?=\s)(?<=^.{12,})")
"""Two to four words in letters that have capitals: as few as make a dozen signs."""


def mark_first_words(article: Element) -> None:
    """Mark the words that each prose opens with, where it opens with a plain paragraph, and not with an incipit."""
    for post in article.iter("section"):
        if CLASS not in post.get("class", "").split() or post.find(".//h1") is not None:
            continue
        opening = next((part for part in post if part.get("class") is None), None)
        words = _FEW.match(opening.text or "") if opening is not None and opening.tag == "p" else None
        if opening is not None and words:
            first = Element("span", {"class": FIRST_WORDS})
            first.text, first.tail = words[0], (opening.text or "")[words.end() :]
            opening.text = None
            opening.insert(0, first)
