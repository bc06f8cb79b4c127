"""Nitter pages: what belongs to the thread, what stands in a post, and what the page says is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from pipeline.errors import PublishError
from pipeline.model import Capture
from tests.conftest import as_json, english, golden_cases, input_at, reader_of, sentence
from tests.sources.damage import damaged, read_or_refused

READER = reader_of("nitter-html")

CASES = golden_cases("nitter-html")
VALID = [(case / "input.html").read_bytes() for case in CASES]
FIRST = 1929813427614646272


def row(text: str, number: int = 0, handle: str = "moss", extra: str = "") -> str:
    link = f'<a class="tweet-link" href="/{handle}/status/{FIRST + number}#m"></a>'
    name = f'<a class="fullname" title="{handle.title()}"></a><a class="username">@{handle}</a>'
    return f'<div class="timeline-item">{link}{name}<div class="tweet-content">{text}</div>{extra}</div>'


def page(folder: Path, shown: str, *, before: str = "", after: str = "") -> Path:
    path = folder / "page.html"
    thread = f'<div class="before-tweet">{before}</div><div class="main-tweet">{shown}</div>'
    path.write_text(f'<html><div class="main-thread">{thread}<div class="after-tweet">{after}</div></div></html>')
    return path


def read(path: Path) -> Capture:
    (capture,) = READER.read(input_at(path))
    return capture


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path, golden: Callable[[Path, str], None]) -> None:
    """A page becomes the capture that a person checked, and its reader claims it."""
    item = input_at(case / "input.html")
    assert READER.sniff(item)
    golden(case / "expected.json", as_json(READER.read(item), case))


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ('<html><div class="timeline"><div class="timeline-item">A profile.</div></div></html>', False),
        ("<html><p>On main-thread and timeline-item.</p></html>", False),
        ('"<div class="main-thread"><div class="timeline-item">"', False),
        (
            '<link rel="alternate" href="https://x.com/moss/status/1"><meta property="og:site_name" content="Nitter">',
            True,
        ),
        ('<section class="main-thread"><div class="main-tweet"><div class="thread timeline-item">', True),
    ],
    ids=["profile", "words", "no page", "head filled by styles", "fork"],
)
def test_what_is_claimed(tmp_path: Path, text: str, claimed: bool) -> None:
    """Pages of one thread, by their parts or by their head; profiles and other pages are not."""
    path = tmp_path / "page.html"
    path.write_text(text)
    assert READER.sniff(input_at(path)) is claimed


def test_others_bound_the_thread(tmp_path: Path) -> None:
    """A post by somebody else, before or after, ends the thread; handles are compared without case."""
    before = row("Mine, but beyond.", 1) + row("Whose?", 2, "fern") + row("Moss has no roots.", 3, "Moss")
    after = row("It drinks with its leaves.", 5) + row("Really?", 6, "fern") + row("Really.", 7)
    capture = read(page(tmp_path, row("It holds on all the same.", 4), before=before, after=after))
    assert [post.text for post in capture.posts] == [
        "Moss has no roots.",
        "It holds on all the same.",
        "It drinks with its leaves.",
    ]
    assert (capture.posts[0].reply_to, capture.posts[0].reply_to_author) == (str(FIRST + 2), "fern")
    (notice,) = capture.notices
    assert notice.message == "4 posts of the conversation left out: not by @moss, or beyond one that is not"


def test_reposts_are_left_out(tmp_path: Path) -> None:
    """What the author only passed on is no post of the thread."""
    header = '<div class="retweet-header">Moss retweeted</div>'
    capture = read(page(tmp_path, row("Moss."), after=row("Look!", 1, extra=header)))
    assert [post.text for post in capture.posts] == ["Moss."]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("This Post was deleted by the Post author. Learn more", "deleted"),
        ("This Post is from an account that no longer exists.", "its author’s account no longer exists"),
        ("You’re unable to view this Post because this account owner limits who can view their Posts.", "not public"),
        ("This tweet is unavailable", "unavailable"),
    ],
)
def test_a_post_that_the_page_cannot_show_is_a_gap(tmp_path: Path, words: str, reason: str) -> None:
    """It falls where the page has it; what follows still answers it where its address is known."""
    box = f'<div class="unavailable timeline-item"><a class="unavailable-box" href="/moss/status/7#m">{words}</a></div>'
    capture = read(page(tmp_path, row("Moss."), after=box + row("Spores.", 2)))
    assert [(gap.after, sentence(gap)) for gap in capture.gaps] == [
        (0, f"a post is missing from the saved page: {reason}")
    ]
    assert capture.posts[1].reply_to == "7"


def test_an_unknown_post_above_is_a_gap_before_the_first(tmp_path: Path) -> None:
    """Where the page does not say whose it is, the thread goes on from it as far as is known."""
    box = '<div class="unavailable timeline-item"><div class="unavailable-box">This tweet is unavailable</div></div>'
    capture = read(page(tmp_path, row("Moss."), before=box))
    assert [gap.after for gap in capture.gaps] == [-1]


def test_what_the_page_leaves_out_is_known(tmp_path: Path) -> None:
    """ "earlier replies" and "more replies" say that posts of the thread are elsewhere."""
    earlier = '<div class="timeline-item more-replies earlier-replies"><a>earlier replies</a></div>'
    more = '<div class="timeline-item more-replies"><a>more replies</a></div>'
    capture = read(page(tmp_path, row("Moss."), before=earlier, after=more))
    assert [(gap.after, sentence(gap)) for gap in capture.gaps] == [
        (-1, "the saved page leaves out earlier posts"),
        (0, "the saved page leaves out later posts here"),
    ]


def test_quotes_do_not_nest(tmp_path: Path) -> None:
    """A page made of quotes within quotes has one, and takes no more than that."""
    quotes = '<div class="quote"><div class="quote-text">Bracken.</div>' * 1500
    (quote,) = read(page(tmp_path, row("Moss.", extra=quotes))).posts[0].quotes
    assert quote.text == "Bracken."


def test_the_date_is_stated_where_the_id_has_none(tmp_path: Path) -> None:
    """Ids from before November 2010 carry no moment; the page states one, to the minute."""
    date = '<span class="tweet-date"><a href="/moss/status/20#m" title="Mar 21, 2006 · 12:50 PM UTC">2006</a></span>'
    capture = read(page(tmp_path, f'<div class="timeline-item">{date}<div class="tweet-content">First.</div></div>'))
    assert capture.posts[0].id == "20"
    assert capture.posts[0].date
    assert str(capture.posts[0].date.instant) == "2006-03-21 12:50:00+00:00"


def test_pictures_stay_within_the_folder(tmp_path: Path) -> None:
    """A page that names a file outside its folder does not get it."""
    (tmp_path / "secret.jpg").write_bytes(b"\xff\xd8secret")
    inner = tmp_path / "inner"
    inner.mkdir()
    picture = '<div class="attachments"><div class="attachment"><img src="../secret.jpg"></div></div>'
    (media,) = read(page(inner, row("Moss.", extra=picture))).posts[0].media
    assert (media.asset, english(media.missing)) == (None, "file outside the folder: ../secret.jpg")


@pytest.mark.parametrize(
    ("address", "original"),
    [
        ("/pic/orig/media%2FA.jpg", "https://pbs.twimg.com/media/A.jpg"),
        ("/pic/pbs.twimg.com%2Fmedia%2FA.jpg%3Fname%3Dsmall", "https://pbs.twimg.com/media/A.jpg"),
        ("/pic/orig/enc/bWVkaWEvQS5qcGc", "https://pbs.twimg.com/media/A.jpg"),
        ("/pic/enc/bWVkaWE=", ""),
        ("/pic/enc/%C3%A4", ""),
        ("https://pbs.twimg.com/media/A.jpg?name=orig", "https://pbs.twimg.com/media/A.jpg"),
        ("javascript:alert(1)", ""),
    ],
)
def test_the_original_of_a_picture(tmp_path: Path, address: str, original: str) -> None:
    """The server's own addresses of pictures are led back to X."""
    picture = f'<div class="attachments"><div class="attachment"><a href="{address}"><img></a></div></div>'
    (media,) = read(page(tmp_path, row("Moss.", extra=picture))).posts[0].media
    assert media.url == original


