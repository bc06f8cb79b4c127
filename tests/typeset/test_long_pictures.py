"""Long pictures are cut into parts, and nothing that is on them is cut through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.typeset import theme as themes
from pipeline.typeset.long_pictures import is_long, parts

PAGE = 1.45


def stacked(pieces: list[Image.Image]) -> Image.Image:
    whole = Image.new(pieces[0].mode, (pieces[0].width, sum(piece.height for piece in pieces)))
    top = 0
    for piece in pieces:
        whole.paste(piece, (0, top))
        top += piece.height
    return whole


@given(st.integers(64, 90), st.floats(2.51, 12), st.floats(1, 2), st.randoms(use_true_random=False))
def test_the_parts_are_the_picture(width: int, ratio: float, page: float, random: object) -> None:
    """In order, without a pixel lost or shown twice; none is higher than a page, or a sliver."""
    image = Image.effect_noise((width, int(width * ratio)), 80)
    if random.random() < 0.5:  # type: ignore[attr-defined]
        image = Image.new("L", image.size, 90)
    pieces = parts(image, page)
    assert stacked(pieces).tobytes() == image.tobytes()
    assert max(piece.height for piece in pieces) <= int(width * page)
    assert min(piece.height for piece in pieces) >= width * page / 8


@given(st.lists(st.tuples(st.integers(10, 30), st.integers(6, 40)), min_size=20, max_size=40))
def test_nothing_is_cut_through_where_there_are_gaps(blocks: list[tuple[int, int]]) -> None:
    """Between lines of writing there is paper, in a dark picture with a frame at its sides as well."""
    image = Image.new("L", (200, sum(map(sum, blocks))), 20)
    draw, top = ImageDraw.Draw(image), 0
    ink: set[int] = set()
    for height, gap in blocks:
        image.paste(Image.effect_noise((150, height), 90), (20, top))
        ink.update(range(top + 1, top + height))  # a cut before a block is none through it
        top += height + gap
    draw.line((5, 0, 5, top), fill=200)
    if is_long(*image.size, PAGE):
        pieces, edge = parts(image, PAGE), 0
        for piece in pieces[:-1]:
            edge += piece.height
            assert edge not in ink


@pytest.mark.parametrize(
    ("size", "long"),
    [
        ((1080, 2400), False),  # the screen of a phone
        ((1644, 3840), False),  # of the longest one
        ((3000, 4000), False),
        ((600, 9000), True),
        ((40, 900), False),  # a line
        ((64, 60_000), False),  # more than anybody reads
    ],
)
def test_what_is_long(size: tuple[int, int], long: bool) -> None:
    """What scrolls, and holds words; whatever a camera or a screen shows is not."""
    assert is_long(*size, PAGE) is long


@pytest.mark.parametrize("name", themes.built_in())
def test_every_theme_says_how_long_a_page_is(name: str) -> None:
    """As its style sheet has it: tests/truth/test_media.py prints one."""
    assert 1 < themes.load(name).page.shape < 2
