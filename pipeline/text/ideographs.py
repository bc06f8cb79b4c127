"""Ideographs: the letters of Chinese and Japanese, between which no spaces stand."""

from __future__ import annotations

IDEOGRAPHS = r"\p{Han}\p{Hiragana}\p{Katakana}"
"""They, as a part of a class of letters in patterns of `regex`."""
