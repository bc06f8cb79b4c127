"""The drawing for the thread on sundials."""

from __future__ import annotations

import math

from plate import INK, RUST, SAND, SEA, Plate, Point

MONTHS = {
    1: "January", 32: "February", 60: "March", 91: "April", 121: "May", 152: "June",
    182: "July", 213: "August", 244: "September", 274: "October", 305: "November", 335: "December",
}  # fmt: skip
"""By the day of the year with which each begins."""


def sun(day: float) -> tuple[float, float]:
    """How many minutes the dial is ahead of the clock at noon of a day of the year, and the sun's declination."""
    anomaly = math.radians(357.5 + 0.9856 * day)
    longitude = math.radians(280.1 + 0.9856 * day + 1.915 * math.sin(anomaly) + 0.02 * math.sin(2 * anomaly))
    mean = math.radians(280.1 + 0.9856 * day)
    tilt = math.radians(23.44)
    right_ascension = math.atan2(math.cos(tilt) * math.sin(longitude), math.cos(longitude))
    ahead = math.degrees(math.remainder(mean - right_ascension, 2 * math.pi)) * 4
    return ahead, math.degrees(math.asin(math.sin(tilt) * math.sin(longitude)))


def analemma() -> Plate:
    """Where the sun stands at noon by the clock, through a year."""
    plate = Plate(1200, 1500)

    def place(day: float) -> Point:
        ahead, height = sun(day)
        return 580 + ahead * 25, 760 - height * 24

    for minutes in range(-15, 16, 5):
        x = 580 + minutes * 25
        plate.line([(x, 120), (x, 1390)], 1.6 if minutes else 4, "#cfc8bb" if minutes else INK)
        plate.text((x, 1430), str(abs(minutes)), 34, anchor="mm")
    plate.line([(180, 760), (980, 760)], 1.6, "#cfc8bb")
    plate.text((195, 735), "equator", 32, "Italic", SEA, halo=6)
    plate.text((380, 75), "dial behind the clock", 36, "Italic", SEA, "mm")
    plate.text((780, 75), "dial ahead of the clock", 36, "Italic", SEA, "mm")
    plate.text((1000, 1430), "minutes", 34, "Italic")
    plate.line([place(step / 2) for step in range(732)], 7, RUST)
    for day, month in MONTHS.items():
        x, y = place(day)
        plate.ring((x, y), 12, 4, RUST, SAND)
        if y < 210 or y > 1250:  # where the curve runs level, above or below it
            plate.text((x, y + (44 if y > 1250 else -44)), f"1 {month}", 34, anchor="mm", halo=6)
        else:
            plate.text((x - 28 if x < 575 else x + 28, y), f"1 {month}", 34, anchor="rm" if x < 575 else "lm", halo=6)
    return plate
