"""Beginnings of files, by kind: patterns that tell which readers need be asked, before these are imported.

Whatever may be of the kind matches; the readers look closer.
"""

from __future__ import annotations

JSON = rb'\s*[\[{]|[^\n]+\n\{"'
"""JSON; where the first line is something else, the second may be."""
MARKUP = rb"[\s\0\x80-\xff]*<"
"""HTML, with marks and broken letters before it."""
ZIP = rb"PK"
GZIP = rb"\x1f\x8b"
CAR = rb"[\x80-\xff]{0,2}[\x00-\x7f]\xa2(?:\x65roots|\x67version\x01\x65roots)"
"""A CAR: the length of its header, and the header's first key."""
