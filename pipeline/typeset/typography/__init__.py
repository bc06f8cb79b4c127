"""A typographer's pass over what people typed, by the conventions of a language: quotation marks, apostrophes, dashes,
ellipses, fixed spaces, signs of full width.

No letter and no figure changes, and what is set once stays as it is. Code, addresses, names and faces are exempt; where
it is in doubt what a sign stands for, it stays as typed.
"""

from __future__ import annotations

from pipeline.typeset.inline import Line, Run
from pipeline.typeset.typography import language_table, passage, quotation_marks, signs, wide_signs
from pipeline.typeset.typography.language_table import Conventions
from pipeline.typeset.typography.normal_form import normal

__all__ = ["line", "normal", "paragraph"]


def paragraph(lines: tuple[Line, ...], language: str) -> tuple[Line, ...]:
    """The lines of a paragraph, set by the conventions of a language (BCP 47); "" leaves them as typed."""
    rules = language_table.of(language) if language else None
    if rules is None:
        return lines
    made = _once(lines, rules)
    while made != lines:  # a sign that is set may tell what the one beside it is
        lines, made = made, _once(made, rules)
    return made


def line(text: str, language: str) -> str:
    """A line of plain text, such as a title."""
    ((*runs,),) = paragraph(((Run(text),),), language)
    return "".join(run.text for run in runs)


def _once(lines: tuple[Line, ...], rules: Conventions) -> tuple[Line, ...]:
    text = passage.text_of(lines)
    if not any(kind.has_any(text, rules) for kind in (quotation_marks, signs, wide_signs)):
        return lines
    typed = passage.of(lines, text)
    edits = [*quotation_marks.edits(typed, rules), *signs.edits(typed, rules), *wide_signs.edits(typed, rules)]
    return passage.edited(lines, edits) if edits else lines
