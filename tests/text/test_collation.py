"""Names in the order of an alphabet, and the letters that they stand under."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.collation import letter, sort_key

ORDERS = {
    "case, accents and signs do not count": ("en", "Ann eva “Eva” Éva ﬁsh La Łukasz @Lz Ø.Berg Zoë"),
    "figures first, then Latin, then others as Unicode has them": ("en", "🦊 2023 Zoë αλέξης Иван محمد 한글 かな 日本"),
    "German umlauts are their letters": ("de", "Österreich Ottilie Oz Strasse Straße Strassf"),
    "Spanish ñ is a letter": ("es", "nb nz ñandú o"),
    "Polish has nine": ("pl", "az ą b lz łuk zz źdźbło żaba"),
    "Turkish tells i from ı": ("tr", "cz çam hz Ilgaz ırmak istanbul İzmir"),
    "Russian й is a letter, ё is none; Cyrillic before Latin": ("ru", "ёж ежевика елка ива Иван ия йод Zoo"),
    "Ukrainian has four": ("uk", "галка ґава єва ива івн їжак йод"),
    "Swedish ends in three": ("sv", "adam zorn åre ärla öl"),
    "Persian letters stand among Arabic ones": ("fa", "آب بابا پدر تو جان چای زن ژاله قلم کتاب گل لب واو هوا یار"),
    "Arabic forms of alef are one letter": ("ar", "أحمد إيمان بدر هدى وليد Ann"),
    "kana in one order, whatever their shape": ("ja", "ああ カナ がま さくら バナナ ハル パン りん 山田 Ann"),
    "Korean syllables": ("ko", "가나 꽃 나라 한글 Ann"),
}


@pytest.mark.parametrize(("language", "order"), ORDERS.values(), ids=ORDERS)
def test_an_alphabet(language: str, order: str) -> None:
    """However the names lay before."""
    names = order.split()
    for before in (names[::-1], sorted(names)):
        assert sorted(before, key=lambda name: sort_key(name, language)) == names


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("en", "éva", "E"),
        ("en", "@łukasz", "L"),
        ("en", "2023", ""),
        ("en", "🦊", ""),
        ("en", "", ""),
        ("pl", "łukasz", "Ł"),
        ("tr", "istanbul", "İ"),
        ("tr", "ırmak", "I"),
        ("ja", "ガマ", "か"),
        ("ja", "ゃ", "や"),
        ("ja", "山田", "字"),
        ("ko", "한글", "ㅎ"),
        ("ar", "أحمد", "ا"),
    ],
)
def test_a_letter(language: str, name: str, expected: str) -> None:
    """As a heading shows it."""
    assert letter(name, language) == expected


@given(st.lists(st.text(max_size=6)), st.sampled_from(["en", "tr", "uk", "ja", "ko", "fa", "zh-Hant"]))
def test_names_of_a_letter_stand_together(names: list[str], language: str) -> None:
    """So a heading stands once, whatever people call themselves."""
    letters = [letter(name, language) for name in sorted(names, key=lambda name: sort_key(name, language))]
    runs = [each for place, each in enumerate(letters) if not place or letters[place - 1] != each]
    assert len(runs) == len(set(runs))
