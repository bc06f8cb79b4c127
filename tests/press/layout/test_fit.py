"""Pages are filled: soft keeps give way, pictures shrink, or a paragraph comes before them; nothing is lost for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.model import Asset, Author, Chapter, Media, Post, Quote
from pipeline.press.layout import engine, printing
from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.links import Index
from pipeline.typeset.theme import Wishes
from pipeline.typeset.theme_options import Source
from tests.press.conftest import bind, chapters, pdf_text, single, thread
from tests.press.documents import THEME
from tests.press.tagged import audit
from tests.press.test_tags import opened, tags

LINE = "Each stone rests on two below it, and two rest on it. "
WIDE, TALL, SQUARE, SLIM = (900, 540), (600, 900), (800, 800), (450, 800)
"""Pixels of pictures."""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a picture of each shape."""
    engine.load()
    folder = tmp_path_factory.mktemp("pictures")
    for size in (WIDE, TALL, SQUARE, SLIM):
        Image.new("RGB", size, (90, 120, 100)).save(folder / f"{size[0]}.png")
    return folder


def media(folder: Path, *sizes: tuple[int, int], name: str = "") -> tuple[Media, ...]:
    return tuple(Media(alt=f"{name}{at}", asset=Asset(path=folder / f"{w}.png")) for at, (w, _) in enumerate(sizes))


def post(number: int, lines: int, pictures: Sequence[Media] = ()) -> Post:
    """A post of about so many lines, and its pictures."""
    text = f"Post {number}. {LINE * max(1, round(lines * 1.15))}" if lines else f"Post {number}."
    return Post(id=str(number), text=text, media=tuple(pictures))


def laid_out(chapter: Chapter, *, fitted: bool = True) -> list[Any]:
    """The pages of a chapter as they are laid out."""
    engine.load()
    from pipeline.press.layout.fit import Fit
    from pipeline.press.layout.impression import Impression

    pages: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        add = Impression.add

        def noted(self: Impression, document: Any) -> None:
            pages.extend(map(outline, document.pages))
            add(self, document)

        patch.setattr(Impression, "add", noted)
        if not fitted:
            patch.setattr(Fit, "_filled", lambda _, laid, following: (laid, following))
            patch.setattr(Fit, "_with_last_lines", lambda _, laid, following: (laid, following))
            patch.setattr(Fit, "_evened", lambda _, before, laid, following: (before, laid, following))
        printing.render(chapter, THEME)
    return pages


def outline(page: Any) -> dict[str, Any]:
    """How full a page is, and what stands on it from its head down: words as they are, a picture as its description."""
    from pipeline.press.layout.box_tree import all_boxes
    from pipeline.press.layout.page_measure import fill

    shown = []
    for box in all_boxes(page._page_box.children[0]):
        place = round(box.position_y), box.position_x
        if box.element_tag == "img":
            shown.append((place, f"[{box.element.get('alt')}]", box.height))
        elif hasattr(box, "text") and not box.text.isdigit():  # a number in the margin
            shown.append((place, box.text, 0.0))
    shown.sort()
    return {"fill": fill(page._page_box), "shown": [what for _, what, _ in shown], "sizes": [h for *_, h in shown if h]}


def chapter_of(*posts: Post) -> Chapter:
    (chapter,) = chapters(thread(posts=posts, title="Walls"))
    return chapter


def words(pages: list[Any]) -> list[str]:
    return " ".join(what for page in pages for what in page["shown"] if not what.startswith("[")).split()


def test_a_picture_shrinks_a_little_to_stay_with_its_words(pictures: Path) -> None:
    """Where a tenth is too much it is smaller by that, and the page is full; without the fit it is overleaf."""
    posts = [post(1, 5), post(2, 2, media(pictures, SQUARE)), *(post(number, 3) for number in range(3, 9))]
    before, after = (laid_out(chapter_of(*posts), fitted=fitted) for fitted in (False, True))
    assert before[0]["fill"] < 0.6
    assert "[0]" in before[1]["shown"]
    assert after[0]["fill"] > 0.97
    assert after[0]["shown"][-1] == "[0]"
    assert 0.8 <= after[0]["sizes"][0] / before[1]["sizes"][0] < 1
    assert words(after) == words(before)


