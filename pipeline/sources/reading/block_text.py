"""Text in blocks, the way a person would type them into a network.

Paragraphs are apart by a blank line; lines of lists begin with "• " or their number, two spaces deeper for each level;
headings are bold lines; terms stand over what they mean, which is two spaces deeper; rows of tables are lines, and
" | " stands between their cells; quotations stand between quotation marks; code has lines of its own.
"""

from __future__ import annotations

from pipeline.sources.reading.list_labels import Labels
from pipeline.sources.reading.rich_text import RichText

_OPENERS, _CLOSERS = "“‘", "”’"
"""Quotation marks, for a quotation and for one within it."""
_RULE = "* * *"
_INDENT = "  "
_CELL = "| "


class BlockText(RichText):
    """A builder of text in blocks: collects words, spans, and the blocks that they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self._lists: list[Labels] = []
        """Labels of each open list; lists of terms count as lists."""
        self._quotations = 0
        self._cells: list[int] = []
        """Of each open table, the number of cells that its row has so far; 0 between rows."""

    def paragraph(self, *, tight: bool = False) -> None:
        """Begin a block: behind the bullet that waits, else on a line of its own, as deep as its list.

        tight: without a blank line before it.
        """
        if self._in_row:
            self.gap(" ")
            return
        quotation = self._waiting()
        if self.lead.strip(" ") == quotation:
            self.gap("\n" if tight else "\n\n")
            self.lead = self._indent + quotation

    def end_paragraph(self) -> None:
        """Keep what follows apart from the block."""
        self.gap(" " if self._in_row else "\n" if self._lists else "\n\n")

    def rule(self) -> None:
        """Add a line between sections."""
        self.paragraph()
        self.add(_RULE)
        self.end_paragraph()

    def hard_break(self) -> None:
        """End the line, and go on as deep as the list is."""
        self.gap(" " if self._in_row else f"\n{self._indent}")

    def open_list(self, labels: Labels | None = None) -> None:
        """Begin a list."""
        self.gap("\n" if self._lists else "\n\n")
        self._lists.append(labels or Labels())

    def close_list(self) -> None:
        """End the list that was opened last."""
        if self._lists:
            self._lists.pop()

    def open_item(self, number: int | None = None) -> None:
        """Begin an entry of the list; number: where it has one of its own."""
        if not self._lists:
            self.open_list()
        self.gap("\n")
        self.lead = f"{_INDENT * (len(self._lists) - 1)}{self._lists[-1].next(number)} {self._waiting()}"

    def close_item(self) -> None:
        """End the entry; a bullet that nothing followed is dropped."""
        self.lead = self._waiting()

    def open_term(self) -> None:
        """Begin a term in a list of them."""
        self.gap("\n")
        self.lead = _INDENT * (len(self._lists) - 1) + self._waiting()
        self.open()

    def close_term(self) -> None:
        """End the term."""
        self.close("bold")
        self.gap("\n")

    def open_meaning(self) -> None:
        """Begin the meaning of a term."""
        self.gap("\n")
        self.lead = self._indent + self._waiting()

    def open_table(self) -> None:
        """Begin a table."""
        self.paragraph()
        self._cells.append(0)

    def close_table(self) -> None:
        """End the table that was opened last."""
        if self._cells:
            self._cells.pop()
        self.end_paragraph()

    def open_row(self) -> None:
        """Begin a row; cells at the end of the one before that held nothing are dropped."""
        if len(self._cells) < 2:  # a table in a cell is a part of its row
            self.gap("\n")
            self.lead = self._indent + self._waiting()
            self._cells[-1:] = [0]

    def open_cell(self) -> None:
        """Begin a cell of the row."""
        if not self._cells:
            self._cells.append(0)
        if any(self._cells):
            self.gap(" ")
            self.lead += _CELL
        self._cells[-1] += 1

    def close_row(self) -> None:
        """End the row."""
        if len(self._cells) < 2:
            self._cells[-1:] = [0]

    def open_quotation(self) -> None:
        """Begin a quotation at the next words."""
        self.lead += _OPENERS[self._quotations % 2]
        self._quotations += 1

    def close_quotation(self) -> None:
        """End the quotation behind the last word."""
        self._quotations -= 1
        if self._waiting():  # nothing was quoted, or nothing more after code
            last = max(map(self.lead.rfind, _OPENERS))
            self.lead = self.lead[:last] + self.lead[last + 1 :]
        else:
            self.follow(_CLOSERS[self._quotations % 2])

    def open_bracket(self) -> None:
        """Begin a remark in brackets, right behind the last word."""
        self.drop_gap()
        self.lead += "("

    def close_bracket(self) -> None:
        """End the remark; one without words is dropped."""
        if self.lead.endswith("("):
            self.lead = self.lead[:-1]
        else:
            self.follow(")")

    def code(self, code: str) -> None:
        """Add code as lines of its own; quotations end before them and begin again after them."""
        if not code.strip():
            return
        if self._in_row:
            self.open()
            self.add(" ".join(code.split()))
            self.close("code")
            return
        begun = self._quotations - len(self._waiting())
        self.follow("".join(_CLOSERS[level % 2] for level in reversed(range(begun))))
        self.lead = ""
        self.gap("\n\n")
        self.open()
        self.add(code)
        self.close("code")
        self.gap("\n\n")
        self.lead = "".join(_OPENERS[level % 2] for level in range(self._quotations))

    @property
    def _indent(self) -> str:
        return _INDENT * len(self._lists)

    @property
    def _in_row(self) -> bool:
        return any(self._cells)

    def _waiting(self) -> str:
        """The quotation marks that wait for the first words of their quotation."""
        return "".join(sign for sign in self.lead if sign in _OPENERS)
