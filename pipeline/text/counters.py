"""Counters that authors give their posts: "3/", "(2/16)", "4/n", "/5"."""

from __future__ import annotations

import re

_TOTAL = r"(?P<total>\d{1,3}|[nNxX#?]|🧵|end|END)?"

AT_START = re.compile(rf"(?:🧵\s*)?[\[(]?(?P<number>\d{{1,3}})\s?/\s?{_TOTAL}[\])]?(?=[\s.:)–—-]|$)")
"""The counter that a text begins with: to be matched."""
AT_END = re.compile(rf"(?:^|(?<=\s))[\[(]?(?:(?P<number>\d{{1,3}})\s?/\s?{_TOTAL}|/(?P<only>\d{{1,3}}))[\])]?$")
"""The counter that a text ends with, behind white space."""
AT_END_OF_LINE = re.compile(
    rf"(?:^|(?<=[^\w/.,:]))[\[(]?(?P<number>\d{{1,3}})\s?/\s?{_TOTAL}[\])]?$|(?:^|(?<=\s))/(?P<only>\d{{1,3}})$"
)
"""The counter that a line ends with, behind a sign or white space."""
OF_FIRST_POST = (
    r"[(\[（]?(?<![\d/])[01]\s?/\s?(?![2-58]\s(?-i:\p{Ll}))(?:\d{1,3}|[nx?]{1,2}|)(?![\w/])[)\]）]?"  # no "1/2 cup"
    r"|[(\[（]?(?<![\w/])/\s?1(?!\d)[)\]）]?"
)
"""The counter of a thread's first post, as a part of a pattern of `regex` that leaves case aside."""
BY_ITSELF = r"(?m:^|(?<=\s))[\[(]?(?:\d{1,3}\s?/\s?\d{0,3}|/\d{1,3})[\])]?(?m:$|(?=\s))"
"""A counter anywhere between white space, as a part of a pattern."""
