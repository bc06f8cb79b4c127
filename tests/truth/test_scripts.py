"""Letters of every script are printed, or told of; styled ones are read as the words that they make."""

from __future__ import annotations

import json
import pickle
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools import unicodedata
from fontTools.ttLib import TTCollection, TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.collection import edition
from pipeline.errors import PublishError
from pipeline.model import Post
from pipeline.text import stacked_marks
from pipeline.text.plain_letters import plain
from pipeline.text.styled_letters import _letters, read
from pipeline.typeset import fonts, lacking
from pipeline.typeset.markdown import post_markdown, to_xhtml
from pipeline.unroll import title
from tests.command.conftest import Publish, publish
from tests.truth.fonts_made import font
from tests.truth.shown import case, folded, shown

__all__ = ["publish"]

TIBETAN = "བོད་ཡིག"


def marked_up(text: str) -> str:
    return to_xhtml(post_markdown(Post(text=text))).strip()


# Every letter is printed, or told of


def test_no_letter_is_lost_in_silence(publish: Publish, tmp_path: Path) -> None:
    """Of 57 scripts each is printed, or named in a warning with its post and a remedy; nothing is an empty box."""
    done = publish(str(case("scripts-of-the-world")), "--pdf", "--epub", "-o", "out")
    assert done.returncode == 0, done.stderr
    (pdf,) = (tmp_path / "out" / "threads").glob("*.pdf")
    record = json.loads((case("scripts-of-the-world") / "thread.json").read_text(encoding="utf-8"))
    names = [post["text"].partition(":")[0] for post in record["posts"]]
    told = {
        name: number
        for number, name in re.findall(r"post (\d+): no font here has \d+ letters? of ([^(]+) \(", done.stderr)
    }
    lost = {
        name
        for name, post in zip(names, record["posts"], strict=True)
        if fonts.missing(post["text"].partition(": ")[2])
    }
    assert {name: int(number) for name, number in told.items()} == {name: names.index(name) + 1 for name in lost}
    assert "Tibetan" in lost
    assert "under fonts in book.toml" in done.stderr
    with pikepdf.open(pdf) as book:
        assert all(_has_no_empty_box(page) for page in book.pages)


def _has_no_empty_box(page: pikepdf.Page) -> bool:
    """Whether a page shows no glyph 0; a glyph's id takes two bytes."""
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) == "TJ":
            pieces = [bytes(piece) for piece in step.operands[0] if isinstance(piece, pikepdf.String)]
            if any(piece[at : at + 2] == b"\0\0" for piece in pieces for at in range(0, len(piece), 2)):
                return False
    return True


def test_the_extra_has_the_scripts_that_warnings_promise() -> None:
    """Of each at least eight in ten of the letters that our own fonts lack; and warnings promise no fewer."""
    pytest.importorskip("pymupdf_fonts")
    pytest.importorskip("weblate_fonts")
    lack: dict[str, int] = {}
    have: dict[str, int] = {}
    for letter in map(chr, range(0x20, 0x20000)):
        if unicodedata.category(letter)[0] not in "CZ" and not fonts.have(letter):
            code = unicodedata.script(letter)
            lack[code] = lack.get(code, 0) + 1
            have[code] = have.get(code, 0) + any(fonts.has(family, letter) for family in fonts.EXTRA)
    good = {code for code in lack if have[code] >= 0.8 * lack[code]}
    assert good - {"Hani", "Kana", "Arab", "Grek"} <= lacking._EXTRA_SCRIPTS
    assert lacking._EXTRA_SCRIPTS - good <= {"Zyyy"}


# Fonts of an editor's


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A thread in Tibetan."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    thread = {
        "threadbound": 1,
        "title": "A word",
        "author": {"name": "Rosa"},
        "posts": [{"text": f"Tibetan is {TIBETAN}."}, {"text": "The end."}],
    }
    (folder / "thread.json").write_text(json.dumps(thread), encoding="utf-8")
    return folder


