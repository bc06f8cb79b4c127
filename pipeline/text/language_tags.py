"""Language tags as BCP 47 writes them: "en", "pt-BR", "zh-Hant"."""

from __future__ import annotations

import re

HINT = "use a BCP 47 tag, e.g. en, pt-BR or zh-Hant"

_PRIMARY = r"[A-Za-z]{2,3}"
_TAG = re.compile(rf"{_PRIMARY}(?:-[A-Za-z0-9]{{2,8}}){{0,4}}")
_TAG_WITH_EXTENSIONS = re.compile(rf"{_PRIMARY}(?:-[A-Za-z0-9]{{1,8}})*")
"""Tag of any form. A subtag of one character begins an extension or a private part: "en-x-moss"."""
_NO_LANGUAGE = frozenset(("und", "zxx", "mul", "mis"))
"""Codes for what is undetermined, no language, in several languages, or in one without a code."""
_PRIVATE = re.compile(r"q[a-t][a-z]")
_RENEWED = {"in": "id", "iw": "he", "ji": "yi"}
"""Codes of today by those that ISO 639 has withdrawn, and X still writes."""


def is_tag(text: str) -> bool:
    """Whether a text is a tag as people and networks write them: a language, and a script or country or two."""
    return _TAG.fullmatch(text) is not None


def primary(tag: str) -> str:
    """The language of a tag, without its country and script: "pt" of "pt-BR"."""
    return tag.partition("-")[0]


def names_language(tag: str) -> bool:
    """Whether a tag says more than that the language is not known, not one, or none."""
    return primary(tag).lower() not in _NO_LANGUAGE


def is_private(tag: str) -> bool:
    """Whether a tag is of those that BCP 47 leaves to everybody: X writes "qht" for posts of hashtags alone."""
    return _PRIVATE.fullmatch(primary(tag)) is not None


def renewed(tag: str) -> str:
    """The tag with its language in small letters and as it is coded now: "he" for "iw"."""
    code = primary(tag)
    return _RENEWED.get(code.lower(), code.lower()) + tag[len(code) :]


def normal(tag: str) -> str:
    """The tag of any form, extensions included, renewed; "" where it is none or names no language."""
    return renewed(tag) if _TAG_WITH_EXTENSIONS.fullmatch(tag) and names_language(tag) else ""
