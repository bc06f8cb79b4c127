"""Sheets bound into threads' own PDFs and into books: numbered, linked, tagged, with everything in them once."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace
from PIL import Image

from pipeline.errors import Notice
from pipeline.model import Asset, Book, Media, Teaser, Thread
from pipeline.press.book import binding, sequence
from pipeline.press.layout.front import write
from pipeline.press.layout.printing import front_matter, render
from pipeline.press.sheet import Sheet
from tests.press.conftest import THEME, bind, book, pdf_text, single, starts, thread, with_news
from tests.press.layout.test_layout import edges
from tests.press.test_press import assert_accessible

LONG = "Each stone rests on two below it, and two rest on it. Builders say: one on two, two on one. " * 4


def sheets(whole: Book) -> list[Sheet]:
    """The sheets of a book's chapters."""
    return [render(chapter, THEME) for chapter in whole.chapters]


def bound(*threads: Thread) -> pikepdf.Pdf:
    """The threads in one book; a single one as its own."""
    whole = book(*threads) if len(threads) > 1 else single(*threads)
    return pikepdf.open(BytesIO(bind(whole, sheets(whole)).data))


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every structure element, from the document down."""
    waiting = list(pdf.Root.StructTreeRoot.K)
    while waiting:
        element = waiting.pop()
        yield element
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                assert kid.P.objgen == element.objgen
                waiting.append(kid)


def labels(pdf: pikepdf.Pdf) -> list[str]:
    """What viewers call each page."""
    return [str(each.label) for each in pdf.pages]


def links(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every link of every page."""
    return [link for each in pdf.pages for link in each.obj.get("/Annots", ())]


def streams(pdf: pikepdf.Pdf, subtype: str) -> list[pikepdf.Object]:
    """The pictures ("Image") or forms ("Form") that a PDF holds."""
    found = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    return [each for each in found if each.get("/Subtype") == f"/{subtype}"]


@pytest.fixture(scope="module")
def three() -> tuple[Book, list[Sheet]]:
    """Three threads: of several pages, with an emoji, in another language."""
    whole = book(
        thread(*[LONG] * 9, number=1),
        thread("The sea 🌊 and a wall 🧱.", "Two.", number=2),
        thread("Ein Stein auf zweien, zwei auf einem. 🧱", "Ende.", number=3, language="de"),
    )
    return whole, sheets(whole)


@pytest.fixture(scope="module")
def volume(three: tuple[Book, list[Sheet]]) -> pikepdf.Pdf:
    """The three, bound."""
    return pikepdf.open(BytesIO(bind(*three).data))


def test_a_sheet_can_be_sent_and_names_no_place_of_this_machine(three: tuple[Book, list[Sheet]]) -> None:
    """It comes back from a pickle as it was; it holds no font and no path."""
    for sheet in three[1]:
        sent = pickle.dumps(sheet)
        assert pickle.loads(sent) == sheet
        assert str(Path(sys.prefix)).encode() not in sent
        objects = zlib.decompress(sheet.objects)
        assert len(objects.splitlines()) == sheet.plain
        assert b"/Page" in objects
        assert b"/BaseFont" not in objects
        assert b"/FontFile" not in objects


def test_a_sheet_is_the_same_wherever_it_is_printed(three: tuple[Book, list[Sheet]]) -> None:
    """Whatever was printed before it in this process."""
    whole, printed = three
    assert render(whole.chapters[0], THEME) == printed[0]


