"""Bytes to text: what is recognised, what is repaired, and above all what is left alone."""

from __future__ import annotations

import codecs
import re

import ftfy.bad_codecs  # noqa: F401  registers the code pages with their gaps filled
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.encoding import decode, repair

TEXT = "The owl’s ear is “lopsided” – one higher than the other… 🦉👇\n▫️ café\n• • •\n"
PLAIN = "A page of plain text.\n"
CORRECT = [
    "นกฮูกได้ยินเสียงหนูใต้หิมะ แต่มองไม่เห็น โกง เกม แกง โดย เก่ง",
    "A Thai word, โกง, in English",
    "Η κουκουβάγια ακούει το ποντίκι κάτω από το χιόνι – «δεν το βλέπει»…",
    "the β’s and the π’s of a sheet, β… and γ–δ",
    "Сова слышит мышь под снегом – «не видит»… “вот” 👇",
    "La chouette entend la souris. CAFÉ… “É” à la Â • • •",
    "O CORAÇÃO: São João à noite, ‘É’…",
    "Uglan heyrir í músinni, það er satt. Þögn…",
    "フクロウは雪の下の音を聞く。👩‍👩‍👧🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    TEXT,
]


@pytest.mark.parametrize("text", CORRECT)
def test_correct_text_is_left_alone(text: str) -> None:
    """Text in Thai, Greek, Russian or with any accents is never repaired."""
    assert repair(text) == (text, "")
    assert decode(text.encode(), "page.txt") == (text, ())


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("sloppy-cp874", "Thai Windows-874"),
        ("sloppy-windows-1253", "Greek Windows-1253"),
        ("iso8859-7", "Greek ISO 8859-7"),
        ("sloppy-windows-1251", "Cyrillic Windows-1251"),
        ("sloppy-windows-1252", "Western Windows-1252"),
    ],
)
def test_damage_is_undone(codec: str, name: str) -> None:
    """UTF-8 that was read as a code page comes back whole, and the user is told."""
    damaged = "".join(bytes([b]).decode(codec, "replace") for b in TEXT.encode())
    text, notices = decode(damaged.encode(), "page.txt")
    assert text == TEXT
    assert [str(notice) for notice in notices] == [
        f"page.txt: characters were damaged (UTF-8 read as {name}); they have been repaired"
    ]


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("โ€ข โ€ข โ€ข", "• • •"),
        ("๐Ÿงต Here it goes", "🧵 Here it goes"),
        ("β’ β’ β’\nπ§΅", "• • •\n🧵"),
        ("β’ β’ β’\nAn owlβs βearβ β one", "• • •\nAn owl’s “ear” – one"),
        ("โ€ข An owlโ€s โ€earโ€", "• An owl’s “ear”"),
        ("cafÃ© dÃ©jÃ\xa0 vu", "café déjà vu"),
    ],
)
def test_known_damage(damaged: str, text: str) -> None:
    """The forms that real pages show, with bytes dropped on the way too."""
    assert repair(damaged)[0] == text


def test_lost_bytes_are_told() -> None:
    """A character of which too little is left becomes U+FFFD, with a hint."""
    text, (notice,) = decode("β’ β’ β’\nπ".encode(), "page.txt")
    assert text == "• • •\n\ufffd"
    assert notice.hint == "Some bytes were lost: \ufffd stands for those. Save the page as UTF-8."


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    """Every Unicode encoding, with its mark or without, and every line end give the same text."""
    assert decode(data, "page.txt") == (TEXT, ())


def test_invalid_bytes_are_counted() -> None:
    """A few bad bytes become U+FFFD, and the notice says how many."""
    text, (notice,) = decode(b"one \xff two \xc3( three", "page.txt")
    assert text == "one \ufffd two \ufffd( three"
    assert str(notice) == "page.txt: 2 invalid places in its UTF-8 became \ufffd"


def test_western_one_byte_text() -> None:
    """A text with scattered bytes beyond ASCII is read as Windows-1252, and the user is told."""
    source = "Die Eule hört die Maus im Schnee, größer als ein Käfer, über Äcker und Bäche, müde, süß – schön.\n"
    text, (notice,) = decode(source.encode("cp1252"), "page.txt")
    assert text == source
    assert str(notice) == "page.txt: is not UTF-8; it was read as Windows-1252"
    assert notice.hint == "If letters look wrong, save the file as UTF-8."


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "is empty", "Save the page again, or remove the file."),
        (b" \r\n\t", "is empty", "Save the page again, or remove the file."),
        (codecs.BOM_UTF8 + b"\n", "is empty", "Save the page again, or remove the file."),
        (b"\0" * 50, "is empty", "Save the page again, or remove the file."),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0",
            "is not text",
            "Save the page as text or HTML, not as a picture, PDF or program file.",
        ),
        (
            CORRECT[2].encode("cp1253", "ignore"),
            "is not UTF-8, and its encoding cannot be told",
            "Save the file as UTF-8.",
        ),
    ],
)
def test_unreadable(data: bytes, message: str, hint: str) -> None:
    """Empty files, binary data and unknown encodings are refused with a remedy."""
    with pytest.raises(PublishError) as caught:
        decode(data, "page.txt")
    assert (caught.value.message, caught.value.path, caught.value.hint) == (message, "page.txt", hint)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\0b\x07c\x1bd\x7fe\x85f\x9fg", "abcde\nfg"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("\ufeffa\u202eb\u2066c\u2069\ufffe", "ab\u2066c\u2069"),
        ("a\ud83d b\udc47 \ud83d\udc47", "a\ufffd b\ufffd 👇"),
        ("one\u2028two\u2029three\r\nfour\rfive", "one\ntwo\nthree\nfour\nfive"),
        ("می\u200cخواهم \u200fא 👩\u200d👧 so\u00adft", "می\u200cخواهم \u200fא 👩\u200d👧 so\u00adft"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    """Controls and overrides of direction go, lone surrogates are shown; what words are written with stays."""
    assert clean(text) == cleaned


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Any bytes give text that XML can hold, or one PublishError."""
    try:
        text, _ = decode(data, "page.txt")
    except PublishError as error:
        text = str(error)
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "Zs"]), min_size=1))
def test_clean_changes_no_words(text: str) -> None:
    """Letters, marks, figures and punctuation of any script pass unchanged."""
    assert clean(text) == text
