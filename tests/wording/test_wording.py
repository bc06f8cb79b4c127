"""Sentences, dates, numbers and lists in a language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from pipeline.model import Date, Gap, Message
from pipeline.typeset import markdown
from pipeline.typeset.say import Say
from pipeline.wording import wording
from pipeline.wording.catalogue import tags


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1 post", "2 posts", "5 posts", "21 posts", "1,234 posts"]),
        ("de", ["1 Beitrag", "2 Beiträge", "5 Beiträge", "21 Beiträge", "1.234 Beiträge"]),
        ("ru", ["1 пост", "2 поста", "5 постов", "21 пост", "1\xa0234 поста"]),
        ("pl", ["1 wpis", "2 wpisy", "5 wpisów", "21 wpisów", "1\xa0234 wpisy"]),
        ("ar", ["منشور واحد", "منشوران", "٥ منشورات", "٢١ منشورًا", "١٬٢٣٤ منشورًا"]),
        ("he", ["פוסט אחד", "שני פוסטים", "5 פוסטים", "21 פוסטים", "1,234 פוסטים"]),
        ("ja", ["1件の投稿", "2件の投稿", "5件の投稿", "21件の投稿", "1,234件の投稿"]),
    ],
)
def test_a_number_has_its_sentence(language: str, expected: list[str]) -> None:
    """By the plural rules of the language, in its figures."""
    assert [wording(language).say("posts", count=count) for count in (1, 2, 5, 21, 1234)] == expected


def test_many_of_a_million_is_said_as_any_number() -> None:
    """French, Spanish, Italian and Portuguese have a category for it, which no catalogue needs."""
    assert wording("fr").say("posts", count=1_000_000) == "1\xa0000\xa0000 messages"


@pytest.mark.parametrize(
    ("language", "dates"),
    [
        ("en", ["5 February 2021", "5 February", "February 2021", "February", "2021", ""]),
        ("de", ["5. Februar 2021", "5. Februar", "Februar 2021", "Februar", "2021", ""]),
        ("pl", ["5 lutego 2021", "5 lutego", "luty 2021", "luty", "2021", ""]),
        ("fa", ["۵ فوریه ۲۰۲۱", "۵ فوریه", "فوریه ۲۰۲۱", "فوریه", "۲۰۲۱", ""]),
        ("ja", ["2021年2月5日", "2月5日", "2021年2月", "2月", "2021年", ""]),
    ],
)
def test_a_date_as_far_as_it_is_known(language: str, dates: list[str]) -> None:
    """What is unknown is left out."""
    known = [(2021, 2, 5), (None, 2, 5), (2021, 2, None), (None, 2, None), (2021, None, None), (None, None, None)]
    assert [wording(language).date(Date(year=y, month=m, day=d)) for y, m, d in known] == dates


@pytest.mark.parametrize(
    ("language", "days", "months", "years"),
    [
        ("de", "1.–3. März 2021", "1. März – 5. April 2021", "1. März 2021 – 5. Januar 2024"),
        ("es", "1–3 de marzo de 2021", "1 de marzo – 5 de abril de 2021", "1 de marzo de 2021 – 5 de enero de 2024"),
        ("ja", "2021年3月1日～3日", "2021年3月1日～4月5日", "2021年3月1日～2024年1月5日"),
        ("ar", "١–٣ مارس ٢٠٢١", "١ مارس – ٥ أبريل ٢٠٢١", "١ مارس ٢٠٢١ – ٥ يناير ٢٠٢٤"),
    ],
)
def test_a_stretch_of_days(language: str, days: str, months: str, years: str) -> None:
    """As short as the language has it."""
    words, first = wording(language), Date(year=2021, month=3, day=1)
    lasts = (Date(year=2021, month=3, day=3), Date(year=2021, month=4, day=5), Date(year=2024, month=1, day=5))
    assert [words.stretch(first, last) for last in lasts] == [days, months, years]


@pytest.mark.parametrize(
    ("language", "listed", "people", "ranges", "percent"),
    [
        ("en", "A, B and C", "A, B and 3 others", "1–3, 5, 7 and 8", "46%"),
        ("de", "A, B und C", "A, B und 3 weitere", "1–3, 5, 7 und 8", "46\xa0%"),
        ("ar", "A، B وC", "A، B و٣ آخرون", "١–٣، ٥، ٧ و٨", "٤٦٪"),
        ("ja", "A、B、C", "A、Bほか3名", "1～3、5、7、8", "46%"),
        ("tr", "A, B ve C", "A, B ve 3 kişi daha", "1–3, 5, 7 ve 8", "%46"),
    ],
)
def test_lists(language: str, listed: str, people: str, ranges: str, percent: str) -> None:
    """Of names, numbers and shares."""
    words = wording(language)
    assert words.listed("ABC") == listed
    assert words.people("ABCDE", 2) == people
    assert words.ranges([1, 2, 3, 5, 7, 8]) == ranges
    assert words.percent("46") == percent


def test_nobody_counts_one_other() -> None:
    """Whose name would take no more room."""
    words = wording("en")
    assert [words.people("ABCD"[:count], 3) for count in range(5)] == [
        "",
        "A",
        "A and B",
        "A, B and C",
        "A, B, C and D",
    ]


def test_grouping_goes_by_the_language() -> None:
    """In Hindi by two, after three."""
    assert [wording(language).number(12345678) for language in ("en", "hi", "fr")] == [
        "12,345,678",
        "1,23,45,678",
        "12\xa0345\xa0678",
    ]


def test_a_gap_says_where_it_is_by_its_place() -> None:
    """So its words hold wherever its post moves; words of a source's own are left as they are."""
    words = wording("en")
    assert (
        words.gap(Gap(kind="text", after=3, message=Message("text-cut")))
        == "the text of post 4 is cut short in the source"
    )
    assert words.gap(Gap(kind="text", after=3, message="eaten by moths")) == "eaten by moths"


@given(st.sampled_from(tags()), st.integers(0, 10**9))
def test_numbers_keep_their_value(tag: str, value: int) -> None:
    """In any figures, however grouped."""
    assert int("".join(sign for sign in wording(tag).number(value) if sign.isdecimal())) == value


def test_what_a_template_says_is_escaped() -> None:
    """But for the markup that it puts into a sentence itself."""
    say = Say("en", markdown.finalize)
    assert say("edited-by", editor="<Ada> *") == "Edited by &#60;Ada&#62; &#42;"
    assert say("edited-by", editor=Markup("<bdi>Ada</bdi>")) == "Edited by <bdi>Ada</bdi>"
    assert say.listed(["<a>", "b"], "<bdi>{}</bdi>") == "<bdi>&#60;a&#62;</bdi> and <bdi>b</bdi>"
