"""Addresses of Thread Reader's pages, which hold the id of a thread's first post."""

from __future__ import annotations

import re

from pipeline.text.x_addresses import ID

_NAME = "threadreaderapp.com"
_HOST = re.escape(_NAME)
_SITE = rf"https?://(?:www\.)?{_HOST}"
_ID = rf"(?P<id>{ID})(?![0-9])"

PAGE = re.compile(rf"{_SITE}/(?:thread|scrolly)/{_ID}", re.IGNORECASE)
"""Address of a thread's page, in either of its forms."""
PAGE_WITHOUT_SCHEME = re.compile(rf"{_HOST}/(?:thread|scrolly)/(?P<id>[0-9]{{15,19}})")
"""The same as a page saved as text shows it. Ids of fewer digits are older than the site."""
THREAD_LINK = re.compile(rf"(?:{_SITE})?/thread/{_ID}")
"""Target of a link to a thread on a page: to be matched."""
SCROLLY = re.compile(rf"{_HOST}/scrolly/[0-9]", re.IGNORECASE)
"""Address of a page in its other form, the Scrolly."""
NOWHERE = rf"https?://{_HOST}/thread/(?:\?[^()#\s]*)?#"
"""Target of the links that the site puts into posts: a part of patterns."""


def page_url(thread_id: str) -> str:
    """The address of a thread's page; "" where the id is not known."""
    return f"https://{_NAME}/thread/{thread_id}.html" if thread_id else ""
