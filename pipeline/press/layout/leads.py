"""Leads: paragraphs that must not stand alone at the foot of a page, for what they lead to would begin the next one.

CSS keeps two lines of a paragraph together, but knows nothing of a paragraph that is one line, nor of a colon.
"""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

LEAD = "lead"
"""Class of leads, which style sheets keep with what follows."""
VERSE = "verse"
"""Class of paragraphs whose lines are their author's."""
_POINTING = (":", "：", "👇", "⬇️", "↓")
_ONE_LINE = 60
"""Most characters of a post's first paragraph that is taken for a heading, for it fits a line."""


def mark_leads(article: Element) -> None:
    """Set the class on each plain paragraph that points to what follows it, or that opens a post in one line."""
    for block in article.iter():
        if block.tag not in ("section", "details", "blockquote"):
            continue
        opening = True
        for part, _ in pairwise(block):
            if part.tag == "p" and part.get("class", VERSE) == VERSE:
                text = "".join(part.itertext()).rstrip()
                if text.endswith(_POINTING) or (opening and len(text) <= _ONE_LINE):
                    part.set("class", f"{part.get('class', '')} {LEAD}".lstrip())
                opening = False
