"""Values of all readers hold no character that is none, and no text reorders what stands beside it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from pipeline.model import Author, Capture, Media, Post, Quote, Source, Span
from pipeline.sources.reading.cleaning import clean, cleaned, with_spans
from tests.conftest import input_at, reader_of
from tests.truth.conftest import Command

NASTY = "\x00\x07\x0b\x0c\r\x1b\x7f\x85\x9f\ud83d\udc47\u2028\u2029\u202d\u202e\ufdd0\ufeff\ufff9\ufffe\uffff"
MARKS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202d\u202e\ufdd0-\ufdef\ufeff\ufffe\uffff]")
texts = st.text(st.sampled_from(f"{NASTY}{MARKS}ab é字\n\t👇"), max_size=30)


def is_balanced(text: str) -> bool:
    """Whether marks of direction nest."""
    awaited = []
    for sign in text:
        if sign in "\u202a\u202b":
            awaited.append("\u202c")
        elif sign in "\u2066\u2067\u2068":
            awaited.append("\u2069")
        elif sign in "\u202c\u2069" and (not awaited or awaited.pop() != sign):
            return False
    return not awaited


def strings(value: Any) -> list[str]:
    """All strings in a value of the model."""
    if isinstance(value, Struct):
        return [text for field in fields(value) for text in strings(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []


@given(texts, texts, texts, texts)
@settings(max_examples=300, deadline=None)
def test_a_capture_has_clean_texts(text: str, name: str, alt: str, address: str) -> None:
    """Whatever a reader gives: no control characters, no halves of characters, marks of direction in pairs."""
    post = Post(
        id=name,
        text=text,
        media=(Media(alt=alt, url=f"https://example.org/{address}"),),
        quotes=(Quote(text=alt, author=Author(name=name)),),
        spans=(Span(start=0, end=len(text), kind="link", target=f"https://example.org/{address}"),) if text else (),
    )
    source = Source(name="a", format="toy", sha256="")
    capture = cleaned(Capture(source=source, author=Author(name=name, handle=name), posts=(post,), title=name))
    assert not [each for each in strings(capture) if NEVER.search(each) or not is_balanced(each)]
    if "\n" not in name + address:  # a separator becomes no line break where there is one line
        assert "\n" not in capture.author.name + capture.posts[0].media[0].url
    assert cleaned(capture) == capture


@given(texts)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    """The same text, and the same object: most captures have nothing to clean."""
    once = with_spans(text, ())[0]
    assert with_spans(once, ())[0] == once
    assert clean(once) is once


@given(st.lists(st.tuples(texts, st.sampled_from(["", "link", "bold"])), max_size=6))
def test_spans_stay_on_their_words(parts: list[tuple[str, str]]) -> None:
    """A span covers the same words before and after; one of which nothing is left is gone."""
    words, spans, length = "", [], 0
    for number, (part, kind) in enumerate(parts):
        marked = f"<{number}{part}>"
        if kind:
            spans.append(Span(start=length, end=length + len(marked), kind="link"))
        words, length = words + marked, length + len(marked)
    text, moved = with_spans(words, spans)
    assert [text[span.start : span.start + 2] for span in moved] == [
        words[span.start : span.start + 2] for span in spans
    ]
    assert all(text[span.end - 1] == ">" for span in moved)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\u2067one", "\u2067one\u2069"),
        ("one\u2069 two\u202c", "one two"),
        ("\u2067\u202aone\u2069 two", "\u2067\u202aone\u202c\u2069 two"),
        ("\u202bone \u2068two\u202c three\u2069", "\u202bone \u2068two three\u2069\u202c"),
        ("\u202eone\u202c", "one"),
        ("one\u2028two\u2029three\x85four\x0bfive\r\nsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("half \ud83d, whole \ud83d\udc47", "half \ufffd, whole 👇"),
    ],
)
def test_texts_as_they_come_out(text: str, cleaned: str) -> None:
    """Marks of direction in pairs, one kind of line end, and no half of a character."""
    assert with_spans(text, ())[0] == cleaned


@pytest.mark.parametrize("escaped", [True, False])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
@settings(max_examples=30, deadline=None)
def test_readers_are_cleaned_alike(tmp_path_factory: pytest.TempPathFactory, escaped: bool, text: str) -> None:
    """A text in JSON, written raw or escaped, of two networks: one result."""
    folder = tmp_path_factory.getbasetemp()
    marked = f"[{text}]".replace("&", "+").replace("<", "(").replace(">", ")")
    user = {"id": "1", "username": "ida", "name": "Ida"}
    tweet = {
        "id": "10",
        "author_id": "1",
        "text": marked,
        "created_at": "2024-05-01T12:00:00.000Z",
        "conversation_id": "10",
    }
    own = {"threadbound": 1, "author": {"name": "Ida"}, "posts": [{"text": marked}]}
    found = []
    for name, value in (("x-api-v2", {"data": [tweet], "includes": {"users": [user]}}), ("thread-json", own)):
        path = folder / f"{name}.json"
        path.write_text(json.dumps(value, ensure_ascii=escaped), encoding="utf-8", newline="")
        (capture,) = reader_of(name).read(input_at(path))
        found.append(capture.posts[0].text)
    assert found == [with_spans(marked, ())[0]] * 2


def test_separators_of_lines_in_json_are_line_breaks(command: Command) -> None:
    """JSON may hold them as they are; a file is not broken by them."""
    run = command("raw-line-separator/in")
    assert (run.exit, len(run.threads)) == (0, 2)
    assert "Warning" not in run.said
    assert "\n" in run.threads[0]["posts"][0]["text"]
    archive = command("raw-line-separator/in-archive", "--no-library")
    assert (archive.exit, len(archive.threads)) == (0, 1)
    assert not re.search("[\x85\u2028\u2029]", json.dumps(archive.threads, ensure_ascii=False))


def test_half_a_character_is_shown_and_told(command: Command) -> None:
    """In an address, in a name, anywhere: the thread is published."""
    run = command("surrogate-in-address")
    assert (run.exit, len(run.threads)) == (0, 2)
    assert "a.json: half a character in 1 place became \ufffd" in run.said
    run = command("surrogate-in-bluesky", "--no-library")
    assert (run.exit, len(run.threads)) == (0, 1)
