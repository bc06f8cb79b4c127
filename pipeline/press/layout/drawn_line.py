"""Lines of text as they are drawn, so that they are copied, found and read aloud as they were written.

This takes the place of WeasyPrint's `draw_first_line`, which leaves it to the glyphs to say what they stand for, the
same wherever they are shown. Where that is not what was written, `spoken.py` draws the line.

It is faster, too: the same glyph with the same width and offsets is always written alike, so glyphs are read as one
block of memory, and what to write for each is looked up. The original still gets the lines with something rare: an
ellipsis, a font of pictures, a character that no font has.
"""

from __future__ import annotations

from typing import Any

import weasyprint.draw.text
import weasyprint.layout.inline
from weasyprint.text.ffi import FROM_UNITS, pango

from pipeline.press.layout import leading, line_ends, spoken
from pipeline.press.layout.fontless import INVISIBLE
from pipeline.press.layout.glyphs import Glyph, is_right_to_left, of_line
from pipeline.press.layout.meanings import learn, space
from pipeline.press.layout.shown import SOFT_HYPHEN, Run, marked, show
from pipeline.press.layout.soft_places import bare

_original = weasyprint.draw.text.draw_first_line
_split_text_box = weasyprint.layout.inline.split_text_box


def install() -> None:
    """Have WeasyPrint draw lines by this module."""
    weasyprint.draw.text.draw_first_line = draw_first_line
    weasyprint.layout.inline.split_text_box = split_text_box


def split_text_box(context: Any, box: Any, width: Any, skip: int | None, *options: Any, **named: Any) -> Any:
    """WeasyPrint's `split_text_box`, whose lines are evenly led, and know whether they end in a word, and in a hyphen
    that they had not."""
    line, resume, is_break = _split_text_box(context, box, width, skip, *options, **named)
    if line and not line.text.isascii():
        leading.even(line)
    line_ends.note(line, box.text, resume)
    if resume and line and line.text.endswith(box.style["hyphenate_character"]):
        rest = bare(box.text.encode()[skip or 0 :].decode())
        line.has_new_hyphen = not rest.startswith(bare(line.text))
    return line, resume, is_break


def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    """Draw a line. Returns the pictures that are glyphs in it, for whoever draws those."""
    text = textbox.pango_layout.text
    is_seen = textbox.text and textbox.style["font_size"] >= 1e-6
    runs = runs_of(textbox.pango_layout, stream) if is_seen else []  # also where the original draws: they get meanings
    if runs and hasattr(textbox, "opening"):  # see page_references.py
        stream.set_text_matrix(*matrix.values)
        textbox.opening(stream, runs)
        return []
    is_plain = (
        text_overflow != "ellipsis"
        and block_ellipsis == "none"
        and text.splitlines() == [text]  # no separator in it, which the original would make a glyph of
    )
    if not runs or not is_plain:
        return _original(stream, textbox, text_overflow, block_ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    has_new_hyphen = getattr(textbox, "has_new_hyphen", False)
    ends_word = getattr(textbox, "ends_word", False) and not any(is_right_to_left(run.item) for run in runs)
    if "".join([run.said for run in runs]) != text:
        spoken.show_words(runs, text, stream, has_new_hyphen=has_new_hyphen)
        if ends_word:
            show([(runs[-1], space(runs[-1].font))], stream)
    elif has_new_hyphen:
        *others, last = runs
        show([*((run, "".join(run.operands)) for run in others), (last, "".join(last.operands[:-1]))], stream)
        marked(SOFT_HYPHEN, [(last, last.operands[-1])], stream)
    else:
        strings = [(run, "".join(run.operands)) for run in runs]
        if ends_word:
            strings[-1] = (runs[-1], strings[-1][1] + space(runs[-1].font))
        show(strings, stream)
    return []


def runs_of(layout: Any, stream: Any) -> list[Run]:
    """The runs of a line, from left to right; none where it has a rare glyph."""
    runs: list[Run] = []
    for item, glyphs in of_line(layout):
        font, size = stream.add_font(item.item.analysis.font)
        if font.bitmap or font.png or font.svg or font.colr:
            return []
        if not hasattr(font, "_written"):
            font._written = {}
        written = font._written.setdefault(size, {})
        if new := [glyph for glyph in glyphs if glyph not in written]:
            if any(number & pango.PANGO_GLYPH_UNKNOWN_FLAG for number, *_ in new):
                return []
            if any(number not in font.to_unicode for number, *_ in new):
                learn(font, item, glyphs, layout.text.encode())
            for glyph in new:
                written[glyph] = _written(glyph, item, font, size, stream), _said(glyph, font)
        operands, meanings = zip(*map(written.__getitem__, glyphs), strict=True)
        runs.append(Run(item, font, size, glyphs, operands, "".join(meanings), meanings))
    return runs


def _said(glyph: Glyph, font: Any) -> str:
    """The characters that a glyph is read as.

    One that is moved is not sure to be: readers may place it elsewhere. A space, moved where lines are justified, may
    be anywhere between its words.
    """
    number, _, x_offset, y_offset = glyph
    meaning: str = font.to_unicode.get(number, "")
    return INVISIBLE if (x_offset or y_offset) and not meaning.isspace() else meaning


def _written(glyph: Glyph, item: Any, font: Any, size: float, stream: Any) -> str:
    """PDF operand for a glyph, hexadecimal, with the space around it; its width is added to the font.

    It stands within a string that shows glyphs; one that is raised ends that string and begins it again.
    """
    number, width, x_offset, y_offset = glyph
    if number == pango.PANGO_GLYPH_EMPTY:
        return f">{-width * 1000 * FROM_UNITS / size}<" if width else ""
    if number not in font.widths:
        pango.pango_font_get_glyph_extents(item.item.analysis.font, number, stream.ink_rect, stream.logical_rect)
        font.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    offset = x_offset / size
    kerning = int(font.widths[number] + offset - width * 1000 * FROM_UNITS / size)
    shown = (f">{-offset}<" if offset else "") + f"{number:04x}"
    if y_offset:
        shown = f">] TJ {-y_offset / 1000} Ts [<{shown}>] TJ 0 Ts [<"
    return shown + (f">{kerning}<" if kerning else "")
