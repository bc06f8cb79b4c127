"""The language of a book: what its editor says, else what its library remembers, else that of most threads."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.errors import PublishError
from pipeline.library import LibraryFile, soundness
from pipeline.library.record import Entry, Library
from pipeline.model import Gap, Message, Post, Quote
from pipeline.publish import Options, publish
from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.links import Links
from tests.ebook import books
from tests.wording.test_frame import Quiet


def _write(folder: Path, name: str, language: str) -> None:
    folder.mkdir(exist_ok=True)
    posts = [{"text": "Ein Satz über das Meer." if language == "de" else "A sentence about the sea."}]
    facts = {"threadbound": 1, "author": {"name": name}, "language": language, "title": name, "posts": posts}
    (folder / f"{name}.json").write_text(json.dumps(facts), "utf-8")


def _contents(tmp_path: Path, **options: str | None) -> str:
    """Heading of the contents of the book of the folder `in`."""
    asked = Options(formats=("epub",), output=str(tmp_path / "out"), workers=1, threads=False, **options)  # type: ignore[arg-type]
    assert not publish([str(tmp_path / "in")], asked, Quiet()).failures
    page = zipfile.ZipFile(tmp_path / "out" / "book.epub").read("EPUB/contents.xhtml").decode()
    return page.partition('id="contents">')[2].partition("<")[0]


def test_most_threads_say_it_at_first_and_the_library_from_then_on(tmp_path: Path) -> None:
    """One thread more does not turn a book; without a library it would."""
    _write(tmp_path / "in", "a", "de")
    _write(tmp_path / "in", "b", "en")
    assert _contents(tmp_path) == "Inhalt"
    _write(tmp_path / "in", "c", "en")
    assert _contents(tmp_path) == "Inhalt"
    assert _contents(tmp_path, library=None) == "Contents"


def test_an_editor_says_it(tmp_path: Path) -> None:
    """And the library goes by it, when the editor says nothing any more."""
    _write(tmp_path / "in", "a", "de")
    _write(tmp_path / "in", "b", "de")
    (tmp_path / "in" / "book.toml").write_text('[book]\nlanguage = "pt-BR"\n', "utf-8")
    assert _contents(tmp_path) == "Sumário"
    (tmp_path / "in" / "book.toml").write_text("[book]\n", "utf-8")
    assert _contents(tmp_path) == "Sumário"


def test_a_language_without_a_catalogue_is_framed_in_english(tmp_path: Path) -> None:
    """Which says so."""
    _write(tmp_path / "in", "a", "sw")
    _write(tmp_path / "in", "b", "sw")
    assert _contents(tmp_path) == "Contents"
    page = zipfile.ZipFile(tmp_path / "out" / "book.epub").read("EPUB/contents.xhtml").decode()
    assert '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en"' in page


def test_what_is_no_language_is_refused(tmp_path: Path) -> None:
    """With its place."""
    _write(tmp_path / "in", "a", "de")
    (tmp_path / "in" / "book.toml").write_text('[book]\nlanguage = "German, please"\n', "utf-8")
    with pytest.raises(PublishError, match=r"book\.language: not a language: 'German, please'"):
        _contents(tmp_path)


@pytest.mark.parametrize(("frame", "own"), [("en", 1), ("en-GB", 1), ("sw", 1), ("fr", 1), ("de", 2)])
def test_words_of_ours_say_their_language_where_it_differs(frame: str, own: int) -> None:
    """From that of the thread, or of the post that they stand in."""
    french = Post(text="Le temps est beau, et la mer est calme.", language="fr", truncated=True)
    thread = books.thread("Lamps", Post(text="The lamp burns oil, and the wick is long.", truncated=True), french)
    body = typeset(thread, themes.load("classic").saying(frame), Links()).body
    assert body.count('class="missing"') == 2
    assert body.count('class="missing" lang="') == own


def test_a_library_says_nothing_that_no_book_says(tmp_path: Path) -> None:
    """It may come from anywhere; an older one, with sentences, is read."""
    thread = books.thread("Lamps", Post(text="x", quotes=(Quote(missing=Message("deleted")),)))
    sound = replace(
        thread, gaps=(Gap(kind="text", message=Message("text-cut"), after=0), Gap(kind="posts", message="x"))
    )
    file = LibraryFile(tmp_path / "library.json", "library.json")
    file.save(Library(entries=(Entry(thread=sound),)))
    assert file.load().entries[0].thread.gaps == sound.gaps
    older = (
        (tmp_path / "library.json").read_text("utf-8").replace('"threadbound_library": 2', '"threadbound_library": 1')
    )
    (tmp_path / "library.json").write_text(older, "utf-8")
    assert file.load().entries[0].thread.gaps == sound.gaps
    for strange in (
        replace(thread, gaps=(Gap(kind="text", message=Message("no-such")),)),
        replace(thread, posts=(Post(quotes=(Quote(missing=Message("not-in-export")),)),)),
    ):
        with pytest.raises(ValueError, match="a message that no book has"):
            soundness.check(Library(entries=(Entry(thread=strange),)))