def test_the_address_of_a_film(tmp_path: Path) -> None:
    """Films pass through the server with a signature."""
    film = "/video/0A1B2C3D4E5F6/https%3A%2F%2Fvideo.twimg.com%2Fa%2Fpl.m3u8%3Ftag%3D12"
    box = f'<div class="attachments"><div class="attachment"><video data-url="{film}" poster=""></video></div></div>'
    (media,) = read(page(tmp_path, row("Moss.", extra=box))).posts[0].media
    assert (media.kind, media.url) == ("video", "https://video.twimg.com/a/pl.m3u8?tag=12")


@pytest.mark.parametrize("body", ["", '<div class="timeline-item"><div class="unavailable-box">Gone</div></div>'])
def test_a_page_without_posts(tmp_path: Path, body: str) -> None:
    """It is refused with the way to save it."""
    with pytest.raises(PublishError) as raised:
        read(page(tmp_path, body))
    assert str(raised.value) == "page.html: a Nitter page without a post that can be read"
    assert raised.value.hint.startswith("Open the thread on the Nitter server")


@given(damaged(VALID, [b"<div>", b'"', b">"]))
@settings(max_examples=100, deadline=None)
def test_damaged_pages(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """A page with a piece cut out, doubled or overwritten: captures or one PublishError."""
    read_or_refused(READER, tmp_path_factory.getbasetemp() / "page.html", data)
