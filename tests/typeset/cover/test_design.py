"""The design: classic's cover holds any words, in pages of any shape; a stranger's template does no harm."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.errors import ThemeError
from pipeline.typeset.cover.design import HEIGHT, TEMPLATE, WIDTH, column, drawn, fit, painted
from tests.typeset.cover.covers import THEME, TWELVE, ink, seen, stranger, words

_SCRIPTS = ("Latin", "Cyrillic", "Arabic", "Hebrew", "Devanagari", "Thai", "Han", "Hiragana", "Hangul")
_LETTERS = {
    "Latin": ("A", "ž"), "Cyrillic": ("А", "я"), "Arabic": ("ا", "ي"), "Hebrew": ("א", "ת"), "Devanagari": ("अ", "ौ"),
    "Thai": ("ก", "์"), "Han": ("一", "丘"), "Hiragana": ("ぁ", "ん"), "Hangul": ("가", "깋"),
}  # fmt: skip
_WORD = st.one_of(*(st.text(st.characters(min_codepoint=ord(a), max_codepoint=ord(b)), min_size=1, max_size=40)
                    for a, b in _LETTERS.values()))  # fmt: skip
_LINE = st.lists(_WORD | st.sampled_from(["🧵", "2021", "(a)", "—"]), max_size=30).map(" ".join)
_SHAPES = st.sampled_from([HEIGHT, 1600 * 210 / 148, 1600 * 297 / 210, 1600 * 11 / 8.5, 1600])


@settings(max_examples=60, deadline=None)
@given(title=_LINE, subtitle=_LINE, authors=_LINE, right_to_left=st.booleans(), height=_SHAPES)
def test_the_words_stand_within_the_cover_and_apart(
    title: str, subtitle: str, authors: str, right_to_left: bool, height: float
) -> None:
    """Whatever they are, in any script and on any page: inside of the margins, and clear of what stands at the foot."""
    foot = ink(words(foot="12 threads", right_to_left=right_to_left), height)
    box = ink(words(title, subtitle=subtitle, authors=authors, right_to_left=right_to_left), height)
    assert foot
    if box:
        near, far = (WIDTH - box[2], box[0]) if right_to_left else (box[0], WIDTH - box[2])
        assert near >= 200, "clear of the seam"
        assert far >= 60
        assert box[1] >= height * 0.08
        assert box[3] < foot[1]


@pytest.mark.parametrize(
    "title",
    [
        "Salt", "Слово о полку", "παλίρροια", "رحلة القهوة", "מסע הקפה", "港の時計", "潮汐", "밀물과 썰물",
        "सागर की कहानी", "ทะเลและดวงจันทร์", "ծովի մասին", "ზღვის შესახებ", "🧵👇", "1️⃣ first", "𝗧𝗶𝗱𝗲𝘀",
        "a" * 300, "tide " * 60, "水" * 300,
    ],
)  # fmt: skip
def test_any_script_shows(title: str) -> None:
    """A title in any script, and of any length, leaves ink."""
    box = ink(words(title))
    assert box
    assert (box[2] - box[0]) * (box[3] - box[1]) > 5000


def test_each_of_the_words_has_its_place() -> None:
    """Title, subtitle, authors and foot, from the top to the end; what there is not takes no room."""
    every = {"title": "Salt", "subtitle": "Five shores", "authors": TWELVE, "foot": "12 threads"}
    boxes = [ink(words(**{"title": "", name: text})) for name, text in every.items()]
    assert all(boxes)
    whole, without = ink(words(**every)), ink(words(**{**every, "subtitle": ""}))
    assert whole
    assert without
    authors_lower = ink(words("Salt", subtitle="Five shores", authors=TWELVE))
    authors_higher = ink(words("Salt", authors=TWELVE))
    assert authors_lower
    assert authors_higher
    assert authors_higher[3] < authors_lower[3] < whole[3] == without[3]


def test_a_right_to_left_book_has_its_spine_on_the_right() -> None:
    """The seam and the text change sides together."""
    image = seen(words("מסע הקפה", right_to_left=True))
    box = ink(words("מסע הקפה", right_to_left=True))
    ground = image.getpixel((200, 5))
    assert image.getpixel((1, 187)) == ground
    assert image.getpixel((398, 187)) != ground
    assert box
    assert box[2] >= WIDTH - 310


def test_a_cloth_is_chosen_by_the_book() -> None:
    """Its colours are those of any other cover of it."""
    grounds = [seen(words("Salt", identity=number)).getpixel((200, 5)) for number in (*range(6), 6 + 2**100 * 6)]
    assert len(set(grounds)) == 6
    assert grounds[0] == grounds[6]


@pytest.mark.parametrize("pixels", [WIDTH, 750])
def test_it_is_painted_as_a_jpeg_of_the_shape_that_shops_ask_for(pixels: int) -> None:
    """As large as it is asked for."""
    with Image.open(BytesIO(painted(words("Salt"), pixels, THEME))) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (pixels, pixels * 8 // 5))


def test_it_is_the_same_in_any_process() -> None:
    """Drawn and painted, whatever the order of Python's sets there."""
    code = (
        "import hashlib; from tests.typeset.cover.covers import *; from pipeline.typeset.cover.design import painted\n"
        "of = words('Tides 🧵 قهوة 水', authors=TWELVE)\n"
        "print(hashlib.sha256(drawn(of, 2270.27, THEME).encode() + painted(of, 750, THEME)).hexdigest())"
    )
    of = words("Tides 🧵 قهوة 水", authors=TWELVE)
    here = hashlib.sha256(drawn(of, 2270.27, THEME).encode() + painted(of, 750, THEME)).hexdigest()
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    there = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


