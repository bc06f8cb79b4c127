"""The table of plural rules and formats is CLDR's, as Babel has it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Date
from pipeline.wording import make_cldr, wording
from pipeline.wording.catalogue import tags
from pipeline.wording.cldr import PLURALS

WESTERN = [tag for tag in tags() if wording(tag).figures(1) == "1"]


def test_the_table_is_what_its_generator_makes() -> None:
    """`python -m pipeline.wording.make_cldr` writes it."""
    written = Path(make_cldr.__file__).with_name("cldr.py").read_text("utf-8")
    assert written == make_cldr.table()


@given(st.sampled_from(tags()), st.integers(0, 300) | st.integers(0, 10**9) | st.sampled_from([10**6, 3 * 10**6]))
def test_plural_rules(tag: str, number: int) -> None:
    """Those of whole numbers, worked out another way than by the generator."""
    assert PLURALS[tag](number) == Locale.parse(tag.replace("-", "_")).plural_form(number)


@pytest.mark.parametrize("tag", WESTERN)
@given(day=st.dates())
def test_dates(tag: str, day: date) -> None:
    """As Babel writes them, with our spaces."""
    locale = "en_GB" if tag == "en" else tag.replace("-", "_")
    said = wording(tag).date(Date(year=day.year, month=day.month, day=day.day))
    assert said.split() == format_skeleton("yMMMMd", day, locale=locale).split()
