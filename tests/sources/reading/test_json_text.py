"""JSON is decoded without halves of characters, in values and keys alike, and they are counted."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.reading import json_text
from pipeline.sources.reading.files import Input

_TEXT = st.text(st.sampled_from('a\\"/u\ud83d\ude00\ud800\udc00é\U0001f600\n'), max_size=8)
_JSON = st.recursive(
    _TEXT | st.integers() | st.booleans() | st.none(),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(_TEXT, each, max_size=4),
    max_leaves=8,
)


def item() -> Input:
    return Input(path=Path("/a.json"), root=Path("/"), label="a.json", name="a.json")


def whole(value: Any) -> Any:
    """The value with U+FFFD in the place of halves, as UTF-16 knows them."""
    if isinstance(value, dict):
        return {whole(key): whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [whole(each) for each in value]
    if isinstance(value, str):
        paired = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        return re.sub("[\ud800-\udfff]", "\ufffd", paired)
    return value


@given(_JSON, st.booleans())
def test_no_value_has_half_a_character(value: Any, escaped: bool) -> None:
    """Written out or as it is; all else stays."""
    text, read = json.dumps(value, ensure_ascii=escaped), item()
    assert json_text.value(text.encode("utf-8", "surrogatepass"), read) == json.loads(json.dumps(whole(value)))
    assert bool(read.lost) == ("\ufffd" in str(whole(value)))


@given(_JSON)
def test_a_quick_decoder_reads_the_same(value: Any) -> None:
    """It is asked a second time only where it complains."""
    data = json.dumps(value).encode()
    try:
        decoded = json_text.quick(data, item(), msgspec.json.decode)
    except json_text.COMPLAINTS:  # a number that msgspec does not take
        return
    assert decoded == json_text.value(data, item())


def test_a_backslash_before_it_makes_it_words() -> None:
    """As in a text about JSON."""
    read = item()
    assert json_text.value(rb'"\\ud800 \\\ud800"', read) == "\\ud800 \\\ufffd"
    assert read.lost == [1]


@pytest.mark.parametrize(
    ("data", "said"), [(b'"\xff"', "not UTF-8 text"), (b"[" * 99_999, "nested too deeply"), (b"9" * 5000, "a number")]
)
def test_a_complaint_is_told_in_our_words(data: bytes, said: str) -> None:
    """Of each kind that decoders have."""
    with pytest.raises(json_text.COMPLAINTS) as caught:
        json_text.value(data, item())
    assert json_text.fault(caught.value).startswith(said)
