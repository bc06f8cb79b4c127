"""Signs of the app: what is one, what only looks like one, and that nothing else is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Media, Post, Span
from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.furniture import without
from pipeline.typeset.links import Index
from tests.ebook import books


def shown(*texts: str, language: str = "en") -> list[str]:
    """What is shown of posts with these texts."""
    return [post.text for post in without([Post(text=text) for text in texts], language)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("👇", "en"), ("🧵👇🏽", "en"), ("⬇️ ⬇️", "en"), ("🧵", "en"), ("1/", "en"), ("1/2", "en"), ("(1/12)", "en"),
        ("🧵 1/12 👇", "en"), ("1/🧵", "en"), ("/1", "en"), ("a thread", "en"), ("A short thread: 🧵", "en"),
        ("[THREAD]", "en"), ("(a thread)", "ja"), ("Thread:", "de"), ("thread 👇", "en"), ("unroll", "en"),
        ("@threadreaderapp please unroll", "en"), ("unroll @threadreaderapp", "fr"), ("abro hilo 🧵", "es-AR"),
        ("Segue o fio", "pt"), ("(hilo)", "es"), ("un fil", "fr"), ("een draadje 🧵", "nl"), ("Ein Thread.", "de"),
    ],
)  # fmt: skip
def test_a_line_that_is_nothing_but_a_sign_of_the_app(line: str, language: str) -> None:
    """It goes, above the text as below, and the text stays as it is."""
    text = "How spiders fly.\n\nThey do."
    for whole in (f"{text}\n\n{line}", f"{line}\n\n{text}"):
        assert [each.strip() for each in shown(whole, "Two", language=language)] == [text, "Two"]


@pytest.mark.parametrize(
    "line",
    [
        "2/12", "0/", "1", "1.", "12", "🧵🪡", "👉", "▫️ 👇", "Thread", "Hilo", "hilo 🧵", "fio", "a thread of silk", "1/2 cup",
        "unrolled", "please unroll the dough", "Thread: how it is made", "A needle 👇",
    ],
)  # fmt: skip
def test_a_line_that_says_something(line: str) -> None:
    """Numbers that are not the post's, and words, stay."""
    text = f"How it is done.\n\n{line}"
    assert shown(text, "Two") == [text, "Two"]


def test_words_among_words_are_words() -> None:
    """A list of things to sew with is no announcement, nor is a line of verse."""
    texts = ["Needle\nThread 🧵\nButton", "a needle\na thread\na button"]
    assert shown(*texts) == texts


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("1/ How", "2/n: Now", "(3/9) Then"), ("How", "Now", "Then")),
        (("1/12 How", "2/12 – Now"), ("How", "Now")),
        (("How 1/2", "Now"), ("How", "Now")),
        (("How 1/12\n\nMore 👇", "Now [2/12] 👇"), ("How\n\nMore 👇", "Now 👇")),
        (("How (1/9)", "Now... 2/9"), ("How", "Now...")),
        (("٠", "٢/ ثانيا"), ("٠", "ثانيا")),
    ],
)
def test_a_counter_that_the_margin_shows(texts: tuple[str, ...], expected: tuple[str, ...]) -> None:
    """It goes from before the first words, and from behind the last ones of the first line and of the last."""
    assert shown(*texts) == list(expected)


@pytest.mark.parametrize(
    "texts",
    [
        ("1/2 cup of flour", "And salt"),
        ("2/ Not its number", "3/ Nor its"),
        ("How", "Open on 2/12", "Then"),
        ("Read /1", "Now"),
        ("x\n1/2 cup\ny", "x\n2/2 cups\ny"),
        ("Only one 1/1",),
        ("1/",),
        ("See https://example.org/1/2", "And https://example.org/2/2"),
        ("```\n1/\n👇\n```", "`2/2`"),
    ],
)
def test_a_number_that_is_something_else(texts: tuple[str, ...]) -> None:
    """A fraction, another number, code, an address, or the counter of a post that has no number beside it."""
    assert shown(*texts) == list(texts)


def test_a_post_that_is_nothing_else_stays() -> None:
    """Whatever else it has is enough to leave the signs out."""
    bare, with_picture = Post(text="👇\n\n2/"), Post(text="2/\n\n👇", media=(Media(missing="not saved"),))
    assert without([Post(text="One"), bare], "en")[1] is bare
    assert without([Post(text="One"), with_picture], "en")[1].text.strip() == ""


def test_spans_keep_their_words() -> None:
    """They move with the text; those of what is left out go."""
    text = "🧵👇\n\n1/ Moss grows\n@threadreaderapp unroll"
    spans = [Span(start=0, end=len(text), kind="bold")]
    for word in ("Moss", "@threadreaderapp"):
        start = text.index(word)
        spans.append(Span(start=start, end=start + len(word), kind="link", target="https://example.org"))
    first, _ = without([Post(text=text, spans=tuple(sorted(spans))), Post(text="2/ Two")], "en")
    assert first.text == "\nMoss grows\n"
    assert [(span.kind, first.text[span.start : span.end]) for span in first.spans] == [
        ("bold", "\nMoss grows\n"),
        ("link", "Moss"),
    ]


@pytest.mark.parametrize(("setting", "is_shown"), [("drop", False), ("keep", True)])
def test_a_theme_chooses(tmp_path: Path, setting: str, is_shown: bool) -> None:
    """What is left out is said once, and the thread itself has it still."""
    thread = books.thread("Lamps", Post(text="A lamp\n\n👇"), Post(text="2/ Two"), Post(text="3/"))
    chapter = typeset(thread, _theme(tmp_path, f'furniture = "{setting}"'), Index([thread]).links(thread))
    assert ("👇" in chapter.body, "2/" in chapter.body) == (is_shown, is_shown)
    assert chapter.notes.count("are left out of 2 posts.") == (not is_shown)
    assert chapter.thread is thread
    assert thread.posts[1].text == "2/ Two"


def _theme(folder: Path, setting: str) -> themes.Theme:
    (folder / "theme.toml").write_text(f'base = "classic"\n[settings]\n{setting}\n', encoding="utf-8")
    return themes.load(str(folder))


PIECES = st.sampled_from(
    [
        "👇",
        "🧵",
        "1/",
        "2/2",
        "(1/2)",
        "a thread",
        "unroll",
        "moss",
        "▫️ ",
        "```",
        "`",
        " ",
        "\n",
        "\n\n",
        "2",
        "/",
        "7 up",
    ]
)


@given(st.lists(st.lists(PIECES, max_size=9).map("".join), min_size=2, max_size=3), st.data())
@settings(max_examples=400, deadline=None)
def test_only_signs_are_left_out(texts: list[str], data: st.DataObject) -> None:
    """What is left out is made of signs, counters and announcements; words, and the order of all, stay."""
    posts = []
    for text in texts:
        ends = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        spans = (
            (Span(start=ends[0], end=ends[1], kind="link", target="https://example.org"),) if ends[0] < ends[1] else ()
        )
        posts.append(Post(text=text, spans=spans))
    for post, cleared in zip(posts, without(posts, "en"), strict=True):
        assert _words(cleared.text) == _words(post.text)
        assert _is_within(cleared.text, post.text)
        for span, kept in zip(post.spans, cleared.spans, strict=False):
            assert _is_within(cleared.text[kept.start : kept.end], post.text[span.start : span.end])


def _words(text: str) -> list[str]:
    return re.findall(r"moss|▫️|```| up", text)


def _is_within(part: str, whole: str) -> bool:
    """Whether the letters of a text are letters of another one, in its order."""
    rest = iter(whole)
    return all(letter in rest for letter in part)
