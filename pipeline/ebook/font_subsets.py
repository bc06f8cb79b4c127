"""Font subsets for characters that a reading system may have no font for.

Latin, Greek and Cyrillic are left to the reader's own font. Other scripts and signs, and the emoji of titles and
contents, would be empty boxes on a device without them: such runs are marked and set in our fonts. (Named after the
reader's serif, our fonts are not found by Chromium for the first such line of a page.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import regex
from msgspec.structs import replace

from pipeline.ebook.package import File
from pipeline.ebook.page import Page
from pipeline.typeset import east_asian, fonts
from pipeline.typeset.emoji import Emoji, split
from pipeline.typeset.fonts import Family
from pipeline.typeset.text_face import Cut, TextFace

FOLDER, DRAWINGS = "fonts", "emoji"
"""Folders in the book for its fonts and for the drawings of its emoji."""
MARK = "other-script"
"""Class of a run that may need one of the book's fonts."""
_EVERYWHERE = (fonts.TEXT, "Noto Serif", fonts.PLAIN.name, fonts.MONO)
"""Families whose characters every reading system can show."""
_ASCII = set(map(chr, range(0x20, 0x7F)))
_LANGUAGE = re.compile(r'(?<!:)\blang="([^"]+)"')
_COMBINING = regex.compile(r"\p{M}")
_TEXT = re.compile(r">(?<!<title>)([\x00-;=-\x7f]*+[^\x00-\x7f][^<]*)")
"""A text node that is not ASCII, with the end of the tag before it. The page's title can hold no markup; attributes
hold no ">", for their writers escape it."""


def needed(texts: Iterable[str], languages: Iterable[str] = ()) -> dict[Family, set[str]]:
    """Characters that a reading system may lack, by the family of ours that has them, in the families' order.

    languages: those of the texts (BCP 47). Characters that East Asian languages share are in the face of each.
    """
    signs = {sign for sign in set().union(*texts) if not sign.isascii()}
    found: dict[Family, set[str]] = {}
    everywhere = (*_EVERYWHERE, fonts.text()[0].name)
    for family in fonts.every():
        if not signs:
            break
        if family == east_asian.SANS:
            found |= (serifs := _in_serifs(signs, languages))
            signs -= set().union(*serifs.values())
        taken = {sign for sign in signs if fonts.has(family, sign)}
        signs -= taken
        if taken and family.name not in everywhere:
            found[family] = taken
    return found


def _in_serifs(signs: set[str], languages: Iterable[str]) -> dict[Family, set[str]]:
    """Characters that East Asian serifs have: all in those of the languages, what these lack in the others."""
    named = set(map(east_asian.serif, languages))
    found: dict[Family, set[str]] = {}
    for family in sorted(east_asian.installed(), key=lambda family: family not in named):
        wanted = signs if family in named else signs.difference(*found.values())
        if taken := {sign for sign in wanted if fonts.has(family, sign)}:
            found[family] = taken
    return found


def languages(page: Page) -> list[str]:
    """Languages that a page names for parts of itself (BCP 47)."""
    return _LANGUAGE.findall(page.text)


def texts(page: Page) -> list[str]:
    """Texts of a page that are not ASCII, without its title."""
    return _TEXT.findall(page.text)


def drawn(page: Page, suffix: str = "svg") -> tuple[Page, list[Emoji]]:
    """The page with its emoji as drawings, which are read, copied and searched as emoji; and these, each once.

    suffix: of the drawings' files.
    """
    used: dict[str, Emoji] = {}

    def draw(text: re.Match[str]) -> str:
        return ">" + "".join(map(put, split(text[1])))

    def put(piece: str | Emoji) -> str:
        if isinstance(piece, str):
            return piece
        used[piece.key] = piece
        # A screen reader says the name of its alternative in the listener's own language.
        return f'<img class="emoji" src="{DRAWINGS}/{piece.key}.{suffix}" alt="{piece.text}" />'

    return replace(page, text=_TEXT.sub(draw, page.text)), list(used.values())


def dressed(page: Page, signs: frozenset[str]) -> Page:
    """The page with runs of these characters marked by the class MARK."""
    if not signs:
        return page
    run, mark = _run(signs), rf'<span class="{MARK}">\g<0></span>'
    return replace(page, text=_TEXT.sub(lambda text: ">" + run.sub(mark, text[1]), page.text))


