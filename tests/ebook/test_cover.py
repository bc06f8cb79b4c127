"""The cover: every script shows, nothing runs over the edge, and it is the same on every run."""

from __future__ import annotations

import io
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from pipeline.ebook import lettering, runs
from pipeline.ebook.cover import HEIGHT, WIDTH, cover


def drawn(title: str, authors: str = "", foot: str = "", *, right_to_left: bool = False) -> Image.Image:
    """The cover's mask: 0 is the ground."""
    with Image.open(io.BytesIO(cover(0, title, authors, foot, right_to_left=right_to_left))) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (WIDTH, HEIGHT), "P")
        return Image.frombytes("L", image.size, image.tobytes())


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """Where the lettering stands: the box around all that is not ground, the seam left out."""
    box = image.crop((200, 0, WIDTH - 200, HEIGHT)).getbbox()
    assert box
    return box[0] + 200, box[1], box[2] + 200, box[3]


@pytest.mark.parametrize(
    "title",
    [
        "Salt", "Слово о полку", "παλίρροια", "رحلة القهوة", "מסע הקפה", "港の時計", "潮汐", "밀물과 썰물",
        "सागर की कहानी", "ทะเลและดวงจันทร์", "ծովի մասին", "ზღვის შესახებ", "🧵👇", "1️⃣ first", "𝗧𝗶𝗱𝗲𝘀",
        "a" * 300, "tide " * 60, "水" * 300,
    ],
)  # fmt: skip
def test_any_script_shows_within_the_margins(title: str) -> None:
    """A title in any script, and of any length, leaves ink on the page and stays inside the text area."""
    left, top, right, bottom = ink(drawn(title))
    assert left >= 250
    assert right <= WIDTH - 100
    assert top >= 250
    assert bottom <= 1400


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\U0010fffdb", "ab"), ("tide\u200d🌊", "tide\u200d🌊"), ("\ue000", "")],
)
def test_what_no_face_has_is_left_out(text: str, shown: str) -> None:
    """No empty boxes: such characters are dropped."""
    assert runs.printable(text) == shown


def test_runs_stand_in_the_order_in_which_they_are_seen() -> None:
    """In a line from right to left the runs are turned round, and words from left to right within it are not."""
    assert [run.text for run in runs._runs("קפה Python and tea תה")] == ["תה", " ", "Python and tea", "קפה "]
    assert [run.text for run in runs._runs("tea קפה תה and")] == ["tea ", "קפה תה", " ", "and"]


def test_figures_keep_to_the_face_of_their_word() -> None:
    """A year beside Arabic words is set in the Arabic face; a figure after an emoji is not set as an emoji."""
    assert {run.face.name for run in runs._runs("البحر 2021")} == {"Amiri"}
    assert [run.face.name for run in runs._runs("🧵 12")] == ["Noto Emoji", "Spectral"]


def test_a_right_to_left_book_has_its_spine_on_the_right() -> None:
    """The seam and the text change sides together."""
    image = drawn("מסע הקפה", right_to_left=True)
    assert image.getpixel((5, 750)) == 0
    assert image.getpixel((WIDTH - 5, 750)) != 0
    assert ink(image)[2] >= WIDTH - 310


@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_smaller_cover_is_the_same_cover(right_to_left: bool) -> None:
    """Everything on it is where it is on a large one."""
    draw = partial(cover, 7, "What the tide tables never told", "Maren", "14 March", right_to_left=right_to_left)
    large, small = (Image.open(io.BytesIO(draw(scale=scale))).convert("RGB") for scale in (1, 0.5))
    assert (large.size, small.size) == ((WIDTH, HEIGHT), (WIDTH // 2, HEIGHT // 2))
    apart = ImageChops.difference(large.resize(small.size, Image.Resampling.BOX), small)
    assert ImageStat.Stat(apart).mean < [1.5] * 3


def test_letters_are_joined_and_stand_where_they_are_measured() -> None:
    """Arabic letters by themselves are wider than joined ones; a line's ink begins and ends with its width."""
    assert runs.width("قهوة", 100) < sum(runs.width(letter, 100) for letter in "قهوة") * 0.9
    picture = Image.new("P", (800, 200))
    runs.draw(picture, "Mole", 50, 150, 120, 15)
    box = picture.getbbox()
    assert box
    assert 0 <= box[0] - 50 < 10
    assert abs(box[2] - 50 - runs.width("Mole", 120)) < 10
    assert box[3] in (150, 151, 152)


def test_long_text_ends_in_an_ellipsis() -> None:
    """What does not fit at the smallest size is cut where the box ends, and the cut shows."""
    setting = lettering.fit("tide " * 500, (20, 10), width=200, height=100, leading=1.25)
    assert setting.size == 10
    assert len(setting.lines) == 8
    assert setting.lines[-1].endswith("…")
    assert "…" not in "".join(setting.lines[:-1])


@settings(max_examples=100, deadline=None)
@example("000000000㐀00@")
@given(st.text(max_size=120))
def test_no_line_is_wider_than_its_box(text: str) -> None:
    """Whatever the text, the lines fit and lose no character but white space, unless the end is cut."""
    setting = lettering.fit(text, (40, 30, 20), width=300, height=400, leading=1.2)
    assert all(runs.width(line, setting.size) <= 301 for line in setting.lines)
    assert len(setting.lines) * 1.2 * setting.size <= 400
    shown, wanted = "".join("".join(setting.lines).split()), "".join(runs.printable(text).split())
    assert shown == wanted or (shown.endswith("…") and wanted.startswith(shown[:-1]))
