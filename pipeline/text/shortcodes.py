"""Short codes of custom emoji: ":kiln:"."""

from __future__ import annotations

import re

_NAME = r":[^\s:]+"

SHORTCODE = re.compile(f"{_NAME}:")
"""Short code, whole: to be matched."""
SHORTCODE_BEFORE_COLON = re.compile(f"{_NAME}(?=:)")
"""Short code in running text, its last colon left: that may be the first of another."""
