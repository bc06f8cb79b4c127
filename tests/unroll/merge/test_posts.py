"""Of several captures of one post each field comes from the source that is best for it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.model import (
    Asset,
    Author,
    Capture,
    Choice,
    CustomEmoji,
    Date,
    LinkCard,
    Media,
    Poll,
    Post,
    Quote,
    Span,
    Thread,
)
from tests.conftest import unrolled
from tests.unroll.merge.examples import FIRST, MAREN, TEXTS, bag, page, post

ADDRESS = "https://pbs.twimg.com/media/"


def _one(*captures: Capture) -> Thread:
    (thread,) = unrolled(captures, min_posts=1)
    assert unrolled(reversed(captures), min_posts=1) == [thread]
    return thread


def _api(*posts: Post) -> Capture:
    return bag(*posts, name="api.jsonl", kind="x-api-v2")


def _asset(name: str) -> Asset:
    return Asset(path=Path("/saved") / name)


def test_the_text_that_is_whole_is_kept() -> None:
    """A cut text gives way to a whole one, of whatever source, with the spans that belong to it."""
    whole = post(1, spans=(Span(start=0, end=3, kind="bold"),))
    marked = post(1, text=TEXTS[0][:40] + "…", truncated=True)
    unmarked = post(1, text=TEXTS[0][:40] + "…")
    for cut in (marked, unmarked):
        thread = _one(bag(cut), page(whole))
        assert thread.posts[0].text == TEXTS[0]
        assert thread.posts[0].spans == whole.spans
        assert not thread.posts[0].truncated
        assert (thread.gaps, thread.notices) == ((), ())
    assert [gap.kind for gap in _one(bag(marked), page(marked)).gaps] == ["text"]


def test_the_better_source_has_the_word() -> None:
    """Of two whole texts that differ the archive's is kept, and what the page says instead is told."""
    other = TEXTS[0].replace("first warm day", "second cold morning")
    thread = _one(bag(post(1)), page(post(1, text=other)))
    assert thread.posts[0].text == TEXTS[0]
    assert [str(notice) for notice in thread.notices] == [
        f"page.html: another text of the post {FIRST + 1}: “second cold morning”; the one of archive is kept"
    ]
    thread = _one(bag(post(1)), page(post(1, text=TEXTS[0].replace("first ", ""))))
    assert [notice.message for notice in thread.notices] == [
        f"another text of the post {FIRST + 1}: without “first”; the one of archive is kept"
    ]


def test_of_equal_sources_the_later_is_believed() -> None:
    """Of two captures of one kind the later one counts, where they say when they were made."""
    old = replace(bag(post(1), name="a"), captured=Date.at(datetime(2020, 1, 1, tzinfo=UTC)))
    new = replace(bag(post(1, text=TEXTS[1]), name="b"), captured=Date.at(datetime(2022, 1, 1, tzinfo=UTC)))
    thread = _one(old, new)
    assert (thread.posts[0].text, thread.source.name, len(thread.notices)) == (TEXTS[1], "b", 1)


def test_an_edited_post_is_the_last_version() -> None:
    """What an edit replaced is not held against it."""
    thread = _one(bag(post(1, text=TEXTS[0].replace("tar", "tra"))), _api(post(1, edited=True)))
    assert (thread.posts[0].text, thread.posts[0].edited, thread.notices) == (TEXTS[0], True, ())


def test_white_space_and_links_are_no_conflict() -> None:
    """Texts that differ in what each source makes of links, lines and signs are the same text."""
    texts = ("The log:\nexample.org/pi… – read it", "The log: https://example.org/piles - read it")
    assert _one(bag(post(1, text=texts[0])), page(post(1, text=texts[1]))).notices == ()


def test_pictures_have_files_and_descriptions() -> None:
    """A picture is told by its name: the file from one source, the description from another, in the fullest order."""
    files = (Media(url=f"{ADDRESS}Fb.jpg", asset=_asset("Fb.jpg")), Media(url=f"{ADDRESS}Fa.jpg", missing="not saved"))
    known = (
        Media(url=f"{ADDRESS}Fa?format=jpg&name=large", alt="The boiler"),
        Media(url=f"{ADDRESS}Fb.jpg:large", alt="A pile"),
        Media(kind="video", url="https://video.example.org/tar.mp4"),
    )
    places = (Media(missing="not saved with the page"),) * 2
    thread = _one(bag(post(1, media=files)), _api(post(1, media=known)), page(post(1, media=places)))
    assert thread.posts[0].media == (
        Media(url=f"{ADDRESS}Fa.jpg", alt="The boiler", missing="not saved"),
        Media(url=f"{ADDRESS}Fb.jpg", alt="A pile", asset=_asset("Fb.jpg")),
        Media(kind="video", url="https://video.example.org/tar.mp4"),
    )


