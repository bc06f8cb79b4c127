"""The scope of rules: which files each is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

About = Literal["epub", "interior", "cover", "mail", ""]
"""Kinds of files that rules are about: an EPUB, a PDF, a cover sheet, a mail; "": of others there are no rules."""
COVER = "-cover.pdf"
"""Ending of the name of a cover sheet, in the place of ".pdf" of the book's."""

_PDF: tuple[About, ...] = ("interior", "cover")
SCOPE: Mapping[str, tuple[About, ...]] = {
    "file-size": ("epub", *_PDF),
    "resolution": _PDF,
    "fonts-embedded": _PDF,
    "no-annotations": _PDF,
    "standard": _PDF,
    **dict.fromkeys(("cover-size", "cover-text"), ("cover",)),
    **dict.fromkeys(("mail-size", "mail-files"), ("mail",)),
    **dict.fromkeys(("trim", "least-pages", "most-pages", "even-pages", "gutter", "margin", "bleed"), ("interior",)),
    **dict.fromkeys(("no-spine-bleed", "grey", "black-text"), ("interior",)),
}
"""Kinds of files that a rule is about, where it is not EPUBs alone."""


def about(name: str) -> About:
    """The kind of a file of that name."""
    if name.endswith(".pdf"):
        return "cover" if name.endswith(COVER) else "interior"
    return "epub" if name.endswith(".epub") else "mail" if name.endswith(".eml") else ""


def is_about(rule: str, name: str) -> bool:
    """Whether a rule is about a file of that name."""
    return about(name) in SCOPE.get(rule, ("epub",))