@lru_cache(maxsize=16)
def _run(signs: frozenset[str]) -> regex.Pattern[str]:
    """A pattern for runs of these characters, with joiners, marks and single spaces within them."""
    chosen = regex.escape("".join(sorted(signs)))
    return regex.compile(rf"[{chosen}](?:[{chosen}\p{{M}}\u200c\u200d]| (?=[{chosen}]))*")


def font_files(found: dict[Family, set[str]]) -> list[File]:
    """Files of the book's fonts."""
    return [
        File(id=f"font-{number}", name=_name(family), media_type=f"font/{family.suffix}", data=_cut(family, signs))
        for number, (family, signs) in enumerate(found.items(), 1)
    ]


def style(found: dict[Family, set[str]]) -> str:
    """Style sheet for these fonts. Upright: a reading system would slant letters that have no italics."""
    if not found:
        return ""
    rules = [f'@font-face {{ font-family: "{family.name}"; src: url({_name(family)}); }}\n' for family in found]
    rules.append(f".{MARK} {{ font-family: {_stack(found)}; font-style: normal; }}\n")
    for family in east_asian.SERIFS:
        if family in found:
            runs = ", ".join(f".{MARK}:lang({tag})" for tag, each in east_asian.LANGUAGES.items() if each == family)
            rules.append(f"{runs} {{ font-family: {_stack(sorted(found, key=lambda each: each != family))}; }}\n")
    return "\n" + "".join(rules)


def face_files(face: TextFace, texts: Iterable[str]) -> list[File]:
    """Files of a text face that was chosen, with the characters of these texts."""
    signs = {*_ASCII, *set().union(*texts)}
    return [
        File(
            id=f"text-font-{number}",
            name=_cut_name(face, cut),
            media_type=f"font/{cut.family.suffix}",
            data=_subset(fonts.face(cut.family), signs, pinned=bool(cut.weight)),
        )
        for number, cut in enumerate(face.cuts, 1)
    ]


def face_style(face: TextFace) -> str:
    """Style sheet for a text face that was chosen. The reader's own serif has what it lacks."""
    rules = "".join(
        f'@font-face {{ font-family: "{face.name}"; font-weight: {cut.weight or "100 900"}; '
        f"font-style: {'italic' if cut.is_italic else 'normal'}; src: url({_cut_name(face, cut)}); }}\n"
        for cut in face.cuts
    )
    return f'\n{rules}body {{ font-family: "{face.name}", serif; }}\n'


def _cut_name(face: TextFace, cut: Cut) -> str:
    slant = "-italic" if cut.is_italic else ""
    return f"{FOLDER}/{face.name.replace(' ', '')}-{cut.weight or 'variable'}{slant}.{cut.family.suffix}"


def _stack(families: Iterable[Family]) -> str:
    return "".join(f'"{family.name}", ' for family in families) + "serif"


def _name(family: Family) -> str:
    return f"{FOLDER}/{family.name.replace(' ', '')}.{family.suffix}"


def _cut(family: Family, signs: set[str]) -> bytes:
    """The subset of a family's regular face for these characters, with all that joins or moves them."""
    return _subset(fonts.face(family), signs, pinned=True)


def _subset(face: Any, signs: set[str], *, pinned: bool) -> bytes:
    """The same of a face, a uharfbuzz.Face. pinned: without the axes of a variable font."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    # The letters of a script join through others that the book may not have by themselves.
    wanted.unicode_set.update(map(ord, {*signs, *_parts(signs), *" \u200c\u200d"}))
    wanted.name_id_set.update(_TERMS)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    if pinned:
        wanted.pin_all_axes_to_default(face)
    data: bytes = uharfbuzz.subset(face, wanted).blob.data
    return data


def _parts(signs: set[str]) -> set[str]:
    """The letters and marks of letters that have marks: a text with ำ is set as one with ํ and า."""
    taken_apart = [unicodedata.normalize("NFKD", sign) for sign in signs]
    return {part for parts in taken_apart if _COMBINING.search(parts) for part in parts}


_DROPPED = ("BASE", "DSIG", "FFTM", "STAT", "VORG", "vhea", "vmtx")
"""Tables of a font that no reading system needs for a line of text."""

_TERMS = (13, 14)
"""Names of a font, besides its copyright, that say on what terms it may be copied, as it is with a book."""
