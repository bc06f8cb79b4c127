"""Catalogues: the messages of a book in one language each, `catalogues/TAG.toml`, a file for its translators.

A message is a sentence with names of values in braces. One that depends on a number is a table of such sentences by
plural category, or by the number itself; it is the value `count`. The last sentence of a table stands for all numbers
that it does not tell of. What a catalogue lacks is said in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from pipeline.model import Message
from pipeline.wording.formats import Plural

FOLDER = Path(__file__).with_name("catalogues")
ENGLISH = "en"
COUNT = "count"
"""Name of the value that says which sentence of a message with several is meant."""
OF_PLACE = ("posts", COUNT)
"""Names of the values that the place of a gap gives: numbers of posts, and how many these are."""
_VALUE = re.compile(r"\{(\w+)\}")
_SCRIPTS = {"zh": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant"}
"""Catalogues of tags that say a country, or nothing, where catalogues say a script."""


class Pattern(Struct, frozen=True):
    """A message in a language: sentences by plural category, each cut at the names of its values."""

    sentences: Mapping[str, list[str]]
    """Words and names of values by turns, beginning and ending with words."""
    category: Plural
    """The plural category of a number, in the language."""

    def sentence(self, count: object) -> list[str]:
        """The sentence for a number; for anything else the last one."""
        known = self.sentences
        if type(count) is int and len(known) > 1:
            for name in (str(count), self.category(count)):
                if name in known:
                    return known[name]
        return [*known.values()][-1]


def tags() -> list[str]:
    """The languages of the catalogues, as BCP 47 tags."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def nearest(language: str) -> str:
    """The tag of the catalogue for a language (BCP 47); "" where there is none."""
    known = {tag.lower(): tag for tag in tags()}
    parts = language.lower().split("-")
    for end in range(len(parts), 0, -1):
        tag = "-".join(parts[:end])
        tag = _SCRIPTS.get(tag, tag).lower()
        if tag in known:
            return known[tag]
    return ""


@cache
def catalogue(tag: str) -> Mapping[str, Pattern]:
    """The messages of the catalogue with that tag, by their ids; English ones where it has none."""
    from pipeline.wording.cldr import PLURALS  # which is made from the catalogues' names

    own = {id: _pattern(message, PLURALS[tag]) for id, message in read(tag).items()}
    return own if tag == ENGLISH else {**catalogue(ENGLISH), **own}


def read(tag: str) -> dict[str, str | dict[str, str]]:
    """The messages in a catalogue's file, as they stand there."""
    import tomllib  # 4 ms, and only what makes pages needs it

    return tomllib.loads((FOLDER / f"{tag}.toml").read_text("utf-8"))


def is_known(message: Message) -> bool:
    """Whether there is such a message, and it has all the values that it names; those of a gap's place come later."""
    pattern = catalogue(ENGLISH).get(message.id)
    values = dict(message.values)
    inner = [each for value in values.values() for each in (value if isinstance(value, tuple) else (value,))]
    return (
        pattern is not None
        and {name for cut in pattern.sentences.values() for name in cut[1::2]} <= {*values, *OF_PLACE}
        and all(is_known(each) for each in inner if isinstance(each, Message))
    )


def _pattern(message: str | dict[str, str], category: Plural) -> Pattern:
    sentences = message if isinstance(message, dict) else {"other": message}
    return Pattern({name: _VALUE.split(sentence) for name, sentence in sentences.items()}, category)
