"""Thread Reader pages saved as text: every era of the page, and what people do to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.errors import PublishError
from pipeline.model import Capture, Media
from pipeline.sources.reading.attachment import NOT_SAVED
from pipeline.sources.reading.files import Beginnings
from tests.conftest import as_json, golden_cases, input_at, reader_of
from tests.sources.damage import read_or_refused
from tests.sources.thread_reader.thread_pages import Known, known_threads, page

READER = reader_of("thread-reader-text")

CASES = golden_cases("thread-reader-text")
PAGE = page(["Owls hear the mouse under the snow. 👇", "They do not see it. 👇", "They subtract the wind."])


def saved(folder: Path, text: str | bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(path: Path) -> Capture:
    (capture,) = READER.read(input_at(path))
    return capture


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_reads_every_era(case: Path, golden: Callable[[Path, str], None]) -> None:
    """Each kind of page is recognised and yields its author, date, count, posts, pictures, links and cards."""
    (path,) = (path for path in case.glob("input*.txt") if not path.name.endswith(".posts.txt"))
    assert READER.sniff(input_at(path))
    golden(case / "expected.json", as_json(read(path), case))


@pytest.mark.parametrize("thread", known_threads(), ids=lambda thread: thread.name)
def test_keeps_every_word(thread: Known, tmp_path: Path) -> None:
    """The words of a thread arrive in order, whatever the boundaries."""
    posts = thread.posts
    capture = read(saved(tmp_path, page(posts)))
    words = " ".join(post.text + " Image" * len(post.media) for post in capture.posts).split()
    assert words == " ".join(posts).split()
    assert capture.declared == len(posts)


@pytest.mark.parametrize(
    "text",
    [
        "A walk along the shore.\n\nWe found 11 tweets of a bird that nobody knew, and 2 min read the label.\n",
        "# Notes\n\n• • •\n\nMissing some [Tweet](https://example.org) in this thread? [force a refresh](#)\n",
        "<html><body><p>Name Profile picture</p>\nMissing some Tweet in this thread? You can try to\n</body></html>",
        "MIME-Version: 1.0\n\n" + "<p>x</p>\n" * 30 + "Missing some Tweet in this thread? You can try to\n",
        '---\ntitle: "Thread by @moss"\n---\n\n10 tweets • 8 min read\n\nEnjoying this thread?\n',
        '{"text": "Missing some Tweet in this thread? You can try to force a refresh"}',
        '["a",\n"Missing some Tweet in this thread? You can try to force a refresh"]',
        "• • •\n",
        "Keep Current with the tide\n",
        "Profile picture\n",
        "",
        "\0\1\2\3" * 100,
    ],
)
def test_leaves_other_files_alone(text: str, tmp_path: Path) -> None:
    """Prose, Markdown, HTML, JSON, empty files and binary data are not claimed."""
    assert not READER.sniff(input_at(saved(tmp_path, text)))


def test_header_alone_is_enough(tmp_path: Path) -> None:
    """A page is known by its header where its footer was cut off, or lies beyond the first 64 KiB."""
    long = page(["An endless post about rivers. " * 50] * 60)
    assert READER.sniff(input_at(saved(tmp_path, long)))
    assert READER.sniff(input_at(saved(tmp_path, PAGE.partition("• • •")[0])))


def test_override_file_is_not_a_page(tmp_path: Path) -> None:
    """The file of first words is never taken for a page, even where it quotes one."""
    assert not READER.sniff(input_at(saved(tmp_path, PAGE, "page.txt.posts.txt")))


def test_override_that_does_not_fit(tmp_path: Path) -> None:
    """Words that begin no line after the post before are named with the override file and its line."""
    path = saved(tmp_path, PAGE)
    saved(tmp_path, "Owls hear\n\nThey subtract\nThey do not\n", "page.txt.posts.txt")
    with pytest.raises(PublishError) as caught:
        read(path)
    assert str(caught.value) == (
        "page.txt.posts.txt: line 4: no line of the page begins with 'They do not' after the post before"
    )
    assert caught.value.hint == "Copy the first words of each post from the page, in order, one post per line."


def test_override_that_is_empty(tmp_path: Path) -> None:
    """An empty override file is an error, not a page without posts."""
    path = saved(tmp_path, PAGE)
    saved(tmp_path, " \n", "page.txt.posts.txt")
    with pytest.raises(PublishError, match=r"^page\.txt\.posts\.txt: is empty$"):
        read(path)


def test_an_editor_who_names_no_post(tmp_path: Path) -> None:
    """Blank words are an error at their place in the editor's file, not a page without posts."""
    page = input_at(saved(tmp_path, PAGE))
    stated = Beginnings(path="in/book.toml", words=(('files."page.txt".posts[0]', " "),))
    with pytest.raises(PublishError) as caught:
        READER.read(replace(page, beginnings=stated))
    assert str(caught.value) == 'in/book.toml: files."page.txt".posts[0]: names no post'


