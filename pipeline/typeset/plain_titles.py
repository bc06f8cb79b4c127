"""Titles and names as plain text, for what has no markup: metadata, contents of e-readers, covers."""

from __future__ import annotations

from pipeline.typeset import plain_posts
from pipeline.typeset.markdown import NOT_XML
from pipeline.wording import Wording


def plain(text: str) -> str:
    """The text in one line and in plain letters, without characters that XML cannot carry."""
    return plain_posts.line(" ".join(NOT_XML.sub("", text).split()))


def title_of(text: str, words: Wording) -> str:
    """The title as plain text, never empty, for the formats do not allow that."""
    return plain(text) or words.say("untitled")
