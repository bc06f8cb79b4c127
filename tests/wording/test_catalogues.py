"""The catalogues: every language says everything, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.model import Message
from pipeline.targets import built_in, load
from pipeline.typeset import theme as themes
from pipeline.wording import is_known, wording
from pipeline.wording.catalogue import ENGLISH, nearest, read, tags
from pipeline.wording.cldr import PLURALS

LANGUAGES = (
    "ar", "de", "en", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "uk",
    "zh-Hans", "zh-Hant",
)  # fmt: skip
HOUSE = Path(pipeline.__file__).parent
MADE_UP = re.compile(r"(posts|sensitive|boundaries|index)-|-missing$")
"""Ids that code puts together of parts."""
VALUE = re.compile(r"\{\w+\}")
LETTERS = re.compile("[A-Za-z]{3}")
SAID = re.compile(r'say\("([\w-]+)"')

every_language = pytest.mark.parametrize("tag", LANGUAGES)


def values(message: str | dict[str, str]) -> set[str]:
    """The names of values in a message."""
    return set(re.findall(r"\{(\w+)\}", message if isinstance(message, str) else " ".join(message.values())))


def test_there_are_these_languages() -> None:
    """A file each."""
    assert tuple(tags()) == LANGUAGES


@every_language
def test_a_catalogue_lacks_nothing(tag: str) -> None:
    """A message that it lacks would be said in English: this names each."""
    assert sorted(read(ENGLISH).keys() ^ read(tag).keys()) == []


@every_language
def test_a_message_names_the_same_values_in_every_language(tag: str) -> None:
    """Or something would go unsaid."""
    english = read(ENGLISH)
    assert {id: values(message) for id, message in read(tag).items()} == {
        id: values(message) for id, message in english.items()
    }


@every_language
def test_a_number_has_a_sentence_for_each_of_its_categories(tag: str) -> None:
    """One that a message shows, that is; categories are those of whole numbers, the last sentence stands for others."""
    categories = {PLURALS[tag](number) for number in range(201)}
    for id, message in read(tag).items():
        if isinstance(message, dict):
            assert message.keys() <= categories | {"1", "other"}, id
            assert "count" not in values(message) or categories <= message.keys() | {"other"}, id
        else:
            assert "count" not in values(message) or categories == {"other"}, id


@every_language
def test_few_messages_are_the_english_ones(tag: str) -> None:
    """Words that languages share, as "Video": a catalogue that was copied and not translated would have more."""
    english = read(ENGLISH)
    same = [
        id
        for id, message in read(tag).items()
        if message == english[id] and LETTERS.search(VALUE.sub("", str(message)))
    ]
    assert tag == ENGLISH or len(same) <= 8, same


def _said() -> Iterator[str]:
    """Ids of the messages that code, templates and targets name."""
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for target in map(load, built_in()):
        yield from (step if isinstance(step, str) else step["say"] for step in target.readme)
    for path in themes.load("classic").folders[0].glob("*.j2"):
        yield from re.findall(r'"([\w-]+)"', path.read_text("utf-8"))


def test_every_message_is_said_somewhere() -> None:
    """None is left of what a book once said."""
    said = set(_said())
    assert [id for id in read(ENGLISH) if id not in said and not MADE_UP.search(id)] == []


def test_templates_say_what_there_is() -> None:
    """Every message that they name by itself."""
    templates = themes.load("classic").folders[0].glob("*.j2")
    named = {id for path in templates for id in SAID.findall(path.read_text("utf-8")) if not id.endswith("-")}
    assert named - read(ENGLISH).keys() == set()


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("de", "de"), ("de-AT", "de"), ("PT-br", "pt"), ("zh", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN", "zh-Hans"), ("sw", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_language_has_the_nearest_catalogue(language: str, tag: str) -> None:
    """By its region where it says no script; where there is none, a book speaks English, and says so."""
    assert nearest(language) == tag
    assert wording(language).language == (language if tag else ENGLISH)


def test_messages_are_known_by_id_and_values() -> None:
    """A library may come from anywhere: what cannot be said must not reach a page."""
    assert is_known(Message("text-cut"))
    assert is_known(Message.of("at-address", statement=Message("answer-to-someone"), address="https://example.org"))
    assert not is_known(Message("no-such-message"))
    assert not is_known(Message("not-in-export"))
    assert not is_known(Message.of("at-address", statement=Message("no-such-message"), address="x"))
