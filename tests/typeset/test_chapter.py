"""What a post has beside its text, as a chapter shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from PIL import Image

from pipeline import __version__
from pipeline.model import (
    Aside,
    Asset,
    Author,
    Branching,
    Chapter,
    Choice,
    CustomEmoji,
    Gap,
    LinkCard,
    Media,
    Poll,
    Post,
    Quote,
    Source,
    Span,
    Visibility,
)
from pipeline.typeset import credits
from pipeline.typeset import theme as themes
from pipeline.typeset.chapter import typeset
from pipeline.typeset.link_card import Preview
from pipeline.typeset.links import Index
from pipeline.typeset.poll import results
from pipeline.typeset.provenance import origins, unlisted
from pipeline.wording import wording
from tests.conftest import golden_cases, input_at, reader_of, unrolled
from tests.ebook import books

READER = reader_of("thread-json")

THEME = themes.load("classic")
ENGLISH = wording("en")
CASES = golden_cases("chapter")


def chapter(*posts: Post, **facts: object) -> Chapter:
    """The chapter of a thread of these posts."""
    thread = replace(books.thread("Lamps", *posts), **facts)
    return typeset(thread, THEME, Index([thread]).links(thread))


def drawing(folder: Path, name: str = "lamp.png", size: tuple[int, int] = (48, 48)) -> Asset:
    """A round red drawing on nothing."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    image.paste((180, 80, 40, 255), (4, 4, size[0] // 2, size[1] // 2))
    image.save(folder / name)
    return Asset(path=folder / name)


def emoji(text: str, name: str, asset: Asset | None) -> Post:
    """A post in which each `name` is a custom emoji."""
    places = [match.span() for match in re.finditer(re.escape(name), text)]
    spans = tuple(Span(start=start, end=end, kind="emoji") for start, end in places)
    return Post(text=text, spans=spans, emoji=(CustomEmoji(name=name, asset=asset),))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_thread_as_a_chapter(case: Path, golden: Callable[[Path, str], None]) -> None:
    """A thread.json becomes the XHTML that a person checked; pictures are numbered, for their names are digests."""
    (thread,) = unrolled(READER.read(input_at(case / "input.json")), include_private=True)
    made = typeset(thread, THEME, Index([thread]).links(thread))
    body = "\n".join(filter(None, (made.body, made.notes, made.more, made.credits)))
    body = body.replace(f"Threadbound {__version__}", "Threadbound")
    for number, picture in enumerate(made.pictures, 1):
        body = body.replace(picture.name, f"{number}.png")
    golden(case / "expected.xhtml", body + "\n")


def test_a_post_that_is_an_emoji_is_a_paragraph(tmp_path: Path) -> None:
    """A line with nothing but a tag is no block of HTML; emoji side by side stay two."""
    made = chapter(
        emoji(":lamp:", ":lamp:", drawing(tmp_path)),
        emoji(":lamp::lamp:\n:lamp: and so on\n\n- :lamp:\n- it", ":lamp:", drawing(tmp_path)),
    )
    (picture,) = made.pictures
    image = f'<img class="custom-emoji" src="x-picture:{picture.name}" alt=":lamp:" />'
    assert f"<p>{image}</p>" in made.body
    assert f"<p>{image}{image}<br />\n{image} and so on</p>" in made.body
    assert f"<li>{image}</li>" in made.body


def test_an_emoji_without_a_picture_is_its_name(tmp_path: Path) -> None:
    """Its name is text, in which nothing is emphasis; a damaged picture is told of."""
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    made = chapter(
        emoji("A :_lamp_: here", ":_lamp_:", None), emoji("Or :bird:", ":bird:", Asset(path=tmp_path / "broken.png"))
    )
    assert "<p>A :_lamp_: here</p>" in made.body
    assert "<p>Or :bird:</p>" in made.body
    (notice,) = made.notices
    assert notice.message.startswith("the picture broken.png is ")
    assert notice.message.endswith("; its name stands in its place")
    assert notice.where == "post 2"


def test_an_emoji_stays_clear_and_small(tmp_path: Path) -> None:
    """On a dark page a white square would show; nobody needs a letter of 900 pixels."""
    made = chapter(emoji("A :lamp:", ":lamp:", drawing(tmp_path, size=(900, 300))))
    (picture,) = made.pictures
    assert (picture.width, picture.height, picture.media_type) == (432, 144, "image/png")
    (tmp_path / "made.png").write_bytes(picture.data)
    with Image.open(tmp_path / "made.png") as image:
        assert image.mode == "RGBA"
        assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_an_emoji_within_a_link_and_bold(tmp_path: Path) -> None:
    """Looks stand around the picture."""
    post = emoji("A :lamp: b", ":lamp:", drawing(tmp_path))
    link = Span(start=0, end=8, kind="link", target="https://example.org/")
    made = chapter(replace(post, spans=tuple(sorted((*post.spans, link, Span(start=2, end=10, kind="bold"))))))
    words = r'<a class="link" href="https://example.org/">A </a><a [^>]+><strong><img [^>]+></strong></a><strong> b'
    assert re.search(words, made.body)