def test_a_font_beside_the_inputs_prints_its_script(inputs: Path, publish: Publish, tmp_path: Path) -> None:
    """Without it there are numbers and a warning; with it the letters, in both books, and no warning."""
    without = shown(publish, tmp_path, inputs)
    assert "[U+0F56]" in without.pdf
    (inputs / "Squares.ttf").write_bytes(font(TIBETAN + "abc"))
    (inputs / "book.toml").write_text('fonts = ["Squares.ttf"]\n', encoding="utf-8")
    done = publish(str(inputs), "--pdf", "--epub", "-o", "out")
    assert "no font here" not in done.stderr
    assert "not used" not in done.stderr
    made = shown(publish, tmp_path, inputs)
    assert "[U+" not in made.pdf
    assert TIBETAN in made.pdf
    assert TIBETAN in made.epub
    (epub,) = (tmp_path / "out" / "threads").glob("*.epub")
    with zipfile.ZipFile(epub) as book:
        (file,) = (name for name in book.namelist() if "Given" in name)
        assert {*map(ord, TIBETAN)} <= {*TTFont(BytesIO(book.read(file))).getBestCmap()}
    # Its a, b and c are never taken instead of ours.
    assert "abc" not in "".join(map(chr, TTFont(BytesIO(zipfile.ZipFile(epub).read(file))).getBestCmap()))


def test_another_font_of_that_name_makes_another_book(inputs: Path, publish: Publish, tmp_path: Path) -> None:
    """What is kept of a book depends on the bytes of the font, not on its name."""
    (inputs / "book.toml").write_text('[book]\nfonts = ["Squares.ttf"]\n', encoding="utf-8")
    books = []
    for side in (600, 300, 600):
        (inputs / "Squares.ttf").write_bytes(font(TIBETAN, side=side))
        assert publish(str(inputs), "--pdf", "-o", "out").returncode == 0
        (pdf,) = (tmp_path / "out" / "threads").glob("*.pdf")
        books.append(pdf.read_bytes())
    assert books[0] != books[1]
    assert books[0] == books[2]


def test_a_font_that_no_letter_takes_is_told(inputs: Path, publish: Publish) -> None:
    """It may be the wrong one."""
    (inputs / "Latin.ttf").write_bytes(font("abc"))
    (inputs / "book.toml").write_text('fonts = ["Latin.ttf"]\n', encoding="utf-8")
    done = publish(str(inputs), "--epub", "-o", "out")
    assert "book.toml: fonts[0]: Latin.ttf is not used" in done.stderr


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("none.ttf", None, "there is no such font"),
        ("../out.ttf", font("a"), "there is no such font"),
        ("text.ttf", b"This is no font.", "not a font"),
        ("half.ttf", font(TIBETAN)[:300], "a damaged font"),
        ("web.woff", b"wOFF" + bytes(60), "a font for web pages, packed"),
        ("closed.ttf", font("a", allowed=0x2), "its maker does not allow it to be embedded"),
        ("whole.ttf", font("a", allowed=0x108), "does not allow the letters of a book alone"),
        ("a.ttf#x", font("a"), "no number of a face: 'x'"),
    ],
)
def test_what_is_no_font_to_use_is_refused(name: str, data: bytes | None, said: str, inputs: Path) -> None:
    """With the file, the place and a remedy."""
    if data:
        (inputs / name.partition("#")[0]).write_bytes(data)
    (inputs / "book.toml").write_text(f'fonts = ["{name}"]\n', encoding="utf-8")
    with pytest.raises(PublishError, match=re.escape(said)) as error:
        edition.find([str(inputs)])
    assert error.value.path == str(inputs / "book.toml")
    assert error.value.where == "fonts[0]"
    assert error.value.hint


def test_a_link_out_of_the_folder_is_no_font(inputs: Path, tmp_path: Path) -> None:
    """Nothing outside is read."""
    (tmp_path / "secret.ttf").write_bytes(font("a"))
    (inputs / "a.ttf").symlink_to(tmp_path / "secret.ttf")
    (inputs / "book.toml").write_text('fonts = ["a.ttf"]\n', encoding="utf-8")
    with pytest.raises(PublishError, match="there is no such font"):
        edition.find([str(inputs)])


def test_a_face_of_a_collection_is_called_by_its_number(inputs: Path) -> None:
    """The first is 0; a collection becomes a font of one face, whose name is no other's, and can be sent elsewhere."""
    both = TTCollection()
    both.fonts = [TTFont(BytesIO(font(letters))) for letters in ("ab", TIBETAN)]
    file = BytesIO()
    both.save(file)
    (inputs / "two.ttc").write_bytes(file.getvalue())
    (inputs / "book.toml").write_text('fonts = ["two.ttc#1", "two.ttc"]\n', encoding="utf-8")
    second, first = pickle.loads(pickle.dumps(edition.find([str(inputs)]).fonts))
    assert {*map(ord, TIBETAN)} <= {*TTFont(BytesIO(second.data)).getBestCmap()}
    assert {*TTFont(BytesIO(first.data)).getBestCmap()} == {*map(ord, "ab")}
    assert TTFont(BytesIO(second.data))["name"].getDebugName(1) == second.name != first.name