def test_lines_know_their_measures() -> None:
    """A template sets them by width and baseline; scripts with marks above and below have more between lines."""
    block = fit("one two three", 300, 1000, (100, 60))
    assert block.size == 100
    assert [line.baseline for line in block.lines] == [115, 230, 345]
    assert block.height == 345
    assert all(0 < line.width <= 300 for line in block.lines)
    assert [line.baseline for line in fit("เรื่อง", 900, 1000, (100,)).lines] == [140]
    assert fit("", 300, 1000, (100,)).height == 0


def test_a_theme_without_a_cover_has_that_of_its_base(tmp_path: Path) -> None:
    """The very same, though a stranger's is drawn in a process apart."""
    theme = stranger(tmp_path, None)
    assert painted(words("Salt"), 400, theme) == painted(words("Salt"), 400, THEME)


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("<svg>\n{{ nothing }}</svg>", "line 2", "'nothing' is undefined"),
        ("<svg>\n\n{% if %}</svg>", "line 3", "Expected an expression"),
        ("{{ fit(title, 100, 100, ()) }}", "line 1", "fit needs sizes"),
        ("{{ title.__class__.__mro__ }}", "line 1", "unsafe"),
        ("<svg viewBox='0 0 1 1'><g></svg>", "", "damaged"),
        ("<svg/>", "", "does not say its size"),
        ("<p>cover</p>", "", "not a drawing"),
        ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>a</text></svg>", "", "no text of its own"),
        ("<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><s:image/></s:svg>", "", "no pictures"),
    ],
)
def test_a_fault_of_a_strangers_template_is_named(tmp_path: Path, template: str, line: str, said: str) -> None:
    """With its file, and with its line where there is one."""
    with pytest.raises(ThemeError) as caught:
        drawn(words("Salt"), HEIGHT, stranger(tmp_path, template))
    assert (caught.value.path, caught.value.where) == (str(tmp_path / TEMPLATE), line)
    assert said in caught.value.message
    assert caught.value.hint


def test_a_strangers_cover_takes_nothing_from_elsewhere(tmp_path: Path) -> None:
    """Neither scripts nor files of the machine, by whatever way."""
    made = drawn(
        words("Salt"),
        HEIGHT,
        stranger(
            tmp_path,
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>1</script>"
            "<style>@import 'file:///etc/passwd'; rect { fill: url(file:///etc/passwd) }</style>"
            "<use href='file:///etc/passwd'/><rect width='9' height='9' fill='url(http://example.org/)'/></svg>",
        ),
    )
    assert "passwd" not in made
    assert "example" not in made
    assert "script" not in made


def test_a_cover_that_is_too_much_to_draw_is_refused(tmp_path: Path) -> None:
    """It costs the process apart its life, and no other."""
    deep = "{% for _ in range(900) %}<g>{% endfor %}<rect/>{% for _ in range(900) %}</g>{% endfor %}"
    theme = stranger(tmp_path, f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{deep}</svg>")
    with pytest.raises(ThemeError, match="too much to be drawn") as caught:
        painted(words("Salt"), 100, theme)
    assert caught.value.path == str(tmp_path / TEMPLATE)


@settings(max_examples=40, deadline=None)
@given(paragraphs=st.lists(_LINE, max_size=5), width=st.integers(200, 1200), height=st.integers(60, 900))
def test_a_column_stays_within_its_box(paragraphs: list[str], width: int, height: int) -> None:
    """Whatever is to be read in it; what is too much ends in an ellipsis."""
    block = column(paragraphs, width, height, (50, 40, 30), 1.4)
    assert all(line.width <= width for line in block.lines)
    assert block.height <= height
    baselines = [line.baseline for line in block.lines]
    assert baselines == sorted(set(baselines))


def test_a_column_holds_all_at_the_largest_size_at_which_it_can() -> None:
    """Paragraphs are apart by a part of a line."""
    text = "Each stone rests on two below it."
    block = column([text, text], 900, 400, (50, 40, 30), 1.4, 0.5)
    assert block.size == 50
    assert [line.text for line in block.lines] == [text, text]
    assert block.lines[1].baseline - block.lines[0].baseline == 1.5 * 50 * 1.4
    long = column([text * 9], 300, 300, (50, 40, 30), 1.4)
    assert long.size == 30
    assert long.lines[-1].text.endswith("…")
