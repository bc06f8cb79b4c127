"""Lines of titles end between phrases."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typeset.phrases import phrased, phrases

TITLE = st.text(alphabet="図書館のでa B、。今天的天气&<'\U0001f642", max_size=20)


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("屋根裏で見つかった古い手紙", "ja", ["屋根裏で", "見つかった", "古い", "手紙"]),
        ("今天的天气真的非常好", "zh-Hans", ["今天", "的", "天气", "真的", "非常", "好"]),
        ("我們去圖書館看書吧", "zh-Hant", ["我們", "去", "圖書館", "看書吧"]),
        ("Threadbound を 使う", "ja", ["Threadbound を 使う"]),  # lines end at its spaces
        ("A bell's strike note", "en", ["A bell's strike note"]),
        ("ไปห้องสมุดกันเถอะ", "th", ["ไปห้องสมุดกันเถอะ"]),  # left to the dictionaries of engines
    ],
)
def test_phrases(text: str, language: str, parts: list[str]) -> None:
    """As a reader would pause."""
    assert phrases(text, language) == parts


@given(TITLE, st.sampled_from(["ja", "zh", "zh-TW", "en"]))
def test_no_character_is_lost_or_added(text: str, language: str) -> None:
    """Neither of the text nor in the markup."""
    assert "".join(phrases(text, language)) == text
    assert "".join(ElementTree.fromstring(f"<h1>{phrased(text, language)}</h1>").itertext()) == text


def test_a_title_of_one_phrase_has_no_element() -> None:
    """Layout takes time for each."""
    assert phrased("A <bell>", "en") == "A &lt;bell&gt;"
    assert phrased("古い手紙", "ja") == '<span class="phrases">古い<wbr />手紙</span>'
