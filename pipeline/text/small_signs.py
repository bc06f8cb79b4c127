"""Small signs: digits and signs of Unicode that stand raised or lowered by themselves, "10⁶", "CO₂".

They keep their meaning wherever there is only plain text: in titles and names of files, on a clipboard, read aloud.
"""

from __future__ import annotations

_SIGNS: dict[str, dict[int, str]] = {
    "superscript": str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"),
    "subscript": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
_MARKS = {"superscript": "^", "subscript": "_"}


def written(before: str, text: str, place: str) -> str:
    """The text as it is written in that place behind a character (or "").

    In small signs where there are some for all of it. A number that has none would be one with the number or letter
    before it: it goes behind a "^" or "_", as in formulas that are typed. All else is as it was: "1st", "Mme".
    """
    if all(ord(sign) in _SIGNS[place] for sign in text):
        return text.translate(_SIGNS[place])
    if before.isalnum() and text[:1].isdecimal():
        return _MARKS[place] + (text if text.isalnum() else f"({text})")
    return text
