"""Thread Reader pages saved as HTML: every era's markup, hostile markup, and what is no such page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.model import Capture
from tests.conftest import as_json, english, golden_cases, input_at, reader_of, sentence
from tests.sources.damage import damaged, read_or_refused

READER = reader_of("thread-reader-html")

CASES = golden_cases("thread-reader-html")
VALID = [next(case.glob("input.htm*")).read_bytes() for case in CASES]
HEADER = '<html><body><div class="screenName">@fern_field</div>'


def page(folder: Path, body: str, *, name: str = "page.html") -> Path:
    path = folder / name
    path.write_text(HEADER + body, encoding="utf-8")
    return path


def post(text: str, number: int = 1) -> str:
    return f'<div id="tweet_{number}" class="content-tweet" data-tweet="{1357736492528567205 + number}">{text}</div>'


def read(path: Path) -> Capture:
    (capture,) = READER.read(input_at(path))
    return capture


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page_of_each_era(case: Path, golden: Callable[[Path, str], None]) -> None:
    """A page becomes the capture that a person checked, and its reader claims it."""
    item = input_at(next(case.glob("input.htm*")))
    assert READER.sniff(item)
    golden(case / "expected.json", as_json(READER.read(item), case))


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><p>A page about ferns, with <code>content-tweet</code> in it.</p></body></html>",
        '<html><p class="thread-card"><p class="content-tweet">Excerpt</p><a href="/thread/1.html">Read</a></p>',
        '<html><head><link rel="canonical" href="https://threadreaderapp.com/user/fern_field"></head></html>',
        "Tess Okafor Profile picture\n5 Feb, 11 tweets, 2 min read\nIn winter the bees make one ball.",
        '{"html": "<div id=tweet_1 class=content-tweet>"}',
        "",
    ],
    ids=["other page", "home page", "user page", "text page", "json", "empty"],
)
def test_other_files_are_not_claimed(tmp_path: Path, text: str) -> None:
    """Pages and files of other kinds are left to other readers."""
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8")
    assert not READER.sniff(input_at(path))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_page_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    """A byte order mark, or UTF-16, hides a page from nobody."""
    path = tmp_path / "page.html"
    path.write_bytes((HEADER + post("Fern fronds uncoil from the base.")).encode(encoding))
    assert READER.sniff(input_at(path))
    assert read(path).posts[0].text == "Fern fronds uncoil from the base."


def test_page_without_posts(tmp_path: Path) -> None:
    """A page whose posts had not loaded is claimed by its address, and the error says how to save it."""
    path = page(tmp_path, "<!-- saved from url=(0059)https://threadreaderapp.com/thread/1357736492528567205.html -->")
    assert READER.sniff(input_at(path))
    with pytest.raises(PublishError) as raised:
        read(path)
    assert str(raised.value) == "page.html: a Thread Reader page without posts"
    assert raised.value.hint.startswith("Open the thread in a browser")


SCROLLY = '<link rel="canonical" href="https://threadreaderapp.com/scrolly/1357736492528567205">'


def test_scrolly_page(tmp_path: Path) -> None:
    """The page's other form is told by its address; its posts are read where they are marked like the first form's."""
    path = page(tmp_path, SCROLLY + post("Fern fronds uncoil."))
    assert READER.sniff(input_at(path))
    assert [each.text for each in read(path).posts] == ["Fern fronds uncoil."]


def test_scrolly_page_without_marked_posts(tmp_path: Path) -> None:
    """Otherwise the error names the two pages that can be read."""
    path = page(tmp_path, f"{SCROLLY}<section>Fern fronds uncoil.</section>")
    assert READER.sniff(input_at(path))
    with pytest.raises(PublishError) as raised:
        read(path)
    assert str(raised.value) == "page.html: a Thread Reader Scrolly page without posts"
    assert raised.value.hint.startswith("Save it as text, or save the thread's ordinary page")


def test_deep_nesting_is_read(tmp_path: Path) -> None:
    """Three thousand tags within each other are only text."""
    capture = read(page(tmp_path, post("<span>" * 3000 + "Deep under the bracken.")))
    assert capture.posts[0].text == "Deep under the bracken."


def test_scripts_in_words_are_words(tmp_path: Path) -> None:
    """Alternative text that speaks of markup hides nothing that follows it."""
    picture = '<span class="entity-image"><img src="data:," alt="The <script> and <!-- tags, \'>\' too"></span>'
    capture = read(page(tmp_path, post(f"Before {picture} and after.")))
    assert capture.posts[0].text == "Before and after."
    assert capture.posts[0].media[0].alt == "The <script> and <!-- tags, '>' too"


def test_pictures_stay_within_the_folder(tmp_path: Path) -> None:
    """A page that names a file outside its folder gets neither the file nor its name's contents."""
    (tmp_path / "secret.jpg").write_bytes(b"\xff\xd8secret")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    pictures = "".join(
        f'<span class="entity-image"><img src="{source}"></span>' for source in ("../secret.jpg", "link.jpg", "%00.jpg")
    )
    capture = read(page(inner, post(pictures)))
    assert [media.asset for media in capture.posts[0].media] == [None, None, None]
    assert [english(media.missing) for media in capture.posts[0].media] == [
        "file outside the folder: ../secret.jpg",
        "file outside the folder: link.jpg",
        "file not found: .jpg",
    ]


def test_a_gap_in_the_page_is_known(tmp_path: Path) -> None:
    """Where the page's numbering skips posts, the capture says between which."""
    capture = read(page(tmp_path, post("Frond one.", 2) + post("Frond four.", 5)))
    assert [(gap.after, sentence(gap)) for gap in capture.gaps] == [
        (-1, "post 1 is not in the saved page"),
        (0, "posts 3 to 4 are not in the saved page"),
    ]


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever the bytes: captures or one PublishError."""
    read_or_refused(READER, tmp_path_factory.getbasetemp() / "page.html", data)


@given(damaged(VALID, [b"<div>", b'"', b">"]))
@settings(max_examples=100, deadline=None)
def test_damaged_pages(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """A page with a piece cut out, doubled or overwritten: captures or one PublishError."""
    read_or_refused(READER, tmp_path_factory.getbasetemp() / "page.html", data)