# Styled letters


def test_styled_words_are_words_in_both_books(publish: Publish, tmp_path: Path) -> None:
    """And in title and file name. Accents cover no other line, controls are told of, and nothing turns the page."""
    done = publish(str(case("styled-letters")), "--pdf", "--epub", "-o", "out")
    assert "characters that are no text were left out" in done.stderr
    assert "post 3: letters carry heaps of accents" in done.stderr
    made = shown(publish, tmp_path, case("styled-letters"))
    for text in (made.pdf, made.epub):
        assert "Bold italic both cursive Bold Fraktur double mono and plain words" in text
        assert "① ② abc AB AB A tiny caps tiny super sub full width" in text
        assert "esrever after;" in text
        assert "Decomposed" in text
    assert [(each.tag, each.text) for each in made.article.iter() if each.tag in ("strong", "code")][:2] == [
        ("strong", "Bold"),
        ("strong", None),
    ]
    (pdf,) = (tmp_path / "out" / "threads").glob("*.pdf")
    assert pdf.stem == "2024-03-01-rosa-t-bold-italic-both-cursive-bold-fraktur"
    assert "<dc:title" in made.metadata
    assert "Bold italic both cursive" in made.metadata


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("𝗛𝗲𝗹𝗹𝗼 @handle", "<p><strong>Hello</strong> @handle</p>"),
        ("𝘿𝙤𝙣’𝙩 𝙨𝙩𝙤𝙥!", "<p><strong><em>Don’t stop</em></strong>!</p>"),
        ("𝚌𝚘𝚍𝚎", "<p><code>code</code></p>"),
        ("ⓒⓘⓡⓒⓛⓔⓓ 🅂🅀🅄🄰🅁🄴🄳", "<p>circled SQUARED</p>"),
        ("🅝🅔🅖", "<p><strong>NEG</strong></p>"),
        ("ᴛʜɪs ɪs ꜰɪɴᴇ", "<p>this is fine</p>"),
        ("𝗜 𝗹𝗼𝘃𝗲 it, 𝗜 do", "<p><strong>I love</strong> it, <strong>I</strong> do</p>"),
        ("𝟏. 𝐅𝐢𝐫𝐬𝐭 𝟐𝟎𝟐𝟒", "<p><strong>1. First 2024</strong></p>"),
        ("𝕿𝖍𝖎𝖘 𝒽𝑒𝓇𝑒", "<p><strong>This</strong> <em>here</em></p>"),
    ],
)
def test_words_of_styled_letters_are_styled_words(text: str, shown: str) -> None:
    """A screen reader reads them, and a search finds them."""
    assert marked_up(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Let 𝑥 ∈ ℝ, and 𝑓(𝑥, 𝑦, 𝑧, 𝑡) = 𝑎𝑏𝑐 + 𝑑",
        "ℙ(𝐴∣𝐵) = ℙ(𝐵∣𝐴) ℙ(𝐴) / ℙ(𝐵)",
        "𝐀𝐁 = 𝐂, 𝔼[𝑋] = 𝜇, 𝟙",
        "/bɪt/, [ʙɪɢ ʜɪʟ], tʰ, kʷ and ʔ",
        "the 1ˢᵗ and 2ⁿᵈ, xⁿ, H₂O",
        "ＡＢＣ株式会社 ２０２４年",
        "Ⓐ or Ⓑ, ① then ②, 🅿️ here, 🆗",
        "（＾▽＾）",
        "ℹ️ ™ № ℃",
    ],
)
def test_what_is_no_word_keeps_its_sign(text: str) -> None:
    """Variables, sets, phonetic letters, labels, and the wide forms of East Asia mean something."""
    assert plain(text) == text


STYLED = [sign for letters in _letters().values() for sign in letters]


@given(
    st.text(
        st.one_of(st.sampled_from(STYLED), st.characters(max_codepoint=0x2FF), st.sampled_from(" .,(=+日")), max_size=40
    )
)
@settings(max_examples=500, deadline=None)
def test_plain_letters_stand_where_the_styled_ones_stood(text: str) -> None:
    """Nothing moves, so that links and mentions stay where they are; what is plain stays; styles lie within the text."""
    result, looks = read(text)
    assert len(result) == len(text)
    assert all(new == old or old in STYLED for new, old in zip(result, text, strict=True))
    assert all(0 <= look.start < look.end <= len(text) for look in looks)