def test_pictures_of_a_page_shrink_by_the_same_part(pictures: Path) -> None:
    """Where one would have to shrink by much, it and those that are on the page already shrink by less."""
    posts = [
        post(1, 2, media(pictures, WIDE, name="a")),
        post(2, 3, media(pictures, WIDE, name="b")),
        post(3, 0, media(pictures, WIDE, name="c")),
        *(post(number, 3) for number in range(4, 9)),
    ]
    before, after = (laid_out(chapter_of(*posts), fitted=fitted) for fitted in (False, True))
    assert before[0]["fill"] < 0.85
    assert [what for what in after[0]["shown"] if what.startswith("[")] == ["[a0]", "[b0]"]
    one, other = after[0]["sizes"]
    assert one == pytest.approx(other)
    assert 0.6 <= one / before[0]["sizes"][0] < 1
    assert words(after) == words(before)


def test_rows_shrink_as_wholes(pictures: Path) -> None:
    """Pictures of a row stay of one height, and the next as far apart, where it shrinks; its caption stays beneath."""
    pair = (Media(kind="gif", alt="a", asset=Asset(path=pictures / "900.png")), *media(pictures, TALL, name="b"))
    posts = [post(1, 14), post(2, 2, pair), *(post(number, 3) for number in range(3, 9))]
    before, after = (laid_out(chapter_of(*posts), fitted=fitted) for fitted in (False, True))
    assert before[0]["fill"] < 0.85
    assert {"[a]", "[b0]"} <= {*after[0]["shown"]}
    one, other = after[0]["sizes"]
    assert one == pytest.approx(other, abs=0.5)
    assert 0.6 <= one / before[1]["sizes"][0] < 1
    assert words(after) == words(before)


def test_a_paragraph_comes_before_a_picture_that_is_too_high(pictures: Path) -> None:
    """The picture begins the next page, and one paragraph at most parts it from its words, even if there is room."""
    posts = [post(1, 16), post(2, 2, media(pictures, TALL)), post(3, 3), post(4, 9), post(5, 9), post(6, 9)]
    before, after = (laid_out(chapter_of(*posts), fitted=fitted) for fitted in (False, True))
    assert after[0]["fill"] > before[0]["fill"] + 0.1
    said = " ".join(after[0]["shown"])
    assert "Post 2." in said
    assert "Post 3." in said
    assert "Post 4." not in said
    assert after[1]["shown"][0] == "[0]"
    assert after[1]["sizes"] == before[1]["sizes"]
    assert words(after) == words(before)


def test_a_moved_picture_is_read_where_it_belongs(pictures: Path) -> None:
    """In the tags it is a part of its own post, and comes before the paragraph that is printed before it."""
    posts = [post(1, 16), post(2, 2, media(pictures, TALL, name="Gate")), post(3, 9), post(4, 9), post(5, 9)]
    data = bind(single(thread(posts=tuple(posts)))).data
    first, second = pdf_text(data)[:2]
    assert "Post 3." in first
    assert "Post 4." in second
    with opened(data) as pdf:
        audit(pdf)
    _, of_post, next_post, *_ = tags(data).all("Sect")
    assert "Post 2." in of_post.text
    assert [each.name for each in of_post.all("Figure")] == ["Gate0"]
    assert "Post 3." in next_post.text
    assert not next_post.all("Figure")


def test_a_picture_stays_where_nothing_fits_below_it(pictures: Path) -> None:
    """Not the end of a paragraph that is kept with a quote of many lines."""
    said = Quote(author=Author(name="Mira"), text=LINE * 9)
    lead = Post(text=f"{(LINE * 9).strip()[:-1]}:", quotes=(said,))
    posts = (post(1, 7), Post(text="See.", media=media(pictures, TALL)), lead)
    whole = thread(posts=posts, title="Walls")
    theme = themes.load("journal")
    sheet = printing.render(typeset(whole, theme, Index([whole]).links(whole)), theme)
    assert sheet.pages > 1


def test_a_page_that_a_picture_crowds_is_not_shortened(pictures: Path) -> None:
    """For the sake of the lines of the last page, where it then had no room below the picture that it begins with."""
    look = {"page": "65.1x141.1", "margins": "9mm 5mm 9mm 5mm", "size": 9, "sides": "one", "links": "none"}
    theme = themes.load("classic", [Wishes(look, Source("phone.toml", "options."))])
    said = "古い灯台の話をします。祖父は昭和三十年から灯台守でした。夜になると、一時間ごとに記録を書き、霧の日には鐘を鳴らしました。「光は約束だ」と祖父はよく言っていました。灯"
    shown = media(pictures, SLIM)
    posts = (Post(text=said), Post(text=said, media=shown), Post(text=said * 2), Post(text="続きはまた明日。"))
    whole = thread(posts=posts, title="灯台守の祖父が残した手帳のこと", language="ja")
    assert printing.render(typeset(whole, theme, Index([whole]).links(whole)), theme).pages == 3


