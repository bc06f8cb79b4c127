"""The barcode of an ISBN: its bars worked out anew, by the tables of ISO/IEC 15420."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text import isbn
from pipeline.typeset.cover.barcode import MODULE, drawn

_A = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_B = ("0100111", "0110011", "0011011", "0100001", "0011101", "0111001", "0000101", "0010001", "0001001", "0010111")
_C = ("1110010", "1100110", "1101100", "1000010", "1011100", "1001110", "1010000", "1000100", "1001000", "1110100")
_NINE = "ABBABA"
"""Sets of the six figures at the left, of numbers that begin with 9."""
_RECT = "{http://www.w3.org/2000/svg}rect"


def modules(drawing: str) -> str:
    """The modules of a drawn barcode, "1" for those that are black."""
    _, *bars = ElementTree.fromstring(drawing).iter(_RECT)
    row = ["0"] * 95
    for bar in bars:
        start, count = (round(float(bar.get(name, "0")) / MODULE) for name in ("x", "width"))
        row[start : start + count] = "1" * count
    return "".join(row)


def numbers() -> st.SearchStrategy[str]:
    """ISBNs of thirteen digits."""
    body = st.tuples(st.sampled_from(["978", "979"]), st.text("0123456789", min_size=9, max_size=9)).map("".join)
    return body.map(lambda digits: digits + str(-sum(int(d) * (1, 3)[n % 2] for n, d in enumerate(digits)) % 10))


@settings(max_examples=40, deadline=None)
@given(numbers())
def test_the_bars_are_those_of_the_number(number: str) -> None:
    """Guards, and each figure in the set that it has where it stands."""
    left = "".join({"A": _A, "B": _B}[kind][int(digit)] for kind, digit in zip(_NINE, number[1:7], strict=True))
    right = "".join(_C[int(digit)] for digit in number[7:])
    assert modules(drawn(number, 50.8, 30.48)) == f"101{left}01010{right}101"


def test_one_of_ten_digits_is_drawn_as_one_of_thirteen() -> None:
    """By the prefix 978, with a check digit of its own."""
    assert isbn.compact(isbn.of_thirteen("080442957X")) == "9780804429573"
    assert drawn("080442957X", 50.8, 30.48) == drawn("9780804429573", 50.8, 30.48)


@pytest.mark.parametrize(("width", "height"), [(50.8, 30.48), (40, 26), (30, 20)])
def test_it_stays_within_its_field(width: float, height: float) -> None:
    """With its quiet zones; of a low field the bars are lower, of a narrow one all is smaller."""
    root = ElementTree.fromstring(drawn("9783161484100", width, height))
    place = root[1].get("transform", "").replace(")", "(").split("(")
    left, top = map(float, place[1].split())
    scale = float(place[3])
    bars = [*root[1].iter(_RECT)]
    assert left >= 11 * MODULE * scale - 0.01
    assert width - left - 95 * MODULE * scale >= 7 * MODULE * scale - 0.01
    assert top >= 2.6 * scale
    assert top + max(float(bar.get("height", "0")) for bar in bars) * scale <= height - 1
    assert scale == pytest.approx(min(1, width / (113 * MODULE)), rel=1e-3)
