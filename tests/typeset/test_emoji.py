"""Emoji: found in a text, put into a page, and the font that holds their places."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
import regex
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.typeset import emoji, emoji_font, fonts
from pipeline.typeset.emoji import Emoji

ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("plain 12 # *", ["plain 12 # *"]),
        ("Sea 🌊!", ["Sea ", Emoji("🌊", "1f30a"), "!"]),
        ("☀️🌙", [Emoji("☀️", "2600"), Emoji("🌙", "1f319")]),
        ("👩🏽‍🚀", [Emoji("👩🏽‍🚀", "1f469-1f3fd-200d-1f680")]),
        ("🏳️‍🌈", [Emoji("🏳️‍🌈", "1f3f3-fe0f-200d-1f308")]),
        ("🏳‍🌈", [Emoji("🏳‍🌈", "1f3f3-fe0f-200d-1f308")]),
        ("🇳🇴🇯🇵", [Emoji("🇳🇴", "1f1f3-1f1f4"), Emoji("🇯🇵", "1f1ef-1f1f5")]),
        (ENGLAND, [Emoji(ENGLAND, "1f3f4-e0067-e0062-e0065-e006e-e0067-e007f")]),
        ("1️⃣2⃣3", [Emoji("1️⃣", "31-20e3"), Emoji("2⃣", "32-20e3"), "3"]),
        ("👍🏿", [Emoji("👍🏿", "1f44d-1f3ff")]),
    ],
)
def test_emoji_are_found_whole(text: str, pieces: list[str | Emoji]) -> None:
    """A sequence is one emoji, however it is written, and what stands around it stays text."""
    assert emoji.split(text) == pieces


@pytest.mark.parametrize("text", ["© 2021", "®", "™", "↔", "☀", "1", "♪", "→", "é"])
def test_text_stays_text(text: str) -> None:
    """A character that is text by nature is set as text where a font has it."""
    assert emoji.split(text) == [text]


@pytest.mark.parametrize(("text", "key"), [("✔️", "2714"), ("↔️", "2194"), ("⏱", "23f1"), ("⌚\ufe0e", "231a")])
def test_text_becomes_a_drawing_where_asked_or_needed(text: str, key: str) -> None:
    """A selector asks for the drawing; without one it still serves where no font has the character."""
    assert [piece.key for piece in emoji.split(text) if isinstance(piece, Emoji)] == [key]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("🇽🇽", ["🇽", "🇽"]),
        ("🧵🏽", ["🧵", "🏽"]),
        ("🐧‍🌊", ["🐧", "🌊"]),
        ("🏴\U000e0061\U000e007f", ["🏴"]),
        ("🌊‍\U0001fadd", ["🌊", "\U0001fadd"]),
    ],
)
def test_a_sequence_without_a_drawing_falls_apart(text: str, parts: list[str]) -> None:
    """Its members are drawn one by one; a member without a drawing stays as text."""
    assert [piece.text if isinstance(piece, Emoji) else piece for piece in emoji.split(text)] == parts


@pytest.mark.parametrize("sign", "©®™")
def test_signs_of_the_words_around_them_stay_text(sign: str) -> None:
    """A phone puts a selector behind them; as drawings they would be dark on a dark reader."""
    assert emoji.split(f"Tide{sign}\ufe0f tables") == [f"Tide{sign} tables"]


@pytest.mark.parametrize(("text", "plain"), [("1\ufe0f of 2", "1 of 2"), ("▫️ one", "▫ one"), ("\ufe0fa☀", "a☀")])
def test_text_has_no_selectors(text: str, plain: str) -> None:
    """A selector that leads to no drawing goes, or the character would get a blank glyph on paper."""
    assert emoji.split(text) == [plain]


def test_each_drawing_is_reached() -> None:
    """Every drawing is what its own code points, with a selector where one is needed, are drawn as."""
    for written, key in emoji.keys().items():
        text = "".join(chr(int(part, 16)) for part in written.split("-"))
        asked = text if len(text) > 1 or regex.match(r"\p{Emoji_Presentation}", text) else text + emoji.SELECTOR
        expected = [text] if text in "▪▫©®™" else [Emoji(asked, key)]
        assert emoji.split(asked) == expected
        assert emoji.drawing(key).startswith(b"<svg")


_TEXTS = st.text(st.sampled_from("a1#é ☀©▫🌊🧵👩🚀🏽🇳🇴🏴\u200d\ufe0e\ufe0f\u20e3\U000e0067\U000e007f\U0001fadd海"))


@settings(deadline=None, max_examples=200)
@given(_TEXTS)
def test_no_character_is_lost(text: str) -> None:
    """Whatever the text, only invisible joints may go; no piece is empty and no two strings stand together."""

    def visible(of: str) -> str:
        return regex.sub(r"[\ufe0e\ufe0f\u200d\U000e0020-\U000e007f]", "", of)

    pieces = emoji.split(text)
    texts = [piece.text if isinstance(piece, Emoji) else piece for piece in pieces]
    assert visible("".join(texts)) == visible(text)
    assert all(texts)
    assert not any(isinstance(one, str) and isinstance(two, str) for one, two in pairwise(pieces))


def test_what_can_be_neither_drawn_nor_set_is_named() -> None:
    """An emoji that is drawn is not missing; one newer than the drawings is, as is a sign that no font has."""
    assert emoji.missing("🌊 ☀️ 1️⃣ é \U0001fadd ཀ") == ["\U0001fadd", "ཀ"]
    assert emoji.owes_credit("by the 🌊")
    assert not emoji.owes_credit("by the © \U0001fadd")


def test_marking_keeps_everything_else() -> None:
    """Elements take the place of emoji in texts and tails, in code as well; attributes are left alone."""
    root = ElementTree.fromstring('<p title="🌊">Sea 🌊🧵 <b>at ☀️</b> dusk 🌊<br/><code>x = "🌊"</code></p>')
    used = emoji.mark(root, lambda each: Element("img", {"src": each.key, "alt": each.text}))
    assert [each.key for each in used] == ["1f30a", "1f9f5", "2600"]
    assert ElementTree.tostring(root, encoding="unicode") == (
        '<p title="🌊">Sea <img src="1f30a" alt="🌊" />'
        '<img src="1f9f5" alt="🧵" /> '
        '<b>at <img src="2600" alt="☀️" /></b> dusk '
        '<img src="1f30a" alt="🌊" /><br />'
        '<code>x = "<img src="1f30a" alt="🌊" />"</code></p>'
    )


def test_marking_for_print_keeps_the_text() -> None:
    """In print an emoji's own characters stay in the page, over the drawing; plain text may be changed on the way."""
    root = ElementTree.fromstring("<p>ཀ 🌊 ཀ</p>")
    emoji.mark(root, emoji.print_element, fonts.printable)
    assert "".join(root.itertext()) == "[U+0F40] 🌊 [U+0F40]"
    assert root[0].attrib == {"class": "emoji", "style": "background-image:url(x-emoji:1f30a)"}