def test_override_that_starts_late(tmp_path: Path) -> None:
    """Lines before the first post that an override names are left out, and the user is told."""
    path = saved(tmp_path, PAGE)
    saved(tmp_path, "They do\n", "page.txt.posts.txt")
    capture = read(path)
    assert [post.text for post in capture.posts] == ["They do not see it. 👇\nThey subtract the wind."]
    assert [str(notice) for notice in capture.notices] == [
        "page.txt.posts.txt: line 1: 1 line of the page before the first post named here left out"
    ]


def test_override_changes_the_digest(tmp_path: Path) -> None:
    """What the record of the source hashes includes the override file."""
    path = saved(tmp_path, PAGE)
    before = read(path).source.sha256
    saved(tmp_path, "Owls hear\n", "page.txt.posts.txt")
    assert read(path).source.sha256 != before


def test_guessed_boundaries_are_told(tmp_path: Path) -> None:
    """A page whose boundaries are guessed says so, and says how to set them by hand."""
    capture = read(saved(tmp_path, page(["One reed.", "Two reeds.", "A marsh."]).replace("3 tweets", "2 tweets")))
    assert capture.confidence == "guessed"
    (notice,) = capture.notices
    assert str(notice) == "page.txt: the page does not mark where posts begin: the boundaries are guessed"
    assert notice.hint == (
        "To set them by hand, write the first words of each post, one per line, in page.txt.posts.txt."
    )


def test_page_without_posts(tmp_path: Path) -> None:
    """A page that holds only what surrounds a thread is an error that names the place."""
    with pytest.raises(PublishError) as caught:
        read(saved(tmp_path, page([""])))
    assert str(caught.value) == "page.txt: line 5: is a Thread Reader page that holds no post"
    assert caught.value.hint == "Save the page again when its posts are shown."


@pytest.mark.parametrize(
    ("stated", "name", "date", "notices"),
    [
        ("5 Feb", "page.txt", "--02-05", 0),
        ("27 Feb", "1630211443207876608.txt", "2023-02-27", 0),
        ("26 Feb", "thread 1630211443207876608.txt", "2023-02-27", 0),
        ("25 Feb", "1630211443207876608.txt", "2023-02-27", 0),
        ("24 Feb", "1630211443207876608.txt", "--02-24", 1),
        ("1 Mar", "1630211443207876608.txt", "2023-02-27", 0),
        ("2 Mar", "1630211443207876608.txt", "--03-02", 1),
        ("5 Feb", "1630211443207876608.txt", "--02-05", 1),
        ("29 Feb", "1630211443207876608.txt", "--02-29", 1),
        ("27 Feb", "20230227120000123.txt", "--02-27", 0),
        ("27 Sep 19", "page.txt", "2019-09-27", 0),
        ("Mar 24th 2022", "page.txt", "2022-03-24", 0),
        ("31 Feb", "page.txt", "", 0),
    ],
)
def test_dates(stated: str, name: str, date: str, notices: int, tmp_path: Path) -> None:
    """A year comes from the page or from a post's id, and from nowhere else; a contradiction is told."""
    capture = read(saved(tmp_path, PAGE.replace("5 Feb", stated), name))
    assert (capture.date.iso if capture.date else "") == date
    assert len(capture.notices) == notices