def test_soft_keeps_give_way() -> None:
    """A list of three items breaks where it would leave a sixth of the page empty; it stays whole where it would not."""
    items = (
        "What is wanted here, and more than one would think to carry up the whole of the hill:\n- a line\n- a hammer"
    )
    text = f"{items}\n- a long hill, which is steeper than anybody told us it would be, and a day to climb it in"
    posts = [post(1, 19), Post(id="2", text=text), post(3, 9), post(4, 9)]
    before, after = (laid_out(chapter_of(*posts), fitted=fitted) for fitted in (False, True))
    assert after[0]["fill"] > before[0]["fill"] + 0.05
    assert "a line" in after[0]["shown"]
    assert "a line" in before[1]["shown"]
    assert words(after) == words(before)


def test_pictures_shrink_slightly_for_the_words_after_them(pictures: Path) -> None:
    """A heading and its paragraph begin on the page for 4 % of a picture, rather than leave a seventh of it empty."""
    heading = Post(id="3", text=f"The third\n\n{LINE * 3}")
    posts = [post(1, 4, media(pictures, WIDE)), post(2, 1), heading, post(4, 9)]
    before, after = (laid_out(chapter_of(*posts), fitted=fitted) for fitted in (False, True))
    assert before[0]["fill"] < 0.88
    assert "The third" in before[1]["shown"]
    assert after[0]["fill"] > 0.97
    assert "The third" in after[0]["shown"]
    assert 0.95 < after[0]["sizes"][0] / before[0]["sizes"][0] < 1
    assert words(after) == words(before)


def test_two_pages_are_evened_out(pictures: Path) -> None:
    """Where nothing fills a page, it gets lines of the one before it: neither is then as short as that was."""
    posts = [*(post(number, 9) for number in range(1, 5)), post(5, 12, media(pictures, SQUARE))]
    before, after = (laid_out(chapter_of(*posts), fitted=fitted) for fitted in (False, True))
    one, other = (page["fill"] for page in before[:2])
    assert one > 0.95
    assert other < 0.75
    assert min(page["fill"] for page in after[:2]) > 0.84
    assert words(after) == words(before)


def last_lines(pages: list[Any]) -> int:
    """Lines of the last page before the end mark, about."""
    at = pages[-1]["shown"].index("◆")
    return sum(1 for what in pages[-1]["shown"][:at] if what.strip())


@pytest.mark.parametrize("lines", range(20, 32))
def test_a_last_page_has_more_than_a_few_lines(lines: int) -> None:
    """Of threads that are a little longer than a page, none has one to four lines on the second."""
    pages = laid_out(chapter_of(*(post(number, 4) for number in range(1, 6)), post(6, lines - 20), post(7, 4)))
    if "◆" in pages[-1]["shown"] and len(pages) > 1:
        assert last_lines(pages) >= 4
        assert pages[0]["fill"] >= 0.8


posts_of_a_thread = st.lists(
    st.tuples(st.integers(0, 9), st.lists(st.sampled_from([WIDE, TALL, SQUARE]), max_size=3)), min_size=3, max_size=12
)


@given(posts_of_a_thread)
@settings(max_examples=25, deadline=None)
def test_nothing_is_lost_or_far_from_its_place(pictures: Path, shapes: Any) -> None:
    """All words are there in their order; each picture once, after its words and at most a paragraph behind them."""
    posts = [post(at, lines, media(pictures, *sizes, name=f"{at}.")) for at, (lines, sizes) in enumerate(shapes, 1)]
    chapter = chapter_of(*posts)
    before, after = (laid_out(chapter, fitted=fitted) for fitted in (False, True))
    assert words(after) == words(before)
    shown = [what for page in after for what in page["shown"]]
    drawn = [what for what in shown if what.startswith("[")]
    assert drawn == [what for page in before for what in page["shown"] if what.startswith("[")]
    for picture in drawn:
        number = int(picture[1:].partition(".")[0])
        said = " ".join(shown[: shown.index(picture)])
        assert f"Post {number}." in said
        assert f"Post {number + 2}." not in said
    for one, other in pairwise(after):
        assert one["fill"] <= 1.01
        assert other["shown"]


def test_the_same_chapter_has_the_same_pages(pictures: Path) -> None:
    """Byte by byte, whatever was printed before."""
    chapter = chapter_of(*(post(number, 5, media(pictures, TALL, WIDE)) for number in range(1, 6)))
    one, other = (printing.render(chapter, THEME) for _ in range(2))
    assert [stream.data for stream in one.streams] == [stream.data for stream in other.streams]
