"""International Standard Book Numbers (ISO 2108), of ten digits and of thirteen."""

from __future__ import annotations

import re

_PARTED = re.compile(r"[ \-\u2010-\u2013]")
"""Signs that stand between the parts of a number: a space, hyphens and what word processors make of them."""
_TEN = re.compile(r"[0-9]{9}[0-9X]")
_THIRTEEN = re.compile(r"97[89][0-9]{10}")


def compact(text: str) -> str:
    """The number without hyphens: "9783161484100", "080442957X". Raises ValueError for what is none."""
    number = _PARTED.sub("", text.strip().upper().removeprefix("ISBN").lstrip(": "))
    if not (_TEN.fullmatch(number) or _THIRTEEN.fullmatch(number)):
        raise ValueError("not ten or thirteen digits")
    if not _is_checked(number):
        raise ValueError("its last digit does not fit the others")
    return number


def of_thirteen(number: str) -> str:
    """The compact number with thirteen digits, as barcodes have it: one of ten becomes one of the prefix 978."""
    if len(number) == 13:
        return number
    body = f"978{number[:9]}"
    return f"{body}{-_weighed(body) % 10}"


def _is_checked(number: str) -> bool:
    """Whether the check digit is that of the others."""
    digits = [10 if digit == "X" else int(digit) for digit in number]
    if len(digits) == 10:
        return sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11 == 0
    return _weighed(number) % 10 == 0


def _weighed(number: str) -> int:
    """The sum of the digits, of which every second one counts thrice."""
    digits = [int(digit) for digit in number]
    return sum(digits[::2]) + 3 * sum(digits[1::2])