@settings(deadline=None, max_examples=100)
@given(st.lists(_TEXTS, min_size=5, max_size=5))
def test_marking_keeps_any_text(texts: list[str]) -> None:
    """A tree says the same before and after: each text as its pieces read one by one."""
    root = ElementTree.fromstring("<p><b><i/></b><u/></p>")
    root.text, root[0].text, root[0][0].tail, root[0].tail, root[1].tail = texts
    emoji.mark(root, emoji.print_element)
    said = [piece.text if isinstance(piece, Emoji) else piece for text in texts for piece in emoji.split(text)]
    assert "".join(root.itertext()) == "".join(said)


def test_the_font_is_what_its_builder_makes() -> None:
    """The font that ships is the one that the drawings call for, byte for byte."""
    assert emoji_font.PATH.read_bytes() == emoji_font.build(), "run: python -m pipeline.typeset.emoji_font"


def test_the_font_holds_a_blank_place_for_each_drawing() -> None:
    """Every drawing has a glyph as wide as any other, which shows nothing but two dots a thousandth of an em wide."""
    with TTFont(BytesIO(emoji_font.PATH.read_bytes())) as font:
        widths = [advance for advance, _ in font["hmtx"].metrics.values()]
        assert widths.count(emoji_font.ADVANCE) == len(emoji.keys())
        assert set(widths) == {0, emoji_font.ADVANCE}
        (dots,) = [
            glyph
            for glyph in map(font["glyf"].__getitem__, font.getGlyphOrder())
            if getattr(glyph, "numberOfContours", 0) > 0
        ]
        corners = [tuple(point) for point in dots.getCoordinates(font["glyf"])[0]]
        assert corners == [
            (50, -150), (50, -149), (51, -149), (51, -150), (1049, 849), (1049, 850), (1050, 850), (1050, 849),
        ]  # fmt: skip
