"""The drawings for the threads on flags and on the wind."""

from __future__ import annotations

from plate import INK, MIST, RUST, SAND, SEA, WHITE, Plate, Point, polar

ARMS = {
    "A": (225, 180), "B": (270, 180), "C": (315, 180), "D": (0, 180), "E": (45, 180), "F": (90, 180),
    "G": (135, 180), "H": (225, 270), "I": (225, 315), "J": (0, 90), "K": (225, 0), "L": (225, 45),
    "M": (225, 90), "N": (225, 135), "O": (270, 315), "P": (270, 0), "Q": (270, 45), "R": (270, 90),
    "S": (270, 135), "T": (315, 0), "U": (315, 45), "V": (0, 135), "W": (45, 90), "X": (45, 135),
    "Y": (315, 90), "Z": (135, 90),
}  # fmt: skip
"""Where the arms of each letter point, as one sees the signaller: bearings, 0 is up and 90 is right."""


def signaller(plate: Plate, at: Point, letter: str) -> None:
    """One figure with two flags, divided rust and cream along their diagonal."""
    x, y = at
    plate.area([(x - 12, y - 20), (x + 12, y - 20), (x + 9, y + 26), (x - 9, y + 26)], INK)
    for side in (-1, 1):
        plate.line([(x + side * 5, y + 24), (x + side * 9, y + 57)], 7)
    plate.disc((x, y - 37), 13, INK)
    for bearing in sorted(ARMS[letter], key=lambda bearing: bearing != 180):
        shoulder = (x, y - 14)
        hand, end = polar(shoulder, bearing, 40), polar(shoulder, bearing, 76)
        lean = -90 if bearing > 180 else 90
        corner, near = polar(end, bearing + lean, 34), polar(polar(shoulder, bearing, 42), bearing + lean, 34)
        low = polar(shoulder, bearing, 42)
        plate.area([low, end, corner], RUST)
        plate.area([low, corner, near], SAND)
        plate.line([low, end, corner, near, low], 2.2)
        plate.line([shoulder, hand], 7)
        plate.line([hand, end], 3)


def semaphore() -> Plate:
    """The alphabet as the reader sees it, and last the two letters that make the sign for peace."""
    plate = Plate(1600, 850)
    for index, letter in enumerate(ARMS):
        at = (108 + 173 * (index % 9), 118 + 275 * (index // 9))
        signaller(plate, at, letter)
        plate.text((at[0], at[1] + 108), letter, 42, "Medium", anchor="mm")
    centre = (108 + 173 * 8, 118 + 550)
    plate.ring(centre, 62, 11, RUST)
    for bearing in (0, 180, 135, 225):
        plate.line([centre, polar(centre, bearing, 62)], 11, RUST)
    plate.text((centre[0], centre[1] + 108), "N and D", 34, "Italic", RUST, "mm")
    return plate


def beaufort() -> Plate:
    """Wind speed against Beaufort's number."""
    plate = Plate(1500, 960)
    left, right, top, bottom = 150, 1440, 60, 830

    def place(number: float, speed: float) -> Point:
        return left + (right - left) * number / 12.4, bottom - (bottom - top) * speed / 36

    for speed in range(0, 36, 5):
        plate.line([place(0, speed), place(12.4, speed)], 1.6 if speed else 4, "#c4ced2" if speed else INK)
        plate.text((left - 24, place(0, speed)[1]), str(speed), 34, anchor="rm")
    line = [place(step / 20, 0.836 * (step / 20) ** 1.5) for step in range(241)]
    plate.area([*line, place(12, 0)], MIST)
    plate.line([place(0, 0), place(12.4, 0)], 4)
    plate.line(line, 6, SEA)
    for number in range(13):
        at = place(number, 0.836 * number**1.5)
        plate.dashes(at, (at[0], bottom), 2, SEA, 6)
        plate.ring(at, 10, 5, SEA, WHITE)
        plate.text((at[0], bottom + 40), str(number), 36, "Medium", anchor="mm")
    named = {3: "gentle breeze", 5: "fresh breeze", 8: "fresh gale", 11: "storm", 12: "hurricane"}
    for number, words in named.items():
        x, y = place(number, 0.836 * number**1.5)
        plate.text((x - 26, y - 22), words, 38, "Italic", RUST, "rm", 7)
    plate.text((right, bottom + 98), "Beaufort’s number", 36, "Italic", anchor="rm")
    plate.text((left + 16, top - 24), "metres a second", 36, "Italic")
    return plate
