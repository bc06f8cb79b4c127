"""Small signs: digits and signs of Unicode that stand raised or lowered by themselves, "10⁶", "CO₂".

They keep their meaning wherever there is only plain text: in titles and names of files, on a clipboard, read aloud.
"""

from __future__ import annotations

_SIGNS = {
    "superscript": dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True)),
    "subscript": dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True)),
}
_MARKS = {"superscript": "^", "subscript": "_"}


def written(before: str, text: str, place: str) -> str:
    """The text as it is written in that place behind a character (or "").

    In small signs where there are some for all of it. A number that has none would be one with the number or letter
    before it: it goes behind a "^" or "_", as in formulas that are typed. All else is as it was: "1st", "Mme".
    """
    signs = _SIGNS[place]
    if all(sign in signs for sign in text):
        return "".join(signs[sign] for sign in text)
    if before.isalnum() and text[:1].isdecimal():
        return _MARKS[place] + (text if text.isalnum() else f"({text})")
    return text