def test_pictures_belong_to_the_chapter_once(tmp_path: Path) -> None:
    """Of posts, quotes, link cards and emoji, in the order of the page."""
    lamp, photo, quoted, card = (drawing(tmp_path, f"{n}.png", (40 + n, 50)) for n in range(4))
    post = replace(
        emoji("A :lamp:", ":lamp:", lamp),
        media=(Media(asset=photo, alt="a photo"),),
        quotes=(Quote(text="so", media=(Media(asset=quoted, alt="quoted"),)),),
        link_cards=(LinkCard(url="https://example.org/", picture=card),),
    )
    made = chapter(post, post)
    assert [picture.width for picture in made.pictures] == [40, 41, 42, 43]
    assert [f"x-picture:{picture.name}" for picture in made.pictures] == re.findall(r'src="([^"]+)"', made.body)[:4]


def test_descriptions_stand_beneath_a_row_by_letter(tmp_path: Path) -> None:
    """Where a theme prints them; a picture without one keeps its letter."""
    asset = drawing(tmp_path, size=(900, 1200))
    media = (Media(asset=asset, alt="A lamp."), Media(asset=asset), Media(asset=asset, alt="مصباح قديم"))
    thread = books.thread("Lamps", Post(text="Three.", media=media), Post(text="One.", media=media[:1]))
    theme = replace(THEME, settings=THEME.settings | {"print_alt": True})
    made = typeset(thread, theme, Index([thread]).links(thread))
    captions = [
        re.sub(r"\s+", " ", "".join(caption.itertext()))
        for caption in ElementTree.fromstring(made.body).iter("figcaption")
    ]
    assert captions == ["(a) A lamp. (c) مصباح قديم", "A lamp."]


def test_a_plain_post_has_nothing_more() -> None:
    """No element and no attribute for what it does not have."""
    made = chapter(Post(text="One.", language="en"), Post(text="Two."))
    sections = re.findall(r"<section.*?</section>", made.body, re.DOTALL)
    number = '<p class="number" id="{}-{}">{}</p>'
    assert sections == [
        f'<section class="post">\n{number.format(made.thread.id[:8], n, n)}\n<p>{text}</p>\n</section>'
        for n, text in ((1, "One."), (2, "Two."))
    ]
    assert not made.pictures


def test_words_of_every_kind_count_for_the_credits() -> None:
    """Whoever's emoji is drawn, wherever it stands, its drawing is credited."""
    bird, plain = "🐦", books.thread("Lamps", Post(text="A bird"))
    posts = (
        Post(poll=Poll(choices=(Choice(text=bird),))),
        Post(warning=bird),
        Post(link_cards=(LinkCard(url="https://example.org/", title=bird),)),
        Post(link_cards=(LinkCard(url="https://example.org/", description=bird),)),
        Post(quotes=(Quote(author=replace(books.HARBOUR, name=bird)),)),
    )
    assert not credits.owed(ENGLISH, plain)
    assert all(credits.owed(ENGLISH, replace(plain, posts=(post,))) for post in posts)


def test_links_of_quotes_and_cards_lead_to_threads_of_the_run() -> None:
    """As those of a post's own text do."""
    other = books.thread("Birds", Post(id="12345", text="A canary."), slug="birds")
    url = "https://x.com/maren_tides/status/12345"
    quote = Quote(text="See this", spans=(Span(start=4, end=8, kind="link", target=url),))
    thread = books.thread("Lamps", Post(text="x", quotes=(quote,), link_cards=(LinkCard(url=url, title="Birds"),)))
    body = typeset(thread, THEME, Index([thread, other]).links(thread)).body
    assert body.count(f'href="x-thread:{other.id}"') == 2


def test_a_poll_is_counted() -> None:
    """Shares are of the votes, or of the voters where they had several; unknown is not nought."""
    poll = Poll(choices=(Choice(text="a", votes=1), Choice(text="b", votes=999), Choice(text="c", votes=0)))
    counted = results(poll, ENGLISH)
    assert (counted.votes, [answer.share for answer in counted.answers]) == (1000, ["<1%", ">99%", "0%"])
    of_voters = results(replace(poll, voters=2000, several=True), ENGLISH)
    assert [answer.percent for answer in of_voters.answers] == [0.05, 49.95, 0.0]
    assert [answer.share for answer in results(Poll(choices=(Choice(text="a", votes=0),)), ENGLISH).answers] == [""]
    unknown = results(Poll(choices=(Choice(text="a"), Choice(text="b", votes=3))), ENGLISH)
    assert (unknown.votes, [answer.share for answer in unknown.answers]) == (None, ["", ""])


