"""Titles are words of one's own, and files are named by them: legally on every system, and readably in every script."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.collection.edition import starter
from pipeline.collection.thread_names import places_by_name
from pipeline.model import Author, Date, Source, Thread
from pipeline.unroll import file_names
from pipeline.unroll.naming import slugged
from tests.truth.conftest import Command

FORBIDDEN = regex.compile(r"[<>:\"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zs}.]")
DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    "conin$",
    "conout$",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789"),
}


def thread(title: str, handle: str = "", date: Date | None = None, number: int = 0) -> Thread:
    return Thread(
        id=f"0123456{number}-0000-5000-8000-000000000000",
        slug="",
        title=title,
        author=Author(handle=handle),
        posts=(),
        source=Source(name="a", format="markdown", sha256=""),
        date=date,
    )


def slug(title: str, handle: str = "", date: Date | None = None) -> str:
    (named,) = slugged([thread(title, handle, date)], {})
    return named.slug


def test_a_title_is_of_words_of_ones_own(case: Command) -> None:
    """Past the counter and the hashtag of the first line."""
    (found,) = case("title-below-hashtag").threads
    assert found["title"] == "Today I found out how a pond freezes"
    assert found["slug"] == "2020-01-29-pondlife-today-i-found-out-how-a-pond-freezes"


def test_files_are_named_legally_and_readably(case: Command, tmp_path: Path) -> None:
    """Windows keeps CON for itself; a Cyrillic title stays one. Within an EPUB names are ASCII."""
    found = case("file-names", "--pdf").threads
    assert sorted(each["slug"] for each in found) == ["2024-03-07-привет-мир", "thread-con"]
    for each in found:
        for suffix in (".pdf", ".epub"):
            assert (tmp_path / "out" / "threads" / f"{each['slug']}{suffix}").is_file()
    for book in (tmp_path / "out").rglob("*.epub"):
        assert all(name.isascii() for name in zipfile.ZipFile(book).namelist())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Straße nach Łódź", "strasse-nach-lodz"),
        ("Café naïve—simple", "cafe-naivesimple"),
        ("Don’t panic!", "dont-panic"),
        ("𝗧𝗵𝗲 𝘣𝘦𝘦𝘴 𝒹𝒶𝓃𝒸𝑒", "the-bees-dance"),
        ("Ｂｅｅｓ　ｄａｎｃｅ", "bees-dance"),
        ("Привет — café", "привет-cafe"),
        ("ΛΌΓΟΣ", "λόγος"),
        ("नमस्ते दुनिया", "नमस्ते-दुनिया"),
        ("蜂はなぜ踊るのか。道を", "蜂はなぜ踊るのか-道を"),
        ("❤️ Любовь 1️⃣", "любовь-1"),
        ("и\u0306од", "йод"),
        ("COM1", "thread-com1"),
        ("LPT¹", "thread-lpt1"),
        ("../../etc/passwd", "etc-passwd"),
        ("🐝", "01234560"),
    ],
)
def test_names(title: str, name: str) -> None:
    """Latin letters lose their accents, all others are kept; what only looks different is what it looks like."""
    assert slug(title) == name


def test_a_long_title_of_one_word_is_not_reduced_to_the_date() -> None:
    """Scripts without spaces have no place to cut at; something of the title is left."""
    day = Date(year=2024, month=3, day=7)
    assert slug("蜂" * 80, "moss", day) == "2024-03-07-moss-" + "蜂" * 44
    assert slug("Bees", "a-very-long-name@of-a-server-with-a-long-name.example", day).endswith("-bees")


TITLES = (
    st.text(max_size=90)
    | st.text(alphabet=st.characters(categories=["L", "M"]), max_size=90)
    | st.sampled_from(sorted(DEVICES))
)


@settings(max_examples=400, deadline=None)
@given(title=TITLES, handle=st.sampled_from(["", "moss", "роза.example", "x" * 60]), dated=st.booleans())
def test_any_title_makes_a_legal_name(title: str, handle: str, dated: bool) -> None:
    """No sign that a system forbids, no device's name, short in bytes too, and a letter where the title has one."""
    day = Date(year=2024, month=3, day=7) if dated else None
    name = slug(title, handle, day)
    assert name
    assert not FORBIDDEN.search(name)
    assert name not in DEVICES
    assert len(name) <= file_names.LONGEST
    assert all(len(f"{unicodedata.normalize(form, name)}-9999.epub".encode()) < 255 for form in ("NFC", "NFD"))
    assert name == unicodedata.normalize("NFC", name)
    if regex.search(r"\p{L}", title):
        bare = slug("", handle, day)
        assert regex.search(r"\p{L}", name.removeprefix(bare) if handle or dated else name)


@settings(max_examples=100, deadline=None)
@given(
    titles=st.lists(
        st.sampled_from(["Σ", "ς", "σ", "й", "и\u0306", "Й", "Bees", "bees", "bees 2", "CON", ""]), max_size=9
    )
)
def test_names_of_a_run_are_distinct_on_every_system(titles: list[str]) -> None:
    """Also where case does not count, and letters and their signs are taken apart."""
    named = list(slugged([thread(title, number=number) for number, title in enumerate(titles)], {}))
    assert len({file_names.same(each.slug) for each in named}) == len(titles)


def test_a_published_thread_keeps_its_name() -> None:
    """Whatever it would be called today; and nobody else gets that name."""
    one, two = thread("Привет"), thread("Привет", number=1)
    named = list(slugged([two, one], {one.id: "2024-03-07"}))
    assert [each.slug for each in named] == ["привет", "2024-03-07"]
    named = list(slugged([two, one], {one.id: "привет"}))
    assert [each.slug for each in named] == ["привет-2", "привет"]


def test_names_in_the_editors_file() -> None:
    """A name that is not ASCII is quoted there, and found however its letters are written."""
    (named,) = slugged([thread("Мой мир")], {})
    assert '[threads."мой-мир"]' in starter.draft([named], "Book")
    apart = unicodedata.normalize("NFD", named.slug)
    assert places_by_name([named], [apart]) == {apart: [0]}
