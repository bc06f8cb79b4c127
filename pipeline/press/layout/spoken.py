"""Lines whose glyphs do not say what was written: its words are marked with their text, in the order of reading.

A glyph that is a part of a letter, stands before the one that it follows or above it, or means something else
elsewhere: readers get such a word right by its `/ActualText` alone. Text from right to left they turn around
themselves, also what is marked; so it has no marks, and its letters are written one by one as they are read.
docs/decisions/0011-text-that-copies-out.md tells what was tried.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from weasyprint.text.ffi import FROM_UNITS

from pipeline.press.layout.fontless import INVISIBLE, face_of
from pipeline.press.layout.glyphs import clusters, is_right_to_left
from pipeline.press.layout.shown import SOFT_HYPHEN, Run, marked, show
from pipeline.press.sheet.faces import load

_UNSPOKEN = re.compile("[\xad\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that are no part of a word: where a line may break, and which way it runs."""


class _Letter(NamedTuple):
    """A cluster as a line shows it."""

    text: str
    start: int
    """Place of its first byte in the line, as UTF-8."""
    x: int
    """Place on the line, in Pango's units, as is its width."""
    width: int
    turned: bool
    """Whether it is read from right to left."""
    is_said: bool
    """Whether its glyph says it."""
    run: Run
    operands: str

    @property
    def end(self) -> int:
        return self.x + self.width

    @property
    def shown(self) -> tuple[Run, str]:
        return self.run, self.operands


def show_words(runs: list[Run], text: str, stream: Any, *, has_new_hyphen: bool) -> None:
    """Write a line. has_new_hyphen: whether the layout has added the hyphen that it ends in."""
    letters = sorted(_letters(runs, text.encode()), key=lambda letter: letter.start)
    if has_new_hyphen:
        letters[-1] = letters[-1]._replace(text=SOFT_HYPHEN, is_said=False)
    plain: list[tuple[Run, str]] = []
    origin = x = 0
    for word in _words(letters):
        is_said = word[0].turned or all(letter.is_said for letter in word)
        if plain and (word[0].x != x or not is_said):
            show(plain, stream)
            plain = []
        if word[0].x != x:
            stream.move_text_to((word[0].x - origin) * FROM_UNITS, 0)
            origin = word[0].x
        if is_said:
            plain += (letter.shown for letter in word)
        else:
            marked(_spoken(word), _guarded([letter.shown for letter in word]), stream)
        x = word[-1].end
    if plain:
        show(plain, stream)


def _letters(runs: list[Run], line: bytes) -> Iterator[_Letter]:
    """The clusters of a line, from left to right. line: its text, as UTF-8."""
    x = 0
    for run in runs:
        turned = is_right_to_left(run.item)
        for cluster in clusters(run.item, line):
            said = "".join(run.meanings[cluster.glyphs])
            width = sum(glyph[1] for glyph in run.glyphs[cluster.glyphs])
            yield _Letter(
                text=cluster.text,
                start=cluster.start,
                x=x,
                width=width,
                turned=turned,
                is_said=said == _UNSPOKEN.sub("", unicodedata.normalize("NFC", cluster.text)),
                run=run,
                operands="".join(run.operands[cluster.glyphs]),
            )
            x += width


def _words(letters: Iterable[_Letter]) -> Iterator[list[_Letter]]:
    """The words of a line, each with the space after it, which some readers lose where it stands by itself; and the
    letters from right to left, one by one."""
    word: list[_Letter] = []
    for letter in letters:
        if word and (letter.turned or word[-1].turned or (word[-1].text.isspace() and not letter.text.isspace())):
            yield word
            word = []
        word.append(letter)
    yield word


def _spoken(word: list[_Letter]) -> str:
    text = "".join(letter.text for letter in word)
    return _UNSPOKEN.sub("", text) + (SOFT_HYPHEN if text.endswith(SOFT_HYPHEN) else "")


def _guarded(strings: list[tuple[Run, str]]) -> list[tuple[Run, str]]:
    """Operands of a marked word between two glyphs that nobody sees.

    MuPDF reads what glyphs and text have in common at either end of a word from the glyphs, and errs where there is
    more between: the last letters come twice, or spaces into the word.
    """
    (first, start), *_ = strings
    strings[0] = (first, _guard(first.font) + start)
    last, end = strings[-1]
    strings[-1] = (last, end + _guard(last.font))
    return strings


def _guard(font: Any) -> str:
    """PDF operand for a glyph of a font that has no ink and no width; "" where there is none."""
    if not hasattr(font, "_guard"):
        face = load(face_of(font))
        glyph = face.get_nominal_glyph(ord(INVISIBLE))
        font._guard = f"{glyph:04x}" if glyph and not face.get_glyph_h_advance(glyph) else ""
        if font._guard:
            font.widths.setdefault(glyph, 0)
            font.to_unicode.setdefault(glyph, INVISIBLE)
    guard: str = font._guard
    return guard
