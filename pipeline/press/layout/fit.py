"""The fit: pages that would end too early are laid out again, with looser keeps, or with smaller or later pictures.

A page is looked at when the next one is there, which tells what did not fit. Remedies are tried in the order of how much
they change; the first that fills the page is taken, else the one that fills it best.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipeline.press.layout import remedies
from pipeline.press.layout.make_up import Laid, MakeUp
from pipeline.press.layout.page_measure import fill, lowest, path_to
from pipeline.press.layout.remedies import SMALLEST, Alteration, Foot

FULL = 0.93
"""Part of its text block from which on a page is full enough."""
WORTH = 0.02
"""Part of a text block that a remedy has to gain."""
LEAST = 0.82
"""Part of the text block that a page may be shortened to for the sake of the next one."""
FEW = 5
"""Lines of text that the last page of a thread has at least."""
SLIGHT = 0.8
"""Part of its size that a picture is shrunk to rather than that text comes before it."""


class Fit:
    """The pages of a document, each as full as can be."""

    def __init__(self, make_up: MakeUp) -> None:
        self._make_up = make_up

    def pages(self) -> Iterator[Laid]:
        """The pages in order, each laid out for good."""
        laid: Laid | None = self._make_up.lay(1)
        while laid:
            following = self._following(laid)
            if following and not self._make_up.is_forced(following.number):
                laid, following = self._filled(laid, following)
                if following:
                    laid, following = self._with_last_lines(laid, following)
            yield laid
            self._make_up.turn(laid.number)
            laid = following

    def _following(self, laid: Laid) -> Laid | None:
        return self._make_up.lay(laid.number + 1) if laid.resume_at else None

    def _filled(self, laid: Laid, following: Laid) -> tuple[Laid, Laid | None]:
        """A page and the one after it, with the remedies that fill the page, one on top of the other."""
        after: Laid | None = following
        for remedy in _REMEDIES:
            before = fill(laid.page)
            if after is None or before >= FULL:
                break
            alteration = remedy(Foot(self._make_up, laid, after))
            if alteration and fill(self._tried(laid, alteration).page) >= before + WORTH:
                laid, after = self._altered(laid, alteration)
            elif alteration:
                after = self._following(self._laid(laid.number, Alteration()))
        return laid, after

    def _tried(self, laid: Laid, alteration: Alteration) -> Laid:
        """A page as it is with an alteration, which is unmade."""
        alteration.swap()
        page = self._laid(laid.number, alteration)
        alteration.swap()
        return page

    def _altered(self, laid: Laid, alteration: Alteration) -> tuple[Laid, Laid | None]:
        alteration.swap()
        self._make_up.put_at_head(laid.number + 1, alteration.head)
        laid = self._laid(laid.number, alteration)
        return laid, self._following(laid)

    def _laid(self, number: int, alteration: Alteration) -> Laid:
        laid = self._make_up.lay(number, less=alteration.less)
        if alteration.until is None:
            return laid
        root = laid.page.children[0]
        path = path_to(root, lambda box: box.element is alteration.until)
        end = lowest(path[-1]) + self._make_up.line_height if path else lowest(root)
        if end < lowest(root):
            laid = self._make_up.lay(number, less=laid.page.content_box_y() + laid.page.height - end)
        return laid

    def _with_last_lines(self, laid: Laid, following: Laid) -> tuple[Laid, Laid | None]:
        """A page and the one after it, so that there are more than a few lines of text on that if it is the last."""
        height, line = remedies.text_height(following), self._make_up.line_height
        if height is None or height >= FEW * line:
            return laid, following
        foot = Foot(self._make_up, laid, following)
        for alteration in remedies.of_last_lines(foot, height, FEW * line):
            alteration.swap()
            page = self._laid(laid.number, alteration)
            after = self._following(page)
            rest = remedies.text_height(after) if after else None
            if rest is None or rest >= (FEW - 0.1) * line:
                if fill(page.page) >= LEAST:
                    return page, after
            alteration.swap()
        return self._altered(laid, Alteration())


_REMEDIES = (
    remedies.loosen,
    partial(remedies.shrink, least=SLIGHT, page=False),
    partial(remedies.shrink, least=SLIGHT, page=True),
    remedies.move,
    partial(remedies.shrink, least=SMALLEST, page=False),
    partial(remedies.shrink, least=SMALLEST, page=True),
)
"""In the order of how much they change."""
