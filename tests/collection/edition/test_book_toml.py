"""The editor's file: what it may say, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.collection.edition.book_toml import ThreadSay, parse
from pipeline.collection.edition.starter import draft
from pipeline.errors import PublishError
from pipeline.model import Date, Media
from pipeline.sources.reading.files import Input
from tests.collection.test_selection import thread
from tests.conftest import input_at


def _file(folder: Path, data: str | bytes) -> Input:
    path = folder / "book.toml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return input_at(path)


def test_everything_can_be_said(tmp_path: Path) -> None:
    """The book, threads by name, pages by path."""
    text = """
[book]
title = "Shores"
order = ["moss"]
[threads.moss]
year = 2021
withdrawn_posts = [2]
alt."1.2" = "A cushion of moss"
[files."pages/moss.txt"]
posts = ["Moss has", "It drinks"]
"""
    say = parse(_file(tmp_path, text))
    assert (say.book.title, say.book.order) == ("Shores", ("moss",))
    assert say.threads == {"moss": ThreadSay(year=2021, withdrawn_posts=(2,), alt={"1.2": "A cushion of moss"})}
    assert say.files["pages/moss.txt"].posts == ("Moss has", "It drinks")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[book]\ntitel = 1", "book.toml: book: unknown key 'titel'", "Did you mean 'title'?"),
        ("[book]\nparts = 'authors'", "book.toml: book.parts: not one of the kinds there are: 'authors'", "One of: author, year, month, none."),
        ("[threads.moss]\nyeer = 1", "book.toml: threads.moss: unknown key 'yeer'", "Did you mean 'year'?"),
        ("[thread.moss]", "book.toml: unknown key 'thread'", "Did you mean 'threads'?"),
        ("[threads.moss]\nyear = 'old'", "book.toml: threads.moss.year: expected a whole number, got text", None),
        ('[files."a b.txt"]\nposts = "x"', 'book.toml: files."a b.txt".posts: expected a list, got text', None),
        ("[threads.moss]\nleave_out_posts = [0]", "book.toml: threads.moss.leave_out_posts[0]: expected a whole number >= 1", None),
        ("threads = 3", "book.toml: threads: expected an object, got a whole number", None),
        ("[book]\nisbn = '978-3-16-148410-1'", "book.toml: book.isbn: not an ISBN: '978-3-16-148410-1': its last digit does not fit the others", None),
        ("[book]\nisbn = 9783161484100", "book.toml: book.isbn: expected text, got a whole number", None),
        ("[book]\ndate = 'soon'", "book.toml: book.date: no date: 'soon'", 'Write "2021-02-05", "2021-02" or 2021.'),
        ("[book]\ndate = '--02-05'", "book.toml: book.date: no date: '--02-05'", 'Write "2021-02-05", "2021-02" or 2021.'),
        ("[book]\nsubjects = 'sea'", "book.toml: book.subjects: expected a list, got text", None),
        ("[book]\nseries = 'Shores'\nseries_number = 0", "book.toml: book.series_number: expected a whole number >= 1", None),
        ("[book]\nseries_number = 2", "book.toml: book.series_number: a number in a series without its title", 'Write `series = "…"` beside it.'),
        ("[book]\npublishers = 'x'", "book.toml: book: unknown key 'publishers'", "Did you mean 'publisher'?"),
        ("[book\n", "book.toml: line 1, column 6: broken TOML: expected ']' at the end of a table declaration", None),
        (b"[book]\ntitle = '\xff'", "book.toml: not UTF-8 text", "Save it as UTF-8."),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str | bytes, message: str, hint: str | None) -> None:
    """And what may have been meant."""
    with pytest.raises(PublishError) as caught:
        parse(_file(tmp_path, text))
    assert str(caught.value) == message
    assert caught.value.hint == hint if hint else caught.value.hint


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_say_or_one_error(data: bytes, tmp_path: Path) -> None:
    """Nothing else is ever raised."""
    try:
        parse(_file(tmp_path, data))
    except PublishError as error:
        assert error.path == "book.toml"
        assert error.hint


def test_a_draft_says_nothing_until_its_lines_are_freed(tmp_path: Path) -> None:
    """As written it changes nothing; with every line freed it is a sound file that names all threads."""
    odd = thread("odd", None, 'A "quoted" title \\ with\ttabs', "Two.")
    moss = thread("moss", Date(year=2021), "Moss.")
    written = draft([odd, moss], 'All "threads"')
    quiet = parse(_file(tmp_path, written))
    assert quiet.book.title == ""
    assert quiet.threads == {"odd": ThreadSay(), "moss": ThreadSay()}
    freed = "\n".join(line.removeprefix("# ") if " = " in line else line for line in written.splitlines())
    said = parse(_file(tmp_path, freed))
    assert said.book.title == 'All "threads"'
    assert said.threads["odd"].title == 'A "quoted" title \\ with tabs'
    assert said.threads["odd"].year == 2021
    assert said.threads["moss"].year is None


def test_a_draft_asks_for_descriptions_that_are_missing(tmp_path: Path) -> None:
    """Of pictures that are there."""
    from msgspec.structs import replace

    from pipeline.model import Asset

    moss = thread("moss", None, "Moss.")
    media = (Media(asset=Asset(path=tmp_path / "a.png")), Media(alt="Known", asset=Asset(path=tmp_path / "b.png")))
    moss = replace(moss, posts=(replace(moss.posts[0], media=media),))
    assert '# alt."1.1" = "…"' in draft([moss], "")
    assert '"1.2"' not in draft([moss], "")
