"""Links on paper: a number behind each whose address is not to be read, and the address at the thread's end."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from msgspec.structs import replace

from pipeline.model import Author, LinkCard, Media, Post, Quote, Span, Teaser, Thread
from pipeline.press.layout.codes import Code
from pipeline.press.layout.printing import render
from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.links import Links
from pipeline.typeset.theme import Theme
from tests.press.conftest import THEME, bind, pdf_text, single, thread
from tests.press.tagged import Tag, audit, read

MANUAL, NOTES = "https://www.example.org/manuals/press-1890.pdf", "https://example.org/notes?id=42"
FILM = "https://video.example.org/film.mp4"


def linked(text: str, **targets: str) -> Post:
    """A post with links at these words of it."""
    spans = (
        Span(start=text.index(word), end=text.index(word) + len(word), kind="link", target=target)
        for word, target in targets.items()
    )
    return Post(text=text, spans=tuple(sorted(spans)))


def with_links(setting: str) -> Theme:
    return replace(THEME, settings={**THEME.settings, "links": setting})


def printed(one: Thread, setting: str = "notes") -> bytes:
    return bind(single(one), theme=with_links(setting)).data


def listed(data: bytes) -> list[str]:
    """The lines below the heading of the links, up to the notes on the text."""
    text = "\n".join(pdf_text(data)).replace("\r", "")
    _, _, below = text.partition("Links\n")
    lines, _, _ = below.partition("\nWalls, part")
    return [" ".join(line.split()) for line in lines.splitlines()]


def tags(data: bytes) -> Tag:
    with pikepdf.open(BytesIO(data)) as pdf:
        audit(pdf)
        return read(pdf)


def test_an_address_that_no_words_show_is_a_note() -> None:
    """Those cut short are, too; an address that stands in the text is none. The same address has one number."""
    short = "example.org/notes…"
    posts = (
        linked("Read the manual and the notes.", manual=MANUAL, notes=NOTES),
        Post(
            text=f"{short} and https://example.org/short",
            spans=(Span(start=0, end=len(short), kind="link", target=NOTES),),
        ),
    )
    data = printed(thread(posts=posts))
    assert "".join(pdf_text(data)[0].split()).count("example.org/notes…2and") == 1
    assert listed(data) == ["1 example.org/manuals/press-1890.pdf", "2 example.org/notes?id=42"]


def test_a_link_of_several_styles_has_one_number() -> None:
    """Behind the last of its words."""
    spans = (Span(start=0, end=8, kind="link", target=MANUAL), Span(start=4, end=8, kind="bold"))
    data = printed(thread(posts=(Post(text="The book, read.", spans=spans, marked_up=True),)))
    assert re.search(r"The book\s?1, read", pdf_text(data)[0])
    assert len(listed(data)) == 1


def test_numbers_follow_the_order_of_reading() -> None:
    """Through posts, quotes and link cards."""
    quote = Quote(author=Author(name="Mira"), url="https://example.com/q", text="One on two.")
    card = LinkCard(url="https://example.com/card", title="Walls")
    spans = (
        Span(start=0, end=5, kind="link", target="https://example.com/b"),
        Span(start=0, end=13, kind="bold"),
        Span(start=8, end=13, kind="link", target="https://example.com/c"),
    )
    first = Post(text="First, after", spans=(Span(start=0, end=5, kind="link", target="https://example.com/a"),))
    second = Post(text="Stone, stone.", spans=spans, marked_up=True, quotes=(quote,), link_cards=(card,))
    lines = listed(printed(thread(posts=(first, second))))
    assert lines == [f"{number} example.com/{name}" for number, name in enumerate(("a", "b", "c", "q", "card"), 1)]


def test_names_and_numbers_of_posts_are_no_notes() -> None:
    """A network finds people by their names; and the address of the thread stands in the notes on it."""
    mention = Post(
        text="@mira, see #walls",
        url="https://x.com/idamarlow/status/10",
        spans=(
            Span(start=0, end=5, kind="mention", target="https://x.com/mira"),
            Span(start=11, end=17, kind="hashtag", target="https://x.com/hashtag/walls"),
        ),
    )
    data = printed(thread(posts=(mention, mention), url="https://x.com/idamarlow/status/10"))
    text = "\n".join(pdf_text(data))
    assert "Links" not in text
    assert re.search(r"Walls, part 1\s+x\.com/idamarlow/status/10\s+Set from", text)


def test_a_thread_that_was_not_saved_can_be_found() -> None:
    """The notes have its address behind its title."""
    card = Teaser(posts=("A gate, and what it lets in",), url="https://x.com/idamarlow/status/77")
    assert re.search(
        r"lets in \(x\.com/idamarlow/status/77\)", "\n".join(pdf_text(printed(thread("One.", cards=(card,)))))
    )


@pytest.mark.parametrize("setting", ["notes", "qr"])
def test_an_address_that_no_browser_knows_is_not_printed(setting: str) -> None:
    """Nor is there a heading above nothing."""
    text = "\n".join(pdf_text(printed(thread("One.", url="at://did:plc:a/app.bsky.feed.post/b"), setting)))
    assert "Links" not in text
    assert "did:plc" not in text


def test_a_theme_may_have_none() -> None:
    """Then print adds nothing."""
    data = printed(thread(posts=(linked("The manual", manual=MANUAL),), url=NOTES), "none")
    assert "example.org" not in "\n".join(pdf_text(data))


def test_a_number_leads_to_its_note_and_the_note_to_the_page() -> None:
    """Both are links to those who hear them, in the language of the book."""
    data = printed(thread(posts=(linked("The manual", manual=MANUAL),)))
    heading = next(each for each in tags(data).all("H2") if each.text == "Links")
    assert heading.language == "en"
    links = [each.text for each in tags(data).all("Link")]
    assert links[links.index("manual") : -1] == ["manual", "1", "◆", "example.org/manuals/press-1890.pdf"]
    with pikepdf.open(BytesIO(data)) as pdf:
        annotations = [each for sheet in pdf.pages for each in sheet.obj.get("/Annots", ())]
        assert [str(each.A.URI) for each in annotations if "/A" in each].count(MANUAL) == 2
        assert [str(each.get("/Contents", "")) for each in annotations if "/Dest" in each].count("1") == 1


@pytest.mark.parametrize("setting", ["notes", "qr"])
def test_a_list_that_does_not_fit_stands_with_the_notes(setting: str) -> None:
    """However the text ends, no page of the thread has nothing but links; numbers lead to where they are."""
    theme = with_links(setting)
    moved = 0
    for lines in range(12, 17):
        posts = linked("The manual", manual=MANUAL), Post(text="\n\n".join(["Stone."] * lines))
        whole = single(thread(posts=posts, url="https://x.com/idamarlow/status/10"))
        sheet = render(whole.chapters[0], theme)
        data = bind(whole, [sheet], theme).data
        text = pdf_text(data)
        assert "◆" in text[sheet.pages - 1]
        assert sum(page.count("Links") for page in text) == 1
        if sheet.notes and sheet.notes.moved:
            moved += 1
            assert "Links" in text[sheet.pages]
            check_that_numbers_lead(data, sheet.pages)
    assert 0 < moved < 5


def check_that_numbers_lead(data: bytes, to: int) -> None:
    """All numbers of links lead to a page, counted from 0."""
    with pikepdf.open(BytesIO(data)) as pdf:
        audit(pdf)
        named = pikepdf.NameTree(pdf.Root.Names.Dests)
        links = [
            each
            for page in pdf.pages
            for each in page.obj.get("/Annots", ())
            if isinstance(each.get("/Dest"), pikepdf.String)
        ]
        assert len(links) == 2  # and the end mark
        assert all(named[str(link.Dest)][0].objgen == pdf.pages[to].obj.objgen for link in links)


def test_a_list_stays_where_there_are_no_notes(tmp_path: Path) -> None:
    """On a page by itself, if it must."""
    (tmp_path / "theme.toml").write_text('base = "classic"')
    (tmp_path / "notes.md.j2").write_text("")
    theme = themes.load(str(tmp_path))
    for lines in (14, 15):
        one = thread(posts=(linked("The manual", manual=MANUAL), Post(text="\n\n".join(["Stone."] * lines))))
        whole = replace(single(one), chapters=(typeset(one, theme, Links()),))
        assert sum(page.count("Links") for page in pdf_text(bind(whole, theme=theme).data)) == 1


def test_a_long_address_ends_its_lines_before_signs() -> None:
    """No hyphen is added, and none of its signs seems to end it."""
    words = [f"stone-{number}_wall.gate" for number in range(14)]
    url = f"https://example.org/{'-'.join(words)}"
    lines = listed(printed(thread(posts=(linked("The manual", manual=url),))))
    assert len(lines) > 2
    assert "".join(lines) == "1 example.org/" + "-".join(words)
    assert not any(line.endswith(("-", "_", ".")) for line in lines)


def test_numbers_have_the_figures_of_the_thread() -> None:
    """Behind the link and before the address."""
    post = linked("هذا مثال مع رابط إلى الصفحة", رابط=MANUAL)
    text = "\n".join(pdf_text(printed(thread(posts=(post,), language="ar"))))
    assert text.count("١") >= 2
    assert "1 example" not in text


@pytest.fixture(scope="module")
def coded() -> bytes:
    """A thread with a film and a link, with codes."""
    film = Post(text="Two.", media=(Media(kind="video", url=FILM, missing="not saved"),))
    posts = (film, linked("The manual", manual=MANUAL))
    return printed(thread(posts=posts, url="https://x.com/idamarlow/status/10"), "qr")


def test_films_and_the_thread_have_codes(coded: bytes) -> None:
    """Described by their addresses, which stand beneath them; the number of a film's is not in the list."""
    names = [each.name for each in tags(coded).all("Figure")]
    assert names == ["QR code: x.com/idamarlow/status/10", "QR code: video.example.org/film.mp4"]
    assert listed(coded)[0] == "2 example.org/manuals/press-1890.pdf"
    assert "1 video.example.org/film.mp4" in " ".join(listed(coded))


