"""The book's own words: messages, dates, numbers and lists in the languages that there are catalogues for.

`catalogues/` has a file for each language, for translators; `cldr.py` is made from CLDR, with the plural rules and the
formats of dates and numbers. A message travels as data (`model.Message`) until it is known in which language a book
speaks. docs/translating.md says how to add a language.
"""

from __future__ import annotations

from pipeline.wording.catalogue import ENGLISH, is_known
from pipeline.wording.wording import Wording, wording

__all__ = ["ENGLISH", "Wording", "is_known", "wording"]