@given(
    st.sampled_from(["sans", "serif", "script"]),
    st.text(st.sampled_from("abcdefgijklmnopqrstuvwxyz"), min_size=3, max_size=12),
)
@settings(max_examples=100, deadline=None)
def test_a_word_in_any_alphabet_is_that_word(alphabet: str, word: str) -> None:
    """Also in a title."""
    first = {"sans": 0x1D5EE, "serif": 0x1D41A, "script": 0x1D4EA}[alphabet]
    styled = "".join(chr(first + ord(letter) - ord("a")) for letter in word)
    assert plain(styled) == word
    assert title.derive(f"{styled} and so on") == f"{word} and so on"


@given(
    st.text(st.characters(categories=["L", "M", "N", "Z"]), max_size=20),
    st.text(st.characters(min_codepoint=0x300, max_codepoint=0x36F), max_size=30),
)
@settings(max_examples=200, deadline=None)
def test_no_letter_carries_more_accents_than_it_can(text: str, heap: str) -> None:
    """Whatever is typed; and what carries few keeps them."""
    surplus = stacked_marks.surplus(f"{text}a{heap}")
    thinned = stacked_marks.without(f"{text}a{heap}", surplus)
    assert not stacked_marks.are_in(thinned)
    assert [stacked_marks.moved(at, surplus) for at in surplus] == sorted(
        stacked_marks.moved(at, surplus) for at in surplus
    )
    assert stacked_marks.surplus("ố ᾱ̓́ ɔ̝̃́ שָׁ֭ བསྒྲུབས") == []


def test_styled_letters_do_not_move_a_link() -> None:
    """The heap of accents before it is thinned, and the link is where it was."""
    from pipeline.model import Span

    text = "Z" + "\u0334\u0301" * 8 + " 𝗵𝗲𝗿𝗲 @rosa"
    at = text.index("@")
    span = Span(start=at, end=len(text), kind="mention", target="https://x.example/rosa")
    shown = to_xhtml(post_markdown(Post(text=text, spans=(span,))))
    assert '<strong>here</strong> <a class="mention" href="https://x.example/rosa">@rosa</a>' in folded(shown)


def test_a_variable_font_is_used_at_its_default(inputs: Path) -> None:
    """What is given is one face, for a page asks for no other."""
    (inputs / "Variable.ttf").write_bytes(_variable())
    (inputs / "book.toml").write_text('fonts = ["Variable.ttf"]\n', encoding="utf-8")
    (given,) = edition.find([str(inputs)]).fonts
    face = TTFont(BytesIO(given.data))
    assert "fvar" not in face
    assert {*face.getBestCmap()} == {ord("ཀ")}


def _variable() -> bytes:
    """A variable font of one letter, without an axis of weight."""
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._f_v_a_r import Axis

    made = TTFont(BytesIO(font("ཀ")))
    axis = Axis()
    axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wdth", 75, 100, 125
    axis.axisNameID = made["name"].addName("Width")
    made["fvar"], made["gvar"] = newTable("fvar"), newTable("gvar")
    made["fvar"].axes, made["fvar"].instances = [axis], []
    made["gvar"].version, made["gvar"].reserved, made["gvar"].variations = (
        1,
        0,
        {name: [] for name in made.getGlyphOrder()},
    )
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_warning_names_the_first_posts() -> None:
    """And the number of the others."""
    texts = [(number, "ཀ ཁ") for number in range(7)]
    (notice,) = lacking.told(["ཀ", "ཁ"], texts, "a.json")
    assert notice.message.startswith("no font here has 14 letters of Tibetan (U+0F40, U+0F41)")
    assert notice.where == "posts 1, 2, 3 and 3 more"
    assert "threadbound[scripts]" not in notice.hint


def test_a_warning_names_the_extra_where_it_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is not installed; signs of no script bear the name of their block."""
    monkeypatch.setattr(fonts, "_installed", tuple)
    notices = [*lacking.told(["Ꮳ", "𝄞"], [(1, "Ꮳ"), (2, "𝄞")], "a.json")]
    assert ["Cherokee" in notices[0].message, "Musical Symbols" in notices[1].message] == [True, True]
    assert all("threadbound[scripts]" in notice.hint for notice in notices)
