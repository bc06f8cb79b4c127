"""Language tags: their form, and what they say."""

from __future__ import annotations

import pytest

from pipeline.text.language_tags import is_private, is_tag, names_language, normal, primary, renewed


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "ckb", "UND"])
def test_tags(tag: str) -> None:
    """A language of two or three letters, with a script, a country and the like."""
    assert is_tag(tag)


@pytest.mark.parametrize("text", ["", "english", "e", "pt_BR", "en-", "en-x-moss", "en-1", "en-a1-b2-c3-d4-e5", "en "])
def test_no_tags(text: str) -> None:
    """Names, other signs between the parts, extensions, too many parts."""
    assert not is_tag(text)


@pytest.mark.parametrize("tag", ["und", "zxx", "mul", "mis", "UND-Latn"])
def test_what_names_no_language(tag: str) -> None:
    """The codes of ISO 639 for what is in no language, in several, or in one that is not known."""
    assert not names_language(tag)
    assert normal(tag) == ""
    assert is_tag(tag)


def test_private_tags() -> None:
    """From qaa to qtz, and no further."""
    assert is_private("qht")
    assert is_private("qtz-Latn")
    assert not any(map(is_private, ("qua", "qu", "que", "art")))


@pytest.mark.parametrize(
    ("tag", "now"), [("iw", "he"), ("IN", "id"), ("ji-US", "yi-US"), ("EN-gb", "en-gb"), ("in-x-moss", "id-x-moss")]
)
def test_withdrawn_codes_are_renewed(tag: str, now: str) -> None:
    """The language alone; country and extensions stay as they are written."""
    assert renewed(tag) == normal(tag) == now
    assert primary(now) == now[:2]


def test_what_is_no_tag_is_not_made_one() -> None:
    """A name, nothing, a sign."""
    assert [normal(text) for text in ("English", "", "-", "en_US")] == [""] * 4