def test_origins_are_told_where_there_are_several() -> None:
    """One source for all is what the colophon says anyway."""
    page, both = Post(text="a", origins=("page.html",)), Post(text="b", origins=("page.html", "archive.zip"))
    assert origins((page, page, Post(text="c")), ENGLISH) == ""
    told = re.sub(r"\s+", " ", chapter(page, both, page).notes)
    assert "Put together: posts 1 and 3 from page.html; post 2 from page.html and archive.zip." in told
    assert "Put together from page.html and archive.zip." in chapter(both, both).notes


@pytest.mark.parametrize(
    ("visibility", "note"),
    [("public", ""), ("unlisted", ""), ("followers", "For followers only."), ("direct", "A message to those whom")],
)
def test_a_private_post_is_marked(visibility: Visibility, note: str) -> None:
    """Where it stands; that posts were unlisted is told at the end."""
    made = chapter(Post(text="a", visibility=visibility), Post(text="b"))
    assert (note in made.body) if note else ('class="note"' not in made.body)
    assert ("Unlisted, open to all but not announced: post 1." in made.notes) is (visibility == "unlisted")
    assert bool(unlisted(made.thread.posts, ENGLISH)) is (visibility == "unlisted")


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://www.example.org/a", "example.org"), ("https://example.org:8080", "example.org"), ("http://[", "")],
)
def test_a_link_card_names_its_host(url: str, host: str) -> None:
    """Without "www.", and without a crash."""
    assert Preview(card=LinkCard(url=url), picture=None).host == host
    assert "link-card" in chapter(Post(text="a", link_cards=(LinkCard(url=url),))).body


def test_a_thread_that_begins_as_an_answer_begins_with_what_it_answers() -> None:
    """As a quote before the first post, with its author and its pictures."""
    answered = Quote(text="How does a pond freeze?", author=Author(handle="moss"), media=(Media(),))
    shown = chapter(Post(text="From above."), answered=answered).body
    words = ("In answer to", "@moss", "How does a pond freeze", "Picture missing", "From above")
    places = [shown.index(each) for each in words]
    assert places == sorted(places)


def test_a_gap_that_shows_by_itself_is_not_told_twice() -> None:
    """A placeholder says that a picture is missing; at the end all gaps are told."""
    gaps = (Gap(kind="media", after=0, message="a picture is missing"), Gap(kind="text", after=0, message="cut short"))
    shown = chapter(Post(text="a", truncated=True, media=(Media(),)), gaps=gaps)
    hidden = chapter(Post(text="a"), gaps=gaps).body
    assert 'class="gap"' not in shown.body
    assert hidden.count('class="gap"') == 2
    assert "Known to be missing: a picture is missing; cut short." in shown.notes


def test_blocks_of_a_foreign_post_keep_its_language() -> None:
    """Persian is not Arabic, though the script is one."""
    text = "برف در کوهستان می‌بارد و راه‌ها را می‌بندد"
    made = chapter(Post(text=text, language="fa"), Post(text=text))
    assert '<section class="post" lang="fa">' in made.body
    assert f'<p dir="rtl">{text}</p>' in made.body
    assert f'<p dir="rtl" lang="ar">{text}</p>' in made.body


def test_asides_stand_apart() -> None:
    """Each with the post that it answers, a gap within it, and nothing of it outside."""
    posts = [Post(text=text) for text in ("One.", "Beside one.", "Still beside.", "Beside that.", "Two.")]
    asides = (Aside(start=1, end=3, answers=0), Aside(start=3, end=4, answers=2))
    gap = Gap(kind="posts", after=2, message="lost")
    article = ElementTree.fromstring(chapter(*posts, asides=asides, gaps=(gap,)).body)
    stretches = [
        (part.get("class"), [" ".join("".join(child.itertext()).split()) for child in part])
        for part in article
        if part.tag == "section"
    ]
    assert stretches == [
        ("post", ["1", "One."]),
        ("aside", ["An aside, in answer to post 1", "2 Beside one.", "3 Still beside.", "lost"]),
        ("aside", ["An aside, in answer to post 3", "4 Beside that."]),
        ("post", ["5", "Two."]),
    ]


def test_a_branch_names_what_it_branches_off() -> None:
    """With a link that leads there where that thread is in the book."""
    trunk = books.thread("Birds", slug="birds")
    made = chapter(Post(text="One."), branches_off=Branching(thread=trunk.id, title="Birds", post=2))
    assert f'Branches off post 3 of <a href="x-thread:{trunk.id}">Birds</a>' in made.body


def test_all_sources_are_named() -> None:
    """Each with its digest."""
    sources = tuple(Source(name=f"{name}.json", format="thread-json", sha256=name * 64) for name in "abc")
    words = " ".join(re.sub(r"<[^>]+>", "", chapter(Post(text="One."), sources=sources).notes).split())
    assert "Set from a.json, b.json and c.json by Threadbound" in words
    assert all(f"SHA-256 {source.sha256}" in words for source in sources)