def test_images_only_at_the_end_of_a_post(tmp_path: Path) -> None:
    """The word Image in a sentence stays; at the end of a post each one is a picture that was not saved."""
    posts = ["An Image is not a photograph. Image Image", "Image", "Image: a likeness. Nothing more is meant here."]
    capture = read(saved(tmp_path, page(posts)))
    picture = Media(missing=NOT_SAVED)
    assert [(post.text, post.media) for post in capture.posts] == [
        ("An Image is not a photograph.", (picture, picture)),
        ("", (picture,)),
        ("Image: a likeness. Nothing more is meant here.", ()),
    ]


def test_text_below_the_thread_is_not_lost_silently(tmp_path: Path) -> None:
    """Lines after the thread that belong to no part of the page are counted in a notice."""
    capture = read(saved(tmp_path, PAGE.replace("More from @ines_h\n", "An owl pellet, drawn.\n")))
    assert [notice.message for notice in capture.notices] == [
        "1 line below the thread, of no known part of the page, left out"
    ]


def test_bullets_within_a_thread_do_not_end_it(tmp_path: Path) -> None:
    """Three bullets that an author set between paragraphs are text."""
    capture = read(saved(tmp_path, page(["Before.\n\n• • •\n\nAfter."])))
    assert capture.posts[0].text == "Before.\n\n• • •\n\nAfter."


def test_what_an_author_says_does_not_end_a_thread(tmp_path: Path) -> None:
    """A line of the footer's words within the thread is text where the true end follows."""
    capture = read(saved(tmp_path, page(["My friend writes better. 👇\n\nMore from @moss_and_fern", "Read it."])))
    assert capture.posts[0].text.endswith("More from @moss_and_fern")


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400), cut=st.integers(0, 600))
def test_any_bytes(data: bytes, cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever the bytes, alone or in the midst of a page: captures or one PublishError, and sniffing never raises."""
    page_bytes = PAGE.encode()
    path = tmp_path_factory.getbasetemp() / "any.txt"
    for content in (data, page_bytes[:cut] + data + page_bytes[cut:]):
        read_or_refused(READER, path, content)


LINES = st.sampled_from(
    [
        *PAGE.split("\n"),
        "2/",
        "3/4 done",
        "Image",
        "▫️ a",
        "👇",
        "x",
        "",
        " ",
        "1. a",
        'thread#showTweet" >y',
        "Read 2 tweets",
    ]
)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(LINES, max_size=40))
def test_any_lines(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """The page's own lines in any order are read or refused in one PublishError."""
    path = tmp_path_factory.getbasetemp() / "lines.txt"
    read_or_refused(READER, path, "\n".join(lines).encode())


LONG = [
    "A line of an endless thread, as long as lines are.",
    "One line.\n\nTwo lines",
    "1/2 abc",
    "2. a b c",
    "@moss and #fern",
    "Image",
]


@pytest.mark.parametrize("line", LONG)
def test_large_pages_are_read(line: str, tmp_path: Path) -> None:
    """A page of a megabyte is read, whatever its lines: what grows faster than the page would not end in time."""
    path = saved(tmp_path, page([line] * (1_000_000 // (len(line) + 1))))
    assert read(path).posts


def test_more_lines_than_a_thread_has(tmp_path: Path) -> None:
    """A file of hundreds of thousands of lines is refused at once."""
    with pytest.raises(PublishError, match=r"^page\.txt: holds 300002 lines, more than a thread has$"):
        read(saved(tmp_path, page(["x"] * 300_000)))
