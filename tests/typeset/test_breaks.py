"""Soft places add no character, and stand between words, or syllables where words are not known."""

from __future__ import annotations

import html
import sys
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.typeset import breaks

WORDS = {
    "km": "ការ|បោះពុម្ព|សៀវភៅ|ដោយ|អក្សរ|សំណ|គឺជា|ការងារ|ដែល|ត្រូវ|យក|អក្សរ|ម្តង|មួយៗ|ហើយ|រៀប|ជា|បន្ទាត់",
    "lo": "ການ|ພິມ|ປຶ້ມ|ດ້ວຍ|ຕົວ|ອັກສອນ|ຕະກົ່ວ|ເປັນ|ວຽກ|ທີ່|ຕ້ອງ|ໃຊ້",
    "my": "စာအုပ်|ပုံနှိပ်|ခြင်း|သည်|စိတ်ရှည်|ရန်လို|သော",
}
SYLLABLES = {
    "km": "ការ|បោះ|ពុ|ម្ព|សៀវ|ភៅ|ដោយ|ខ្មែរ|មួយៗ|ហើយ",
    "lo": "ການ|ພິມ|ປຶ້ມ|ດ້ວຍ|ຕົວ|ອັກ|ສອນ|ຕະ|ກົ່ວ|ຄວາມ|ສະ|ຫຼາດ|ແຫຼມ|ຫນັງ|ສື|ຂອງ|ຂ້ອຍ|ຫມົດໆ",
    "my": "စာ|အုပ်|ပုံ|နှိပ်|ခြင်း|သည်|ဗုဒ္ဓ|မြန်|မာ|အင်္ဂ|လိပ်|ကျွန်ုပ်|တို့",
}


@pytest.fixture
def without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the extra that knows words."""
    monkeypatch.setitem(sys.modules, "icu4py.breakers", None)


@pytest.mark.parametrize("language", WORDS)
def test_lines_may_end_between_words(language: str) -> None:
    """Of scripts without spaces; ICU knows them."""
    pytest.importorskip("icu4py")
    assert breaks.soften(WORDS[language].replace("|", "")).replace(breaks.SOFT, "|") == WORDS[language]


@pytest.mark.usefixtures("without_words")
@pytest.mark.parametrize("language", SYLLABLES)
def test_lines_may_end_between_syllables_where_words_are_not_known(language: str) -> None:
    """By the letters alone; nothing that is written as one is cut."""
    assert breaks.soften(SYLLABLES[language].replace("|", "")).replace(breaks.SOFT, "|") == SYLLABLES[language]


def test_tags_within_words_change_nothing() -> None:
    """A word that is bold in part stays whole; attributes and the title of a page hold no tags."""
    text = WORDS["lo"].replace("|", "")
    marked = f'<title>{text}</title><p title="{text}">{text[:20]}<b>{text[20:30]}</b>{text[30:]}</p>'
    softened = breaks.soften(marked)
    assert softened.replace(breaks.SOFT, "") == marked
    assert softened.startswith(f'<title>{text}</title><p title="{text}">')
    (before, inside, after) = ElementTree.fromstring(
        softened.partition("</title>")[2].replace(breaks.SOFT, "|")
    ).itertext()
    pytest.importorskip("icu4py")
    assert before + inside + after == WORDS["lo"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), st.integers(1, 40))
@example("&<e\u0301", 150)
@example("ກາ", 1)
@example("ក្ខៗ", 30)
def test_no_character_is_added_or_lost(text: str, times: int) -> None:
    """Whatever the text, its soft places taken out it is as it was."""
    markup = f"<p>{html.escape(text * times)}</p>"
    softened = breaks.soften(markup)
    assert softened.replace(breaks.SOFT, "") == markup
    assert "".join(ElementTree.fromstring(softened).itertext()) == "".join(ElementTree.fromstring(markup).itertext())


@pytest.mark.parametrize("count", range(998, 1006))
@pytest.mark.parametrize("sign", ["&", "<", "a&"])
def test_no_place_parts_a_reference(sign: str, count: int) -> None:
    """Wherever a long run ends: it stays XHTML, and the text is the same."""
    text = sign * count
    assert "".join(ElementTree.fromstring(f"<p>{breaks.soften(html.escape(text))}</p>").itertext()) == text


@pytest.mark.parametrize("run", ["a" * 2000, "e\u0301" * 600, "<b>" * 300, "-" * 600, "?!" * 300, "والمستشفيات" * 60])
def test_long_runs_get_places(run: str) -> None:
    """Every few letters, and none before a mark."""
    pieces = breaks.soften(html.escape(run)).split(breaks.SOFT)
    assert max(len(html.unescape(piece)) for piece in pieces) <= 8
    assert not any(piece.startswith("\u0301") for piece in pieces)


@pytest.mark.parametrize("text", ["本を刷る、" * 200, "a word " * 200, "https://example.org/" * 50, "หนังสือ" * 100])
def test_what_can_be_broken_is_left_alone(text: str) -> None:
    """Lines of it end where they always did."""
    assert breaks.soften(f"<p>{text}</p>") == f"<p>{text}</p>"
