"""Fonts for what a reading system may have none for: each cut down to the characters of the book that need it.

Latin, Greek and Cyrillic are left to the reader's own font. Other scripts and signs, and the emoji of titles and
contents, would be empty boxes on a device without them: such runs are marked and set in our fonts. (Named after the
reader's serif, our fonts are not found by Chromium for the first such line of a page.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape

import regex

from pipeline.ebook.package import File
from pipeline.typeset import fonts
from pipeline.typeset.emoji import Emoji, split
from pipeline.typeset.fonts import Family

FOLDER = "fonts"
MARK = "other-script"
"""The class of a run that may need one of the book's fonts."""
_EVERYWHERE = (fonts.TEXT, "Noto Serif", fonts.MONO)
"""Families whose characters every reading system can show."""
_MARKUP = re.compile(r"(<title>.*?</title>|<[^>]*>)", re.DOTALL)
"""What stands between texts. Attributes hold no ">": the writers of markup here escape it."""


def needed(texts: Iterable[str]) -> dict[Family, set[str]]:
    """The characters that a reading system may lack, by the family of ours that has them, in the families' order."""
    signs = {sign for text in texts if not text.isascii() for sign in text if not sign.isascii()}
    found: dict[Family, set[str]] = {}
    for family in fonts.FAMILIES:
        if not signs:
            break
        has = fonts.characters(family)
        taken = {sign for sign in signs if ord(sign) in has}
        signs -= taken
        if taken and family.name not in _EVERYWHERE:
            found[family] = taken
    return found


def texts(page: File) -> Iterator[str]:
    """The texts of a page, its markup left out."""
    for piece in _MARKUP.split(page.data.decode()):
        if not piece.startswith("<"):
            yield unescape(piece)


def dressed(page: File, signs: Iterable[str], drawings: str) -> tuple[File, list[Emoji]]:
    """The page with runs of those characters marked and its emoji drawn, and which emoji that are.

    drawings: the folder of the emoji's drawings.
    """
    run = _run(signs)
    used: dict[str, Emoji] = {}

    def dress(piece: str) -> str:
        if piece.startswith("<") or piece.isascii():
            return piece
        parts = []
        for part in split(piece):
            if isinstance(part, Emoji):
                used[part.key] = part
                parts.append(f'<img class="emoji" src="{drawings}/{part.key}.svg" alt="{part.text}"/>')
            else:
                parts.append(run.sub(rf'<span class="{MARK}">\g<0></span>', part) if run else part)
        return "".join(parts)

    data = "".join(dress(piece) for piece in _MARKUP.split(page.data.decode())).encode()
    return replace(page, data=data), list(used.values())


def _run(signs: Iterable[str]) -> regex.Pattern[str] | None:
    """Whole words of those characters: joiners, marks and single spaces within a run belong to it."""
    chosen = "".join(sorted(signs))
    if not chosen:
        return None
    return regex.compile(
        rf"[{regex.escape(chosen)}](?:[{regex.escape(chosen)}\p{{M}}\u200c\u200d]| (?=[{regex.escape(chosen)}]))*"
    )


def font_files(found: dict[Family, set[str]]) -> list[File]:
    """The fonts of the book."""
    return [
        File(id=f"font-{number}", name=_name(family), media_type=f"font/{_suffix(family)}", data=_cut(family, signs))
        for number, (family, signs) in enumerate(found.items(), 1)
    ]


def style(found: dict[Family, set[str]]) -> str:
    """What the style sheet says of them."""
    rules = [f'@font-face {{ font-family: "{family.name}"; src: url({_name(family)}); }}\n' for family in found]
    names = "".join(f'"{family.name}", ' for family in found)
    return "\n" + "".join(rules) + f".{MARK} {{ font-family: {names}serif; }}\n" if found else ""


def _name(family: Family) -> str:
    return f"{FOLDER}/{family.name.replace(' ', '')}.{_suffix(family)}"


def _suffix(family: Family) -> str:
    return family.regular.rpartition(".")[2]


def _cut(family: Family, signs: set[str]) -> bytes:
    """The family's regular face with those characters alone, and all that joins or moves them."""
    import uharfbuzz

    path = fonts.package_folder(family.package) / family.regular
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    # The letters of a script join through others that the book may not have by themselves.
    wanted.unicode_set.update(map(ord, signs | set(" \u200c\u200d")))
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    wanted.pin_all_axes_to_default(face)
    data: bytes = uharfbuzz.subset(face, wanted).blob.data
    return data


_DROPPED = ("BASE", "DSIG", "FFTM", "STAT", "VORG", "vhea", "vmtx")
"""Tables that no reading system needs for a line of text."""