def test_pictures_of_other_names_are_matched_by_their_place() -> None:
    """Where a page has renamed the files, the first picture is the first; placeholders add none."""
    thread = _one(
        bag(post(1, media=(Media(url=f"{ADDRESS}Fa.jpg"), Media(kind="gif", url=f"{ADDRESS}Fc.mp4")))),
        page(post(1, media=(Media(kind="video", asset=_asset("still.png")), Media(asset=_asset("1.png"))))),
        _api(post(1, media=(Media(), Media(), Media()))),
    )
    assert [(item.kind, item.url[-6:], item.asset and item.asset.path.name) for item in thread.posts[0].media] == [
        ("photo", "Fa.jpg", "1.png"),
        ("gif", "Fc.mp4", "still.png"),
    ]


def test_quotes_get_their_text() -> None:
    """A quote that one source has as a link alone gets its text from another; one that is told by its id is one."""
    url = "https://x.com/quayside/status/1357"
    link = Quote(url=url, missing="deleted")
    told = Quote(id="1357", text="Tar keeps.", author=Author(handle="quayside"), date=Date(year=2021))
    other = Quote(url="https://x.com/quayside/status/99", text="Salt does not.")
    thread = _one(bag(post(1, quotes=(link,))), _api(post(1, quotes=(told, other))))
    assert thread.posts[0].quotes == (replace(told, url=url), other)


def test_polls_cards_and_marks() -> None:
    """A poll with votes beats one without, link cards meet by address, a warning in one source is one."""
    asked, counted = Poll(choices=(Choice(text="tar"),)), Poll(choices=(Choice(text="tar", votes=3),))
    card = LinkCard(url="https://example.org/", title="Piles")
    drawn = replace(card, title="", description="All about them", picture=_asset("card.png"))
    emoji = CustomEmoji(name=":tar:", url="https://example.org/tar.png")
    thread = _one(
        bag(post(1, text=":tar: " + TEXTS[0], poll=asked, link_cards=(card,), emoji=(emoji,), sensitive=True)),
        _api(
            post(
                1,
                text=":tar: " + TEXTS[0],
                poll=counted,
                link_cards=(drawn,),
                emoji=(replace(emoji, asset=_asset("tar.png")),),
                warning="tar",
                language="en",
            )
        ),
    )
    made = thread.posts[0]
    assert (made.poll, made.warning, made.sensitive, made.language) == (counted, "tar", True, "en")
    assert made.link_cards == (replace(drawn, title="Piles"),)
    assert made.emoji == (replace(emoji, asset=_asset("tar.png")),)


def test_facts_are_filled_in() -> None:
    """An exact moment beats a day, a handle beats a user's number, and what one source lacks another gives."""
    first = post(1)
    bare = replace(first, date=Date(year=2021, month=1, day=30), url="", reply_to=str(FIRST), reply_to_author="4711")
    full = replace(first, conversation=str(FIRST), reply_to_author="tidewatch")
    author = Author(handle="tidewatch")
    thread = _one(replace(page(bare), author=author), replace(page(full, name="other.html"), author=MAREN))
    made = thread.posts[0]
    assert (made.date, made.url, made.reply_to, made.reply_to_author) == (
        first.date, first.url, str(FIRST), "tidewatch",
    )  # fmt: skip
    assert (made.conversation, thread.author, made.author) == (str(FIRST), MAREN, None)


def test_origins_name_the_sources() -> None:
    """A post names the sources that it is of, the best first; where the thread has one source, none."""
    thread = _one(bag(post(1), post(2, after=1)), _api(post(1)))
    assert [made.origins for made in thread.posts] == [("archive", "api.jsonl"), ("archive",)]
    assert [made.origins for made in _one(bag(post(1), post(1))).posts] == [()]


@pytest.mark.parametrize("post_id", ["1", "intro"])
def test_ids_of_a_file_mean_nothing_elsewhere(post_id: str) -> None:
    """Two files that each call a post "1" have two posts."""
    captures = [page(Post(id=post_id, text=text), name=text[:5], kind="thread-json") for text in TEXTS[:2]]
    assert sorted(thread.posts[0].text for thread in unrolled(captures)) == sorted(TEXTS[:2])
    (twice,) = unrolled([page(Post(id=post_id, text=TEXTS[0]), Post(id=post_id, text=TEXTS[1]))])
    assert [made.text for made in twice.posts] == list(TEXTS[:2])
