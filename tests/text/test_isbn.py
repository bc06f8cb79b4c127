"""The check digits of ISBNs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import isbn


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("978-3-16-148410-0", "9783161484100"),
        ("ISBN 979-10-90636-07-1", "9791090636071"),
        ("0-306-40615-2", "0306406152"),
        ("isbn: 0 8044 2957 x", "080442957X"),
        ("978\u20103\u201116\u2012148410\u20130", "9783161484100"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, number: str) -> None:
    """With hyphens or spaces, of either length."""
    assert isbn.compact(text) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("978-3-16-148410-1", "does not fit"),
        ("0-306-40615-3", "does not fit"),
        ("9773161484100", "not ten or thirteen"),  # a periodical's
        ("978316148410", "not ten or thirteen"),
        ("X306406152", "not ten or thirteen"),
        ("٠٣٠٦٤٠٦١٥٢", "not ten or thirteen"),
        ("", "not ten or thirteen"),
    ],
)
def test_what_is_none_is_refused(text: str, reason: str) -> None:
    """And said why."""
    with pytest.raises(ValueError, match=reason):
        isbn.compact(text)


@given(st.sampled_from(["9783161484100", "9791090636071", "0306406152", "080442957X"]), st.data())
def test_a_wrong_digit_is_always_found(number: str, data: st.DataObject) -> None:
    """Whichever it is: that is what the last one is for."""
    place = data.draw(st.integers(0, len(number) - 1))
    digit = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != number[place]))
    with pytest.raises(ValueError, match=r"does not fit|not ten"):
        isbn.compact(number[:place] + digit + number[place + 1 :])


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text: str) -> None:
    """And a number is itself."""
    try:
        number = isbn.compact(text)
    except ValueError:
        return
    assert isbn.compact(number) == number


@given(st.text("0123456789", min_size=9, max_size=9))
def test_one_of_ten_digits_becomes_one_of_thirteen(body: str) -> None:
    """Its own digits behind 978, with a check digit that fits them."""
    number = isbn.of_thirteen(f"{body}X")
    assert number[:12] == f"978{body}"
    assert isbn.compact(number) == number
    assert isbn.of_thirteen(number) == number
