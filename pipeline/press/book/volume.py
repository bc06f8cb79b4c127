"""A volume: a PDF that is being bound, sheet by sheet.

Sheets are written to the file one after the other, their holes filled. Little more than the offsets of a sheet's
objects stays in memory: a few kilobytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import inf
from typing import IO

from pipeline.model import Book, Thread
from pipeline.press.book import document_info, output_intent
from pipeline.press.book.embedding import Fonts
from pipeline.press.book.folio import Folios, Style, labels
from pipeline.press.book.forms import Column, FormPage, Spot, edges, height, shown, stacked
from pipeline.press.book.link_targets import page_targets, targets
from pipeline.press.book.outline import Outline, Places
from pipeline.press.book.page_boxes import PageBoxes
from pipeline.press.book.page_tree import PageTree, Run
from pipeline.press.book.pdf_file import PdfFile
from pipeline.press.book.placement import PlacedSheet
from pipeline.press.book.sequence import Extent
from pipeline.press.book.start_pages import fill_in
from pipeline.press.book.stock import Stock
from pipeline.press.book.structure_tree import Structure
from pipeline.press.book.thread_links import Target, settle
from pipeline.press.sheet import Box, Sheet, virtual
from pipeline.press.sheet.syntax import reference, written
from pipeline.press.sheet.template import destination
from pipeline.typeset import bibliographic
from pipeline.typeset.direction import is_written_right_to_left
from pipeline.typeset.theme import Theme
from pipeline.typeset.ways import ways


class Volume:
    """The PDF of a book that is being bound."""

    def __init__(
        self, output: IO[bytes], book: Book, extents: Sequence[Extent], style: Style, gap: float, theme: Theme
    ) -> None:
        """output: file to write the PDF to. extents: of the pieces of its body, in order. gap: above notes, in points.
        theme: its words are the book's own."""
        self._theme = theme
        self._prepress = theme.prepress
        self._book = book
        self._is_alone = not book.is_collection
        """Whether it is a thread's own book."""
        self._file = file = PdfFile(output, theme.prepress.version)
        self._tree = PageTree(file)
        self._fonts = Fonts(file, bare=theme.prepress.version < "1.6")
        self._stock = Stock(file)
        self._structure = Structure(file, parts=not self._is_alone or bool(extents[0].notes))
        self._outline = Outline(file)
        self._places = Places(file)
        self._folios = Folios(file, style, book.language)
        self._boxes = PageBoxes(style.page, self._folios.is_right, are_told=theme.prepress.is_for_press)
        self._body = self._tree.add(extents[-1].start - 1 + extents[-1].pages, first=False)
        self._front = 0
        """Number of pages before the first thread's."""
        self._gap, self._words = gap, theme.words
        self._leaf = 2 if style.page.is_two_sided else 1
        """Pages of a leaf: of front matter and notes, each piece begins with a new one."""
        self._notes_start = self._up(self._body.count) + 1
        """Number of the first page of the notes of a collection."""
        threads, openers = ([each for each in extents if each.is_opener == is_opener] for is_opener in (False, True))
        self._starts = [*(each.start for each in threads), self._notes_start, 0, *(each.start for each in openers)]
        """Numbers of first pages: of each thread, the notes, the index and each opener; then those of ways."""
        self._end = 0
        """Number of pages that are written, without front matter."""
        self._targets = targets(book, extents, self._body, theme.words)

    @property
    def pages(self) -> int:
        """Number of its pages."""
        return self._tree.count

    def add(self, sheet: Sheet, thread: Thread, start: int) -> None:
        """Add the sheet of a thread. start: number of its first page.

        Where the book is of that thread alone, the notes on it are in the foot of its last page, if they fit there.
        """
        pages = self._body.pages(start - 1, sheet.pages)
        placed = PlacedSheet(sheet, self._file, pages)
        self._box = sheet.boxes[-1]
        foot, notes = FormPage(), sheet.notes if self._is_alone else None
        below = notes and self._below(notes, sheet.foot, pages[-1], foot)
        blank = range(self._end, start - 1)
        self._end = start - 1 + sheet.pages
        placed.fill("fonts", self._fonts.add((*sheet.fonts, *self._folios.fonts)))
        placed.fill("below", foot.resources)
        placed.fill("links", b" ".join(foot.links))
        before, after = self._folios.draw(start, sheet.boxes, foot.operators)
        placed.fill("before", before)
        placed.fill_all("after", after)
        self._add(placed, sheet, self._body, start - 1, thread.language, blank, first=False)
        self._add_ways(sheet, thread, start)
        if notes and below:
            self._write(below, notes, thread.language, first=False)
            self._name(notes, thread, pages[-1], sheet.foot[3])
        elif notes:
            self.add_notes([(notes, thread)], [[height(form) for form in notes.forms]], notes)

    def add_opener(self, sheet: Sheet, start: int) -> None:
        """Add the opener of a part, with no number on its first page. start: that page's number."""
        placed = PlacedSheet(sheet, self._file, self._body.pages(start - 1, sheet.pages))
        blank = range(self._end, start - 1)
        self._end = start - 1 + sheet.pages
        placed.fill("fonts", self._fonts.add((*sheet.fonts, *self._folios.fonts)))
        before, after = self._folios.draw(start, sheet.boxes, blind=True)
        placed.fill("before", before)
        placed.fill_all("after", after)
        self._outline.end_part()
        self._add(placed, sheet, self._body, start - 1, self._book.language, blank, first=False)
        if sheet.bookmarks:
            self._outline.begin_part()

    def _add_ways(self, sheet: Sheet, thread: Thread, start: int) -> None:
        """Take note of where the ways into a thread lead: to its start, where its pages do not have the place."""
        into = ways(thread, self._words)
        places = dict(sheet.places) if into else {}
        for way in into:
            page, top = destination(places[name]) if (name := way.place.encode()) in places else (0, sheet.boxes[0][3])
            self._starts.append(start + page)
            place = [reference(self._body.page(start + page - 1)), "/XYZ", 0, top, 0]
            self._targets[virtual.SCHEME + way.address] = Target(written(place), way.title)

    def _below(self, notes: Sheet, room: Box, page: int, foot: FormPage) -> PlacedSheet | None:
        """The notes, placed in the room at the foot of a page; None where they do not fit."""
        left, bottom, _, top = room
        column = Column(inf, bottom, self._gap)
        (spots,) = stacked([[height(form) for form in notes.forms]], column, top)
        if spots[-1].page:
            return None
        return self._placed(notes, [left] * len(spots), spots, [page] * len(spots), [foot] * len(spots))

    def add_notes(
        self, notes: Iterable[tuple[Sheet, Thread | None]], heights: Iterable[Sequence[float]], like: Sheet
    ) -> None:
        """Add notes after all threads, one below another; those of a collection start on an odd page.

        notes: sheets, each with the thread that it is on; a collection has one on none, which is the head of all.
        heights: of the forms of each that are shown. like: any of the sheets.
        """
        self._outline.end_part()
        start = self._end + 1 if self._is_alone else self._notes_start
        blank = start - 1 - self._end
        column = Column(like.forms[0].box[3], like.foot[1], self._gap)
        placing = list(stacked(heights, column, column.top))
        run = self._tree.add(blank + placing[-1][-1].page + 1, first=False)
        if blank:
            run.add_blank(0, self._boxes.of(start - 1, like.boxes[0]), b"<<>>")
        pages: dict[int, FormPage] = defaultdict(FormPage)
        for (sheet, thread), spots in zip(notes, placing, strict=True):
            language = thread.language if thread else self._book.language
            lefts = [self._left(sheet, language, start + spot.page) for spot in spots]
            numbers = [run.page(blank + spot.page) for spot in spots]
            placed = self._placed(sheet, lefts, spots, numbers, [pages[spot.page] for spot in spots])
            self._write(placed, sheet, language, first=False)
            self._name(sheet, thread, numbers[0], spots[0].top)
            for done in [page for page in pages if page < spots[-1].page]:
                self._write_page(run, blank + done, start + done, like.boxes[0], pages.pop(done))
        for last, forms in pages.items():
            self._write_page(run, blank + last, start + last, like.boxes[0], forms)
        self._end = start - 1 + run.count - blank

    def _placed(
        self,
        notes: Sheet,
        lefts: Sequence[float],
        spots: Sequence[Spot],
        numbers: Sequence[int],
        pages: Sequence[FormPage],
    ) -> PlacedSheet:
        """Notes, with those of their forms that are shown on these pages. numbers: of the pages' objects."""
        forms = shown(notes, self._book)
        hidden = len(notes.forms) - len(forms)
        placed = PlacedSheet(notes, self._file, [*numbers, *[numbers[-1]] * hidden])
        for form in notes.forms[len(forms) :]:
            placed.leave_out(form)
        settle(placed, notes.links, self._targets)
        placed.fill("fonts", self._fonts.add(notes.fonts))
        tops = [spot.top for spot in spots]
        placed.fill_all("box", edges(notes.forms, [*lefts, *[0.0] * hidden], [*tops, *[0.0] * hidden]))
        for form, left, top, page in zip(forms, lefts, tops, pages, strict=True):
            page.add(placed, form, left, top)
        return placed

    def _left(self, notes: Sheet, language: str, page: int) -> float:
        """The left margin of a page, by its number: margins of right pages and left pages mirror each other."""
        left, _, right, _ = notes.forms[0].box
        is_right = not is_written_right_to_left(language)  # so they were printed
        return left if self._folios.is_right(page) == is_right else notes.boxes[0][0] + notes.boxes[0][2] - right

    def _write_page(self, run: Run, index: int, number: int, box: Box, forms: FormPage) -> None:
        """Write a page of a run, with nothing but forms. number: the page's."""
        before, after = self._folios.draw(number, [box], forms.operators)
        resources: dict[str, object] = {
            "XObject": b"<<%b>>" % forms.resources,
            "Font": self._fonts.add(self._folios.fonts),
            **(self._stock.colour_spaces() if self._prepress.has_profiles else {}),
        }
        page = {
            "Type": "/Page",
            "Parent": run.parent(index),
            **self._boxes.of(number, box),
            "Contents": [before, *after],
            "Resources": resources,
            **({} if self._prepress.is_for_press else {"Annots": forms.links}),
            "Tabs": "/S",
        }
        self._file.add(run.page(index), page)

    def _name(self, notes: Sheet, thread: Thread | None, page: int, top: float) -> None:
        """Name the place of the notes on a thread, or of the head of all, so that links lead there."""
        place = written([reference(page), "/XYZ", 0, top, 0])
        self._places.add((name, place) for name in (virtual.place_name(thread.id if thread else ""), *notes.moved))

    def add_index(self, sheet: Sheet) -> None:
        """Add the index, after all notes, on a new leaf; before `add_front`."""
        blank = self._up(self._end) - self._end
        start = self._end + blank + 1
        run = self._tree.add(blank + sheet.pages, first=False)
        self._starts[len(self._book.chapters) + 1] = start
        place = written([reference(run.page(blank)), "/XYZ", 0, sheet.boxes[0][3], 0])
        self._targets[virtual.INDEX] = Target(place, self._words.say("index"))
        self._targets |= page_targets(sheet, self._body, self._book.language, self._words)
        placed = PlacedSheet(sheet, self._file, run.pages(blank, sheet.pages))
        placed.fill("fonts", self._fonts.add((*sheet.fonts, *self._folios.fonts)))
        before, after = self._folios.draw(start, sheet.boxes)
        placed.fill("before", before)
        placed.fill_all("after", after)
        self._add(placed, sheet, run, blank, self._book.language, range(blank), first=False)

    def add_front(self, sheets: Sequence[Sheet]) -> None:
        """Add front matter before the threads, when all of these are there; each sheet starts with a leaf.

        To be called once.
        """
        *starts, self._front = accumulate((self._up(sheet.pages) for sheet in sheets), initial=0)
        run = self._tree.add(self._front, first=True)
        for sheet, start in reversed([*zip(sheets, starts, strict=True)]):  # each goes before those that are there
            end = start + sheet.pages
            placed = PlacedSheet(sheet, self._file, run.pages(start, sheet.pages))
            placed.fill("fonts", self._fonts.add(sheet.fonts))
            placed.fill("before", b"")
            placed.fill_all("after", [b""] * sheet.pages)
            self._add(placed, sheet, run, start, self._book.language, range(end, self._up(end)), first=True)

    def _add(
        self, placed: PlacedSheet, sheet: Sheet, run: Run, at: int, language: str, blank: range, *, first: bool
    ) -> None:
        """Write a sheet whose pages stand in a run from `at` on, counted from 0.

        blank: blank pages of the run, before or after them. first: the sheet comes before all others.
        """
        placed.fill_all("parent", [run.parent(index) for index in range(at, at + sheet.pages)])
        settle(placed, sheet.links, self._targets)
        self._write(placed, sheet, language, first=first)
        for index in blank:
            number = index + 1 if first or run is self._body else self._end + index + 1
            run.add_blank(index, self._boxes.of(number, sheet.boxes[0]), placed.reference(sheet.resources))

    def _write(self, placed: PlacedSheet, sheet: Sheet, language: str, *, first: bool) -> None:
        """Write a sheet whose links are settled."""
        placed.fill_all("shared", self._stock.add(sheet.shared))
        self._structure.add(placed, sheet, language, first=first)
        fill_in(placed, sheet.references, self._starts)
        placed.write()
        self._outline.add(placed.bookmarks(), sheet.visible_bookmarks, first=first)
        self._places.add(placed.places())

    def _up(self, pages: int) -> int:
        """A number of pages with those that are blank until the leaf ends."""
        return pages + -pages % self._leaf

    def finish(self) -> None:
        """Write blank pages at the end, fonts, trees, catalogue and metadata. To be called once."""
        file, prepress = self._file, self._prepress
        if blank := prepress.padding(self.pages):
            run = self._tree.add(blank, first=False)
            for index in range(blank):
                run.add_blank(index, self._boxes.of(self.pages - self._front - blank + index + 1, self._box), b"<<>>")
        self._fonts.embed()
        record = bibliographic.record(self._book, self._words)
        catalog = {"Type": "/Catalog", **labels(self._front)}
        catalog |= document_info.entries(file, self._book, record, prepress)
        catalog |= output_intent.entries(file, self._theme.profile) if prepress.is_exchange else {}
        to_click = () if prepress.is_for_press else (self._outline, self._places)
        for part in (self._tree, self._structure, *to_click):
            catalog |= part.finish()
        first = file.reserve(2)
        file.add(first, catalog)
        file.add(first + 1, document_info.information(self._book, record, prepress))
        file.finish(catalog=first, information=first + 1)
