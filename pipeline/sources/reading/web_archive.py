"""Pages saved from a web archive, which has put its own address before every other one in them.

The Wayback Machine writes "https://web.archive.org/web/20210301000000im_/https://…", with the moment of the capture and
a sign for what it gives back; archive.today writes "https://archive.ph/o/AbCdE/https://…", with the capture's name.
"""

from __future__ import annotations

import re
from collections import Counter

_WAYBACK = (
    r"(?:(?:(?:https?:)?//web\.archive\.org)?/web|(?:https?:)?//wayback\.archive-it\.org/\d+)"
    r"/(?P<day>\d{4,8})\d{0,6}(?:[a-z]{2}_)?/"
)
_ARCHIVE_TODAY = r"(?:https?:)?//archive\.(?:fo|is|li|md|ph|today|vn)/(?:o/)?(?P<name>\w+(?:[.-]\w+)*)/"
_WRAPPED = re.compile(
    rf"""(?P<before>=\s*["']?)(?:{_WAYBACK}|{_ARCHIVE_TODAY})(?=(?:https?:)?//|mailto:)""", re.IGNORECASE
)
_FOREIGN = re.compile(r"""=\s*["']?(?:https?:)?//(?!(?:[\w-]+\.)*archive\.)""", re.IGNORECASE)
"""Beginning of an attribute that is an address, and not an archive's."""
_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


def live(text: str) -> str:
    """The text of a page with the addresses that it had before a web archive kept it; of any other page, as it is.

    A page is an archive's where most of its addresses are wrapped. Those of another capture are links that somebody
    made on purpose, and stay.
    """
    captures = Counter(map(_capture, _WRAPPED.finditer(text)))
    if not captures or not _PAGE.search(text) or captures.total() <= len(_FOREIGN.findall(text)):
        return text
    capture = max(captures, key=lambda each: captures[each])
    return _WRAPPED.sub(lambda match: match["before"] if _capture(match) == capture else match[0], text)


def _capture(wrapped: re.Match[str]) -> str:
    return wrapped["day"] or wrapped["name"]