def test_a_thread_is_bound_without_the_layout_engine(three: tuple[Book, list[Sheet]], tmp_path: Path) -> None:
    """A sheet that was kept costs no import of WeasyPrint."""
    whole, printed = three
    (tmp_path / "sheet").write_bytes(pickle.dumps((replace(whole, chapters=whole.chapters[:1]), printed[0])))
    code = (
        "import pickle, sys; from pathlib import Path; from pipeline.press.book import binding, sequence;"
        "from pipeline.typeset import theme; book, sheet = pickle.loads(Path(sys.argv[1]).read_bytes());"
        "look = theme.load('classic'); plan = sequence.extents(book, [sheet], look);"
        "assert binding.bind(book, [sheet], plan, (), look).pages; assert 'weasyprint' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "sheet")], check=True, timeout=60)


def test_front_matter_is_asked_for_last(three: tuple[Book, list[Sheet]]) -> None:
    """Until then it may be in print: it is not touched before every thread has been; then come the notes on these."""
    whole, printed = three
    taken: list[str] = []

    def front() -> Iterator[Sheet]:
        taken.append("front")
        yield from (front_matter(piece, THEME) for piece in write(whole, THEME))

    class Noted(list[Sheet]):
        def __iter__(self) -> Iterator[Sheet]:
            for sheet in super().__iter__():
                taken.append("thread")
                yield sheet

    extents = sequence.extents(whole, printed, THEME)
    data = binding.bind(whole, Noted(printed), extents, front(), THEME).data
    assert taken == ["thread"] * len(printed) + ["front"] + ["thread"] * len(printed)
    assert data == bind(whole, printed).data


def test_threads_start_on_right_pages(volume: pikepdf.Pdf, three: tuple[Book, list[Sheet]]) -> None:
    """A blank left page is put in where it takes one; it bears no number and no content."""
    texts = pdf_text(bind(*three).data)
    for chapter, start in zip(three[0].chapters, starts(*three), strict=True):
        place = labels(volume).index(str(start))
        assert place % 2 == 0  # counted from 0
        assert chapter.thread.title in texts[place]
    blank = [text for text, each in zip(texts, volume.pages, strict=True) if "/Contents" not in each.obj]
    assert blank
    assert not any(blank)


def test_the_body_is_numbered_from_one_and_the_front_in_roman(volume: pikepdf.Pdf) -> None:
    """As labels that viewers show, and as figures on the pages of the threads alone."""
    assert labels(volume)[:7] == ["i", "ii", "iii", "iv", "v", "vi", "1"]
    for each, label in zip(volume.pages, labels(volume), strict=True):
        if "/Contents" not in each.obj:
            continue
        content = b"".join(part.read_bytes() for part in _parts(each))
        assert (b"/Artifact <</Type /Pagination" in content) == label.isdecimal()


def _parts(sheet: pikepdf.Page) -> list[pikepdf.Object]:
    contents = sheet.obj.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def test_the_figure_on_the_page_is_its_number(three: tuple[Book, list[Sheet]]) -> None:
    """It stands beneath the text, last on the page."""
    pages = pdf_text(bind(single(three[0].chapters[0].thread), three[1][:1]).data)
    assert len(pages) > 1
    assert [text.split()[-1] for text in pages] == [str(number) for number in range(1, len(pages) + 1)]


@pytest.mark.parametrize(("align", "sides"), [("outer", ["right", "left"]), ("inner", ["left", "right"])])
def test_a_theme_says_where_numbers_stand(three: tuple[Book, list[Sheet]], align: str, sides: list[str]) -> None:
    """At the outer or inner margin: mirrored, as pages are."""
    folio = {**THEME.settings["folio"], "align": align}
    theme = replace(THEME, settings={**THEME.settings, "folio": folio})
    data = bind(single(three[0].chapters[0].thread), three[1][:1], theme).data
    with pikepdf.open(BytesIO(data)) as pdf:
        for each, side in zip(pdf.pages, sides, strict=False):
            (x,) = re.findall(rb"Tf ([\d.]+) ", _parts(each)[-1].read_bytes())
            assert (float(x) < 210) == (side == "left")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_news_stand_after_the_contents_as_a_sheet_of_their_own(language: str) -> None:
    """On a page of the side on which the book begins: numbered in roman, tagged, bookmarked, linked."""
    plain = book(*(thread("One wall.", number=number, language=language) for number in (1, 2, 3)))
    whole = with_news(plain, 1, 3)
    printed = sheets(whole)
    data = bind(whole, printed).data
    assert_accessible(data)
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert labels(pdf)[4:9] == ["v", "vi", "vii", "viii", "1"]
        assert ["/Contents" in each.obj for each in list(pdf.pages)[4:9]] == [True, False, True, False, True]
        numbers = dict(zip((each.obj.objgen for each in pdf.pages), labels(pdf), strict=True))
        leads = [(item.title, numbers[item.destination[0].objgen]) for item in outline.root[:3]]  # type: ignore[index]
        assert leads == [("Contents", "v"), ("New since 3 March 2022", "vii"), ("Walls, part 1", "1")]
        assert {numbers[link.Dest[0].objgen] for link in pdf.pages[6].obj.Annots} == {"1", "5"}
        (document,) = pdf.Root.StructTreeRoot.K
        assert [numbers[_page_of(part)] for part in document.K] == ["i", "v", "vii", "1", "3", "5", *["7"] * 4]
    without = bind(plain, printed).data
    assert pdf_text(data)[:6] + pdf_text(data)[8:] == pdf_text(without)
    _, _, _, contents, news, *_ = edges(data)
    assert news[language == "ar"] == pytest.approx(contents[language == "ar"], abs=4)  # as far from the spine


def _page_of(element: pikepdf.Object) -> tuple[int, int]:
    """The first page on which a structure element has anything."""
    while "/Pg" not in element:
        (element, *_) = element.K
    return element.Pg.objgen


def test_bookmarks_lead_to_the_threads(volume: pikepdf.Pdf, three: tuple[Book, list[Sheet]]) -> None:
    """In order, each to the page on which its thread starts."""
    numbers = dict(zip((each.obj.objgen for each in volume.pages), labels(volume), strict=True))
    with volume.open_outline() as outline:
        contents, *threads, notes = outline.root
    assert (contents.title, notes.title) == ("Contents", "Notes on the texts")
    assert [item.title for item in threads] == [chapter.thread.title for chapter in three[0].chapters]
    leads = [numbers[item.destination[0].objgen] for item in threads]  # type: ignore[index]
    assert leads == [str(start) for start in starts(*three)]


def test_nested_bookmarks_stay_nested(tmp_path: Path) -> None:
    """A theme may give posts bookmarks below their thread's."""
    (tmp_path / "theme.toml").write_text('base = "classic"')
    style = THEME.text("print.css") + '.end { bookmark-level: 2; bookmark-label: "The end" }'
    (tmp_path / "print.css").write_text(style)
    theme = replace(THEME, folders=(tmp_path, *THEME.folders))
    whole = book(thread("One.", number=1), thread("Two.", number=2))
    made = bind(whole, [render(chapter, theme) for chapter in whole.chapters], theme)
    with pikepdf.open(BytesIO(made.data)) as pdf, pdf.open_outline() as outline:
        nested = [(item.title, [child.title for child in item.children]) for item in outline.root]
        assert int(pdf.Root.Outlines.Count) == 6
    threads = [(f"Walls, part {n}", ["The end"]) for n in (1, 2)]
    assert nested == [("Contents", []), *threads, ("Notes on the texts", [])]


def test_named_places_are_kept(volume: pikepdf.Pdf, three: tuple[Book, list[Sheet]]) -> None:
    """So that a post can be pointed at from outside; sorted, as a name tree is."""
    (leaf,) = volume.Root.Names.Dests.Kids
    names = [bytes(name) for name in list(leaf.Names)[::2]]
    assert names == sorted(names)
    pages = {each.obj.objgen for each in volume.pages}
    assert {place[0].objgen for place in list(leaf.Names)[1::2]} <= pages
    for chapter in three[0].chapters:
        assert f"thread-{chapter.thread.id}".encode() in names


def pointing(number: int, url: str = "", to: int = 2) -> Thread:
    """A thread with a link to another, which may have stood at `url`."""
    return thread("One.", number=number, cards=(Teaser(id=f"{to}0", posts=("A wall",), url=url),))


def test_a_link_to_a_thread_of_the_book_leads_there() -> None:
    """Forward or back, and tells a screen reader where."""
    pdf = bound(pointing(1, to=2), pointing(2, to=1))
    numbers = dict(zip((each.obj.objgen for each in pdf.pages), labels(pdf), strict=True))
    leads = [
        (numbers[each.obj.objgen], numbers[link.Dest[0].objgen], str(link.Contents))
        for each in pdf.pages
        for link in each.obj.get("/Annots", ())
        if isinstance(link.get("/Dest"), pikepdf.Array)
    ]
    assert set(leads) == {
        ("v", "1", "Walls, part 1"), ("v", "3", "Walls, part 2"), ("5", "3", "Walls, part 2"), ("5", "1", "Walls, part 1"),
    }  # fmt: skip
    assert b"x-thread" not in b"".join(each.unparse(resolved=True) for each in links(pdf))


def test_a_link_to_a_thread_that_is_not_here_leads_to_the_original(three: tuple[Book, list[Sheet]]) -> None:
    """In a thread's own PDF, a URL with a fragment of its own is kept whole."""
    url = "https://x.com/idamarlow/status/20#top"
    whole = book(pointing(1, url), thread("Two.", number=2))
    alone = replace(whole, chapters=whole.chapters[:1])
    with pikepdf.open(BytesIO(bind(alone, sheets(alone)).data)) as pdf:
        assert url in [str(link.A.URI) for link in links(pdf) if "/A" in link]


def test_a_link_that_leads_nowhere_is_plain_text() -> None:
    """Where neither the thread nor an address is known, neither the page nor the structure has a link."""
    whole = book(pointing(1), thread("Two.", number=2))
    alone = replace(whole, chapters=whole.chapters[:1])
    data = bind(alone, sheets(alone)).data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert all("x-thread" not in str(link.A.URI) for link in links(pdf) if "/A" in link)
        tagged = [element for element in elements(pdf) if element.S == "/Link"]
        assert len(tagged) == len(links(pdf))
    assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures


def test_there_is_one_structure_tree(volume: pikepdf.Pdf, three: tuple[Book, list[Sheet]]) -> None:
    """One document; a part for the title page, the contents, each thread, in its language, and the notes on each."""
    (document,) = volume.Root.StructTreeRoot.K
    assert document.S == "/Document"
    assert [str(part.S) for part in document.K] == ["/Part"] * 9
    languages = [str(part.get("/Lang", "en")) for part in document.K]
    assert languages == ["en", "en", "en", "en", "de", "en", "en", "en", "de"]
    assert [str(each.S) for each in elements(volume)].count("/Document") == 1


def test_every_page_and_link_finds_its_elements(volume: pikepdf.Pdf) -> None:
    """Through the parent tree: no number given twice, each leads to elements that have something on its page."""
    tree = pikepdf.NumberTree(volume.Root.StructTreeRoot.ParentTree)
    left_out = [number for number, owners in tree.items() if isinstance(owners, pikepdf.Array) and not len(owners)]
    parts = [*(each.obj for each in volume.pages), *streams(volume, "Form")]
    numbers = [int(each.StructParents) for each in parts if "/StructParents" in each]
    for each in volume.pages:
        if "/StructParents" in each.obj:
            owners = tree[int(each.obj.StructParents)]
            content = b"".join(part.read_bytes() for part in _parts(each))
            assert len(owners) == content.count(b"/MCID")
            assert all(each.obj.objgen in {owner.Pg.objgen, *_overleaf(owner)} for owner in owners)
    for link in links(volume):
        number = int(link.StructParent)
        numbers.append(number)
        owner = tree[number]
        references = [kid for kid in owner.K if isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR"]
        assert link.objgen in [reference.Obj.objgen for reference in references]
    numbers += set(left_out) - set(numbers)
    assert sorted(numbers) == list(range(len(numbers)))
    assert int(volume.Root.StructTreeRoot.ParentTreeNextKey) == len(numbers)


def _overleaf(element: pikepdf.Object) -> set[object]:
    """The pages on which an element goes on."""
    return {kid.Pg.objgen for kid in element.K if isinstance(kid, pikepdf.Dictionary) and kid.Type == "/MCR"}


def test_each_face_is_in_the_book_once(volume: pikepdf.Pdf, three: tuple[Book, list[Sheet]]) -> None:
    """One program for each, with the glyphs of all sheets under their ids, their widths and their characters."""
    descriptors = [each for each in volume.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each]
    printed = [each for sheet in three[1] for each in (sheet, sheet.notes) if each]
    assert len(descriptors) == len({use.face for sheet in printed for use in sheet.fonts})
    fonts = {font.BaseFont: font for each in volume.pages for _, font in each.obj.Resources.get("/Font", {}).items()}
    (spectral,) = [font for font in fonts.values() if str(font.BaseFont).endswith("+Spectral")]
    wanted = {
        glyph for sheet in printed for use in sheet.fonts if use.name.endswith("+Spectral") for glyph in use.widths
    }
    (descendant,) = spectral.DescendantFonts
    with TTFont(BytesIO(descendant.FontDescriptor.FontFile2.read_bytes())) as program:
        drawn = {program.getGlyphID(name) for name in program.getGlyphOrder() if program["glyf"][name].numberOfContours}
        advances = {glyph: program["hmtx"][program.getGlyphName(glyph)][0] for glyph in wanted}
        unit = program["head"].unitsPerEm
    assert drawn  # the digits of the page numbers are among them, too
    widths = dict(_widths(descendant.W))
    assert wanted <= set(widths)
    assert all(abs(widths[glyph] - advances[glyph] * 1000 / unit) <= 1 for glyph in wanted)
    mapped = {int(glyph, 16) for glyph in re.findall(rb"<(\w{4})> <\w+>", spectral.ToUnicode.read_bytes())}
    assert wanted <= mapped


def _widths(array: pikepdf.Object) -> Iterator[tuple[int, int]]:
    entries = list(array)
    for first, widths in zip(entries[::2], entries[1::2], strict=True):
        yield from enumerate((int(width) for width in widths), int(first))


def test_a_drawing_and_a_picture_are_in_the_book_once(tmp_path: Path) -> None:
    """Whatever number of threads shows them."""
    Image.new("RGB", (640, 400), "teal").save(tmp_path / "wall.png")
    media = [Media(alt="A wall", asset=Asset(path=tmp_path / "wall.png"))]
    pdf = bound(*(thread("A wall 🧱 and 🧱.", number=number, media=media) for number in (1, 2, 3)))
    assert len(streams(pdf, "Image")) == 1
    assert len([form for form in streams(pdf, "Form") if [int(side) for side in form.BBox] == [0, 0, 36, 36]]) == 1


def test_what_a_theme_draws_is_in_the_book_as_well(tmp_path: Path) -> None:
    """A picture with a mask, both once; and text in a group of its own, with its fonts."""
    Image.new("RGBA", (40, 40), (0, 128, 128, 99)).save(tmp_path / "leaf.png")
    (tmp_path / "theme.toml").write_text('base = "classic"')
    style = ".notes { opacity: .5; background: url(x-theme:leaf.png) }"
    (tmp_path / "print.css").write_text(THEME.text("print.css") + style)
    theme = replace(THEME, folders=(tmp_path, *THEME.folders))
    whole = book(thread("One.", number=1), thread("Two.", number=2))
    data = bind(whole, [render(chapter, theme) for chapter in whole.chapters], theme).data
    assert "".join(pdf_text(data)).count("Set from walls.txt") == 2
    with pikepdf.open(BytesIO(data)) as pdf:
        (picture,) = [each for each in streams(pdf, "Image") if "/SMask" in each]
        (mask,) = [each for each in streams(pdf, "Image") if "/SMask" not in each]
        assert picture.SMask.objgen == mask.objgen
        groups = [form for form in streams(pdf, "Form") if "/Group" in form]
        assert [form for form in groups if form.Resources.Font.keys()]
    assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures


def test_drawings_of_a_theme_stay_drawings() -> None:
    """The marks before lines of code that go on are no pixels, though Pillow could make some."""
    pdf = bound(thread("```\n" + "total = first + second  # and so on, " * 9 + "\n```"))
    assert [form for form in streams(pdf, "Form") if b" l\n" in form.read_bytes()]
    assert streams(pdf, "Image") == []


def test_a_collection_of_one_thread_has_its_own_title() -> None:
    """The title is the book's, not the sheet's."""
    whole = replace(single(thread("One.", "Two.")), title="Collected & <bound>")
    with pikepdf.open(BytesIO(bind(whole, sheets(whole)).data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Collected & <bound>"
        with pdf.open_metadata() as facts:
            assert facts["dc:title"] == "Collected & <bound>"
            assert facts["dc:creator"] == ["Ida Marlow"]
            assert facts["pdfuaid:part"] == "1"


def test_a_notice_of_a_sheet_is_the_books(three: tuple[Book, list[Sheet]]) -> None:
    """What printing had to say is told wherever the sheet is bound."""
    whole, (first, *others) = three
    told = Notice(message="no picture", path="walls.txt")
    assert bind(whole, [replace(first, notices=(told,)), *others]).notices == (told,)


def test_sheets_and_chapters_must_belong_together(three: tuple[Book, list[Sheet]]) -> None:
    """A sheet too few is a fault of the caller."""
    with pytest.raises(ValueError, match="shorter"):
        bind(three[0], three[1][:2])


def test_it_is_the_same_book_each_time(three: tuple[Book, list[Sheet]]) -> None:
    """Bound twice, and from sheets that were kept: the same bytes."""
    whole, printed = three
    kept = pickle.loads(pickle.dumps(printed))
    assert bind(whole, kept).data == bind(whole, printed).data


def test_ways_into_a_long_thread_are_bookmarks_and_have_numbers_in_the_contents() -> None:
    """They lead to their posts, in its own PDF and in a book, whose contents say the pages."""
    long = thread(*(f"This is {number}. {LONG}" for number in range(1, 61)), number=2)
    whole = book(thread("One wall.", number=1), long)
    printed = sheets(whole)
    data, own = bind(whole, printed).data, bind(single(long), printed[1:]).data
    assert_accessible(data)
    for made in (data, own):
        with pikepdf.open(BytesIO(made)) as pdf, pdf.open_outline() as outline:
            (entries,) = (each.children for each in outline.root if each.children)
            pages = dict(zip((each.obj.objgen for each in pdf.pages), pdf_text(made), strict=True))
            for first, entry in zip(range(1, 60, 10), entries, strict=True):
                assert entry.title == f"Posts {first}–{first + 9}"
                assert f"This is {first}." in pages[entry.destination[0].objgen]  # type: ignore[index]
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = dict(zip((each.obj.objgen for each in pdf.pages), labels(pdf), strict=True))
        leads = [link.Dest for link in pdf.pages[4].obj.Annots if isinstance(link.Dest, pikepdf.Array)]  # not to notes
        said = [numbers[place[0].objgen] for place in leads]
        assert said == re.findall(r"\. (\d+)\s", pdf_text(data)[4] + " ")[: len(said)]
