"""Opening: the one way to a file that a user named or that lies among what they named, and to the text in it.

regular      files that end, opened without waiting
byte_order   text in UTF-16 and UTF-32, by its mark
toml_text    TOML, bounded before it is parsed
"""

from __future__ import annotations

from pipeline.opening.regular import open_file, open_own, read_file, real, reason

__all__ = ["open_file", "open_own", "read_file", "real", "reason"]