def test_a_code_is_drawn_as_it_is(coded: bytes) -> None:
    """Module for module, with its quiet zone."""
    with pikepdf.open(BytesIO(coded)) as pdf:
        forms = [form for sheet in pdf.pages for form in sheet.obj.Resources.get("/XObject", {}).values()]
        drawn = [_matrix(form) for form in forms if form.get("/Subtype") == "/Form" and b" re" in form.read_bytes()]
    assert [[*row] for row in segno.make_qr(FILM, error="m").matrix_iter(border=4)] in drawn


def _matrix(form: Any) -> list[list[int]]:
    side = int(form.BBox[2])
    rows = [[0] * side for _ in range(side)]
    for x, y, width in re.findall(rb"(\d+) (\d+) (\d+) 1 re", form.read_bytes()):
        for column in range(int(x), int(x) + int(width)):
            rows[int(y)][column] = 1
    return rows


@pytest.mark.parametrize("length", [20, 80, 400, 2000])
def test_a_code_is_large_enough_for_a_telephone(length: int) -> None:
    """16 mm without its quiet zone, and 0.45 mm for each module."""
    code = Code("https://example.org/" + "a" * length)
    modules = len(segno.make_qr(code.address, error="m").matrix)
    seen = code.side - 2 * code.quiet
    assert seen >= 16 - 1e-9
    assert seen / modules >= 0.45 - 1e-9
    assert code.quiet / (seen / modules) == pytest.approx(4)
