"""The drawing for the thread on sundials."""

from __future__ import annotations

import math

from plate import INK, MIST, RUST, SAND, SEA, Plate, Point

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def ahead(day: float) -> float:
    """Minutes that a dial is ahead of a clock, on a day counted from 1 January."""
    angle = math.tau * (day - 81) / 365
    return 9.87 * math.sin(2 * angle) - 7.53 * math.cos(angle) - 1.5 * math.sin(angle)


def equation() -> Plate:
    """The equation of time through the year."""
    plate = Plate(1500, 900)
    left, right, top, bottom = 130, 1450, 70, 780

    def place(day: float, minutes: float) -> Point:
        return left + (right - left) * day / 365, (top + bottom) / 2 - (bottom - top) * minutes / 38

    line = [(day, ahead(day)) for day in range(366)]
    for sign, shade in ((1, SAND), (-1, MIST)):
        half = [place(day, max(0.0, sign * minutes) * sign) for day, minutes in line]
        plate.area([*half, place(365, 0), place(0, 0)], shade)
    for minutes in range(-15, 16, 5):
        plate.line([place(0, minutes), place(365, minutes)], 4 if minutes == 0 else 1.6, "#cfc8bb" if minutes else INK)
        words = f"{minutes:+d}".replace("-", "−") if minutes else "0"
        plate.text((left - 22, place(0, minutes)[1]), words, 34, anchor="rm")
    first = 0
    for month, days in zip(MONTHS, DAYS, strict=True):
        plate.line([place(first, -17.6), place(first, -18.4)], 3)
        plate.text((place(first + days / 2, 0)[0], bottom + 24), month, 34, anchor="mm")
        first += days
    plate.line([place(*point) for point in line], 6, RUST)
    for day in (105, 164, 244, 359):
        plate.ring(place(day, 0), 11, 5, SEA, "#ffffff")
    plate.text(place(308, 17.9), "3 November", 38, "Italic", RUST, "mm")
    plate.text(place(43, -16.3), "11 February", 38, "Italic", RUST, "mm")
    plate.text((left + 14, top - 26), "minutes by which the dial is ahead", 36, "Italic")
    return plate
