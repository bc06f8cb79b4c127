"""Faces by language: East Asian text is set in the serif of its language, and emphasised without slanting letters."""

from __future__ import annotations

from typing import Literal

import pytest

from pipeline import press
from pipeline.model import Post, Span
from pipeline.press.sheet.faces import FontUse
from pipeline.typeset import east_asian
from tests.press.conftest import THEME, chapters, thread


def uses(text: str, language: str, kind: Literal["bold", "italic"] | None = None) -> dict[str, FontUse]:
    """The faces of a thread of one post, by their names. kind: of the emphasis that the whole post has."""
    spans = (Span(start=0, end=len(text), kind=kind),) if kind else ()
    one = thread(title="12", language=language, posts=(Post(id="1", text=text, spans=spans),))
    (chapter,) = chapters(one)
    return {use.family: use for use in press.make_part(chapter, THEME).fonts}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ja", "直海", "Noto Serif JP"),
        ("zh", "直海", "Noto Serif SC"),
        ("zh-Hant", "直海", "Noto Serif TC"),
        ("ko", "바다", "Noto Serif KR"),
        ("en", "The sea is 海", "Noto Serif JP"),
        ("en", "The sea is 바다, they say of it", "Noto Serif KR"),
        ("ja", "뷁", "Noto Serif KR"),
    ],
)
def test_text_is_set_in_the_serif_of_its_language(language: str, text: str, name: str) -> None:
    """What that lacks comes from another serif, not from the sans."""
    found = uses(text, language)
    assert name in found
    assert east_asian.SANS.name not in found


@pytest.mark.parametrize("kind", ["bold", "italic"])
@pytest.mark.parametrize("language", ["ja", "zh", "ko"])
def test_east_asian_emphasis_is_the_sans(language: str, kind: Literal["bold", "italic"]) -> None:
    """It has no italics, and the serifs no bold."""
    found = uses("바다 is what the sea is" if language == "ko" else "海", language, kind)
    assert east_asian.SANS.name in found


@pytest.mark.parametrize(
    ("language", "text", "family"),
    [("he", "המים", "Noto Serif Hebrew"), ("th", "ทะเล", "Noto Serif Thai"), ("hi", "समुद्र", "Noto Serif Devanagari")],
)
def test_scripts_without_italics_emphasise_by_weight(language: str, text: str, family: str) -> None:
    """An emphasis that only slants would not be seen."""
    (weight,) = (value for axis, value in uses(text, language, "italic")[family].face.variations if axis == "wght")
    assert weight == 600


def test_arabic_does_not_slant() -> None:
    """It is bold where it is emphasised."""
    assert uses("البحر", "ar", "italic")["Amiri"].face.file == "files/Amiri-Bold.ttf"
