"""English month names as networks and pages write dates with them: "Feb 5, 2021", "5 February", "Sept. 3rd"."""

from __future__ import annotations

from pipeline.model.date import MONTHS

NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
"""Numbers of the months, 1 to 12, by their first three letters."""
MONTH = rf"(?:{'|'.join(NUMBERS)})[a-z]{{0,6}}\.?"
"""Name of a month, in full or shortened: a part of patterns."""
