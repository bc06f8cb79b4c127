"""Exempt stretches of a text, whose signs stay as typed: addresses, names, faces, arrows, feet and minutes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from pipeline.text.web_addresses import ADDRESS_OR_WWW

_MOUTH = r"[()\[\]{}DPpOo03/\\|*<>$@\#&sSxXcC]"
_END = r"(?! \w ) [.,!?]*"
_DRAWN = r"[-<>=|+*~_^/\\]"
_KINDS = (
    ("/ www.", rf"(?i:{ADDRESS_OR_WWW.pattern}) (?<! [.,;:!?\"'’”»)\]…] )"),
    ("@", r"[\w.+-]++ @ [\w-]+ (?: \.[\w-]+ )+"),  # an address of mail
    ("@ # ＠ ＃", r"[@\#＠＃] (?<! \w. ) [\w.-]*+ (?<= \w )"),
    (":", r": (?<! \w: ) [\w+-]+ : (?! \w )"),  # an emoji by its name
    ("/", r"/ (?<= (?<! \S ) (?: \.{0,2} | ~ ) / ) [\w./-]+"),  # a path
    ("\\", r"(?<! \S ) [^\s\\]*+ \\ \S*"),
    ("-", r"-{1,2} (?<! \S-{1,2} ) \p{L} [\w-]*"),  # an option of a command
    (": ; =", rf"[:;=] (?<= (?<! \S ) [>}}]?. ) ['’]? [-^o*~]? {_MOUTH}+ {_END}"),  # :-) :'(
    (": ; = 8", rf"[:;=8] (?<= (?<! \S ) [()\[\]DdOo/\\|*<>]+ [-^o*~]? ['’]?. ) [<>]? {_END}"),  # (-:
    ("8 x X %", rf"[8xX%] (?<! \S. ) -? [D()]+ {_END}"),
    ("(", r"\( (?: [^\p{L}\p{N}\s\"«»()] | [oOTx] ){2,12} \) [^\s\w\"»”]*"),  # (^_^;)
    ("_ .", rf"[_.]+ (?<= (?<! \S ) [oOTxX^>-] [_.]+ ) [oOTxX^<-] {_END}"),  # o_O
    ("<3 </3", r"<\\?/?3+"),
    ("< > = | + * ~ _ ^ / \\", rf"-* [<>=|+*~_^/\\] {_DRAWN}+ | -+ [<>=|+*~_^/\\]"),  # an arrow, a rule, a drawing
    ("-", r"(?: -\ ){2,} -? | -{4,}"),
    ("'", r"' (?<= \d' ) (?: ' | \ ?\d+ [\"']* | \ ?[x×]\ ?\d+ '? )"),  # 5'10"
    ('"', r"\" (?<= \d\" ) \ ?[x×]\ ?\d+ \"?"),
    ("`` '' (", r"``+ [^`\n]* (?: `` | '' )? | '' | \( (?<= \w. ) \.{3} \)"),  # quotation marks of TeX; f(...)
)
"""Kinds of stretches: signs of which each has one, so that most texts need not be searched; and its pattern, the place
that is found fast first."""


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], regex.Pattern[str]], ...]:
    return tuple((tuple(signs.split(" ")), regex.compile(pattern, regex.VERBOSE)) for signs, pattern in _KINDS)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The exempt stretches of a text, first and one past the last character; they may overlap."""
    for signs, pattern in _patterns():
        if any(sign in text for sign in signs):
            yield from (found.span() for found in pattern.finditer(text))
