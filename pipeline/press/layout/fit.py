"""The fit: pages that would end too early are laid out again, with looser keeps, or with smaller or later pictures.

A page is looked at when the next one is there, which tells what did not fit. Remedies are tried in the order of how much
they change; the first that fills the page is taken, else the one that fills it best.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from pipeline.press.layout import remedies
from pipeline.press.layout.make_up import Laid, MakeUp
from pipeline.press.layout.page_measure import fill, lowest, path_to
from pipeline.press.layout.remedies import Alteration, Foot

FULL = 0.93
"""Part of its text block from which on a page is full enough."""
ENOUGH = 0.88
"""Part of its text block from which on no picture is altered for the sake of a page."""
WORTH = 0.02
"""Part of a text block that a remedy has to gain."""
LEAST = 0.81
"""Part of the text block that a page may be shortened to for the sake of the next one."""
FEW = 5
"""Lines of text that the last page of a thread has at least."""


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
        """A page and the one after it, with looser keeps, and with the remedy for a picture that fills the page best."""
        after: Laid | None = following
        for made, enough in ((remedies.of_keeps, FULL), (remedies.of_pictures, ENOUGH)):
            if after is None or fill(laid.page) >= enough:
                break
            best = fill(laid.page) + WORTH, None
            for alteration in made(Foot(self._make_up, laid, after)):
                filled = fill(self._tried(laid, alteration).page)
                if filled >= best[0]:
                    best = filled, alteration
                if filled >= enough:
                    break
            laid, after = self._altered(laid, best[1] or Alteration())
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
        before = self._last_lines(following)
        if before >= FEW:
            return laid, following
        best: tuple[float, Alteration] = before, Alteration()
        for alteration in remedies.of_last_lines(Foot(self._make_up, laid, following)):
            alteration.swap()
            page = self._laid(laid.number, alteration)
            lines = self._last_lines(self._following(page))
            alteration.swap()
            if lines > best[0] and fill(page.page) >= LEAST:
                best = lines, alteration
            if best[0] >= FEW:
                break
        return self._altered(laid, best[1])

    def _last_lines(self, laid: Laid | None) -> float:
        """How many lines a thread's last page has; of a page that is not the last, or not there, as many as can be."""
        height = remedies.text_height(laid) if laid else None
        return inf if height is None else round(height / self._make_up.line_height, 1)
