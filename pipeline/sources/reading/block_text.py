"""Text in blocks, the way a person would type them into a network.

Paragraphs are apart by a blank line; lines of lists begin with "• " or "1. ", two spaces deeper for each level;
headings are bold lines; quotations stand between quotation marks; code has lines of its own.
"""

from __future__ import annotations

from pipeline.sources.reading.rich_text import RichText

_OPENERS, _CLOSERS = "“‘", "”’"
"""Quotation marks, for a quotation and for one within it."""
_RULE = "* * *"


class BlockText(RichText):
    """A builder of text in blocks: collects words, spans, and the blocks that they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self._lists: list[int] = []
        """Next number of each open list, 0 for bullets."""
        self._quotations = 0

    def paragraph(self, *, tight: bool = False) -> None:
        """Begin a block: behind the bullet that waits, else on a line of its own, as deep as its list.

        tight: without a blank line before it.
        """
        quotation = self._waiting()
        if self.lead.strip(" ") == quotation:
            self.gap("\n" if tight else "\n\n")
            self.lead = "  " * len(self._lists) + quotation

    def end_paragraph(self) -> None:
        """Keep what follows apart from the block."""
        self.gap("\n" if self._lists else "\n\n")

    def rule(self) -> None:
        """Add a line between sections."""
        self.paragraph()
        self.add(_RULE)

    def hard_break(self) -> None:
        """End the line, and go on as deep as the list is."""
        self.gap("\n" + "  " * len(self._lists))

    def open_list(self, number: int = 0) -> None:
        """Begin a list; its first number, or 0 for bullets."""
        self.gap("\n" if self._lists else "\n\n")
        self._lists.append(number)

    def close_list(self) -> None:
        """End the list that was opened last."""
        if self._lists:
            self._lists.pop()

    def open_item(self) -> None:
        """Begin an entry of the list."""
        if not self._lists:
            self.open_list()
        number = self._lists[-1]
        self._lists[-1] += bool(number)
        self.gap("\n")
        bullet = f"{number}. " if number else "• "
        self.lead = "  " * (len(self._lists) - 1) + bullet + self._waiting()

    def close_item(self) -> None:
        """End the entry; a bullet that nothing followed is dropped."""
        self.lead = self._waiting()

    def open_quotation(self) -> None:
        """Begin a quotation at the next words."""
        self.lead += _OPENERS[self._quotations % 2]
        self._quotations += 1

    def close_quotation(self) -> None:
        """End the quotation behind the last word."""
        self._quotations -= 1
        if self._waiting():  # nothing was quoted, or nothing more after code
            self.lead = self.lead[:-1]
        else:
            self.follow(_CLOSERS[self._quotations % 2])

    def code(self, code: str) -> None:
        """Add code as lines of its own; quotations end before them and begin again after them."""
        if not code.strip():
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

    def _waiting(self) -> str:
        """The quotation marks that wait for the first words of their quotation."""
        return "".join(sign for sign in self.lead if sign in _OPENERS)
