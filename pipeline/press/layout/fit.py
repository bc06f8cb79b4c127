"""The fit: pages that would end too early are laid out again, with looser keeps, or with smaller or later pictures.

A page is looked at when the next one is there, which tells what did not fit. Remedies are tried in the order of how
much they change; the first that fills the page is taken, else the one that fills it best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf
from typing import Any

from pipeline.press.layout import remedies
from pipeline.press.layout.edges import pull_down
from pipeline.press.layout.make_up import CrowdedError, Laid, MakeUp
from pipeline.press.layout.page_measure import fill, lowest, path_to
from pipeline.press.layout.remedies import Alteration, Foot

FULL = 0.93
"""Part of its text block from which on a page is full enough."""
ENOUGH = 0.88
"""Part of its text block from which on no picture is altered for the sake of a page."""
WORTH = 0.02
"""Part of a text block that a remedy has to gain."""
SHORT = 0.85
"""Part of its text block below which a page gets some lines of the page before it."""
LEAST = 0.805
"""Part of the text block that a page may be shortened to for the sake of the next one."""
FEW = 5
"""Lines of text that the last page of a thread has at least."""
SOME = 0.5
"""Lines that a remedy has to gain for a last page."""


class Fit:
    """The pages of a document, each as full as can be."""

    def __init__(self, make_up: MakeUp) -> None:
        self._make_up = make_up

    def pages(self) -> Iterator[Laid]:
        """The pages in order, each laid out for good."""
        before: Laid | None = None
        laid: Laid | None = self._make_up.lay(1)
        while laid:
            laid, following = self._ended(laid, self._make_up.lay_after(laid))
            if following and not self._make_up.is_forced(following.number):
                laid, following = self._filled(laid, following)
                laid, following = self._with_last_lines(laid, following)
                if before and following:
                    before, laid, following = self._evened(before, laid, following)
                laid, following = self._ended(laid, following)
            if before:
                yield self._settled(before)
                self._make_up.turn(before.number)
            before, laid = laid, following
        if before:
            yield self._settled(before)
            self._make_up.turn(before.number)

    def _settled(self, laid: Laid) -> Laid:
        """A page that is laid out for good."""
        if self._make_up.has_head(laid.number):
            pull_down(laid.page)
        return laid

    def _ended(self, laid: Laid, following: Laid | None) -> tuple[Laid, Laid | None]:
        """A page and the one after it, without the list of links where the text ends on the first, and not the list."""
        if following is None or not remedies.has_end(laid):
            return laid, following
        if left_out := remedies.without_links(self._make_up.root):
            left_out.swap()
            laid = self._make_up.lay(laid.number, less=laid.less)
        return laid, self._make_up.lay_after(laid)

    def _filled(self, laid: Laid, following: Laid) -> tuple[Laid, Laid | None]:
        """A page and the one after it, with looser keeps, and the remedy for a picture that fills the page best."""
        after: Laid | None = following
        made = [(remedies.of_keeps, FULL), (remedies.of_pictures, ENOUGH)]
        if Foot(self._make_up, laid, following).loosened < ENOUGH:
            made.reverse()
        for remedy, enough in made:
            before = fill(laid.page)
            if after and before < enough and not self._make_up.has_head(after.number):
                found = remedy(Foot(self._make_up, laid, after))
                laid, after = self._best(laid, after, found, lambda page: fill(page.page), before + WORTH, enough)
        return laid, after

    def _best(
        self,
        laid: Laid,
        following: Laid,
        found: Iterator[Alteration],
        worth: Callable[[Laid], float],
        least: float,
        enough: float,
    ) -> tuple[Laid, Laid | None]:
        """A page and the one after it with the best of some alterations, or as they are.

        worth: how good a page is. least: what an alteration has to reach; enough: at which no other is tried.
        """
        best, tried = Alteration(), None
        for alteration in found:
            page, reached = self._trial(laid, alteration, worth)
            tried = page, alteration
            if reached >= least:
                best, least = alteration, reached
            if reached >= enough:
                break
        if tried is None:
            return laid, following
        best.swap()
        self._make_up.add_head(following.number, best.head)
        page = tried[0] if tried[1] is best else None
        page = page or self._laid(laid.number, best, laid.less)
        return page, self._make_up.lay_after(page)

    def _trial(self, laid: Laid, alteration: Alteration, worth: Callable[[Laid], float]) -> tuple[Laid | None, float]:
        """A page with an alteration, which is taken back, and its worth; None and 0 where it is too short for that."""
        alteration.swap()
        try:
            page = self._laid(laid.number, alteration)
            return page, worth(page) if self._has_text_below(alteration.head, page) else 0.0
        except CrowdedError:
            return None, 0.0
        finally:
            alteration.swap()

    def _laid(self, number: int, alteration: Alteration, less: float = 0.0) -> Laid:
        laid = self._make_up.lay(number, less=alteration.less or less)
        if alteration.until is None:
            return laid
        root = laid.page.children[0]
        path = path_to(root, lambda box: box.element is alteration.until)
        end = lowest(path[-1]) + self._make_up.line_height if path else lowest(root)
        if end < lowest(root):
            laid = self._make_up.lay(number, less=laid.page.content_box_y() + laid.page.height - end)
        return laid

    def _has_text_below(self, head: list[Any], laid: Laid) -> bool:
        """Whether there is a page after one that can begin with some figures, and more on it than these."""
        if not head:
            return True
        self._make_up.add_head(laid.number + 1, head)
        try:
            following = self._make_up.lay_after(laid)
        finally:
            self._make_up.drop_head(laid.number + 1)
        return following is not None and following.resume_at != laid.resume_at

    def _with_last_lines(self, laid: Laid, following: Laid | None) -> tuple[Laid, Laid | None]:
        """A page and the one after it, so that there are more than a few lines of text on that if it is the last."""
        before = self._last_lines(following)
        if following is None or before >= FEW or self._make_up.has_head(following.number) or remedies.has_end(laid):
            return laid, following
        foot = Foot(self._make_up, laid, following)

        def lines(page: Laid) -> float:
            return self._last_lines(self._make_up.lay_after(page)) if fill(page.page) >= LEAST else 0.0

        return self._best(laid, following, remedies.of_last_lines(foot), lines, before + SOME, FEW)

    def _evened(self, before: Laid, laid: Laid, following: Laid) -> tuple[Laid, Laid, Laid | None]:
        """Two pages and the one after them, with lines of the first on the second if that or the last one has few."""
        make_up = self._make_up
        moved = make_up.has_head(laid.number) or make_up.has_head(following.number)
        if moved or make_up.is_forced(laid.number) or remedies.has_end(laid):
            return before, laid, following

        def least(page: Laid) -> float:
            second = self._make_up.lay_after(page)
            return min(fill(page.page), fill(second.page)) if second and second.resume_at == laid.resume_at else 0.0

        def lines(page: Laid) -> float:
            second = self._make_up.lay_after(page)
            return self._reach(second) if second and fill(page.page) >= LEAST else 0.0

        found, last = remedies.shorten(make_up, before), self._last_lines(following)
        if last < FEW:
            first, second = self._best(before, laid, found, lines, last + SOME, FEW)
        elif fill(laid.page) < SHORT:
            first, second = self._best(before, laid, found, least, fill(laid.page) + WORTH, ENOUGH)
        else:
            return before, laid, following
        if second is None or first.resume_at == before.resume_at:
            second = make_up.lay(laid.number, less=laid.less)
            return first, second, self._make_up.lay_after(second)
        return first, *self._with_last_lines(second, self._make_up.lay_after(second))

    def _reach(self, laid: Laid) -> float:
        """How many lines the last page can have that comes after a page."""
        reached = 0.0
        for less in (0.0, *(alteration.less for alteration in remedies.shorten(self._make_up, laid))):
            page = self._make_up.lay(laid.number, less=less)
            if fill(page.page) < LEAST:
                break
            reached = max(reached, self._last_lines(self._make_up.lay_after(page)))
            if reached >= FEW:
                break
        return reached

    def _last_lines(self, laid: Laid | None) -> float:
        """How many lines a thread's last page has; of a page that is not the last, or not there, as many as can be."""
        height = remedies.text_height(laid) if laid else None
        return inf if height is None else round(height / self._make_up.line_height, 1)
