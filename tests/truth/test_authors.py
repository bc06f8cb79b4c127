"""Everything that the model knows of a thread reaches both outputs, the authors of guests' posts first of all."""

from __future__ import annotations

import html
import io
import typing
import wave
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pikepdf
import pypdfium2
import pytest
from msgspec import Struct
from PIL import Image

from pipeline.ebook import publication
from pipeline.errors import Notice
from pipeline.model import (
    Aside,
    Asset,
    Author,
    Branching,
    Change,
    Choice,
    CustomEmoji,
    Date,
    Gap,
    LinkCard,
    Media,
    Message,
    Poll,
    Post,
    Quote,
    Recording,
    Sighting,
    Source,
    Span,
    Teaser,
    Thread,
)
from pipeline.sources.reading.iso_dates import parse_date
from pipeline.typeset.typography import normal
from tests.command.conftest import Publish, publish
from tests.press.conftest import THEME, bind, single
from tests.truth.shown import case, shown

__all__ = ["publish"]

SAID = {
    "Aside.answers": "in answer to post 2",
    "Branching.post": "post 18 of",
    "Change.before": "Before: “Closing with quartz bold”",
    "Change.kind": "Edited since",
    "Date.month": "August",
    "Gap.kind": "The text breaks off here",
    "LinkCard.url": "https://card.example/",
    "Media.kind": "Video, watch the original",
    "Poll.several": "several answers possible",
    "Post.date": "11 October",
    "Post.edited": "Edited; this is the last version.",
    "Post.text": "Opening with quartz bold",
    "Post.truncated": "The text breaks off here",
    "Post.visibility": "For followers only.",
    "Sighting.stated": "17 July 2013 or later",
    "Span.kind": "quartz bold",
    "Thread.confidence": "was worked out from the text",
}
"""Words that stand for a value which is not printed as it is."""

SILENT = {
    "Thread.slug": "names files",
    "Thread.source": "is the first of its sources",
    "Thread.notices": "are for who makes the book: the command prints them, report.json has them",
    "Post.id": "orders and merges posts",
    "Post.reply_to": "orders posts into threads",
    "Post.reply_to_author": "orders posts into threads",
    "Post.conversation": "orders posts into threads",
    "Post.sensitive": "folds pictures in the EPUB; a printed page has nothing to unfold",
    "Post.marked_up": "says how signs in the text are meant",
    "Span.start": "says where a style begins, which shows",
    "Span.end": "says where a style ends, which shows",
    "Asset.path": "is where a picture's bytes come from",
    "Asset.member": "is where a picture's bytes come from",
    "CustomEmoji.url": "is where a server has the picture that is in the book",
    "Quote.id": "merges quotes; the reader has the address",
    "Quote.unshown": "becomes a gap of the thread, whose sentence is printed",
    "Date.instant": "orders posts; a page says the day",
    "Change.update": "numbers the updates of a library",
    "Source.format": "is the reader's name, for report.json",
    "Teaser.id": "finds the thread that is meant",
    "Teaser.posts": "shows as a title, cut from it",
    "Gap.after": "says where the gap's sentence stands",
    "Gap.evidence": "is the proof, for report.json",
    "Gap.count": "is in the sentence of the gap",
    "Aside.start": "says where an aside begins, which shows",
    "Aside.end": "says where an aside ends, which shows",
    "Branching.thread": "becomes the link to the thread, where that is in the book",
}
"""Fields that do not reach a reader of both outputs, each with the reason."""


@pytest.fixture(scope="module")
def thread(tmp_path_factory: pytest.TempPathFactory) -> Thread:
    """A thread in which every field of the model has a value that occurs nowhere else."""
    return _thread(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def outputs(thread: Thread) -> tuple[str, str]:
    """All that the PDF says, and all that the EPUB says: texts, addresses, descriptions, metadata."""
    book = single(thread)
    return _pdf(bind(book).data), _epub(publication.bind(book, book.chapters, THEME))


def test_every_field_has_a_value_to_look_for(thread: Thread) -> None:
    """A new field of the model needs one in `_thread`: then the tests below ask where a reader sees it."""
    given = {name for name, value in _values(thread) if value not in (None, "", (), False)}
    assert {f"{struct.__name__}.{name}" for struct in _structs(Thread) for name in struct.__struct_fields__} == given


def test_every_field_reaches_both_outputs(thread: Thread, outputs: tuple[str, str]) -> None:
    """Its value, or the words that stand for it; those that do not are on the list."""
    for name, value in _values(thread):
        if name not in SILENT and (words := SAID.get(name) or _words(value)):
            for output, text in zip(("PDF", "EPUB"), outputs, strict=True):
                assert normal(words) in normal(text), (
                    f"{name} does not reach the {output}: show it, or say in SILENT why not"
                )


def test_what_is_silent_does_not_show(thread: Thread, outputs: tuple[str, str]) -> None:
    """A reason why nobody sees a field does not stand for one that everybody sees."""
    names = set()
    for name, value in _values(thread):
        names.add(name)
        if name in SILENT and len(words := _words(value)) > 2:
            assert not all(words in text for text in outputs), f"{name} shows: take it out of SILENT"
    assert SILENT.keys() | SAID.keys() <= names, "no longer fields"
    assert not SILENT.keys() & SAID.keys()


def test_a_guests_post_bears_its_author_in_both_outputs(publish: Publish, tmp_path: Path) -> None:
    """Name and handle, linked where there is an address; and none on posts of the thread's own author."""
    made = shown(publish, tmp_path, case("guests-post"))
    assert made.classed("guest") == ["Mira Holt @slip_cast", "@street_ear"]
    for text, links in ((made.pdf, made.pdf_links), (made.epub, made.epub_links)):
        assert text.index("Mira Holt @slip_cast") < text.index("It began with a sound")
        assert text.index("It began with a sound") < text.index("@street_ear") < text.index("I heard it from")
        assert "https://x.com/slip_cast" in links
        assert "Rosa T." not in text


def _picture(folder: Path, shade: int, member: str = "") -> Asset:
    """A picture as a file, or as a member of a zip."""
    path = folder / f"shade-{shade}.png"
    if not member:
        Image.new("RGB", (60, 40), (shade, 90, 90)).save(path)
        return Asset(path=path)
    data = io.BytesIO()
    Image.new("RGB", (60, 40), (shade, 90, 90)).save(data, "PNG")
    with zipfile.ZipFile(path.with_suffix(".zip"), "w") as archive:
        archive.writestr(member, data.getvalue())
    return Asset(path=path.with_suffix(".zip"), member=member)


POLL = Poll(
    choices=(Choice(text="Basalt", votes=717), Choice(text="Tuff", votes=313)),
    voters=919,
    several=True,
    ends=parse_date("2014-04-05"),
)


def _quote(folder: Path) -> Quote:
    return Quote(
        url="https://quote.example/1",
        id="quote-id-808",
        author=Author(name="Quoted Querist", handle="quoted_handle"),
        text="Quoted words, *bare*.",
        spans=(Span(start=0, end=6, kind="bold"),),
        marked_up=True,
        media=(Media(asset=_picture(folder, 30), alt="Quoted picture"),),
        date=parse_date("2014-02-03T10:00:00Z"),
        unshown=("a poll on porphyry",),
    )


def _recording(folder: Path) -> Recording:
    path = folder / "quarry.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(8000 * 75))
    return Recording(asset=Asset(path=path))


def _posts_of_words(folder: Path) -> tuple[Post, ...]:
    emoji = CustomEmoji(name=":chisel:", asset=_picture(folder, 200), url="https://emoji.example/chisel")
    return (
        Post(
            id="post-id-606",
            text="Opening with quartz bold and a link. :chisel:",
            spans=(
                Span(start=13, end=24, kind="bold"),
                Span(start=31, end=35, kind="link", target="https://span.example/"),
                Span(start=37, end=45, kind="emoji"),
            ),
            marked_up=True,
            emoji=(emoji,),
            author=Author(name="Guest Granite", handle="guest_handle", url="https://guest.example/"),
            date=parse_date("2013-08-09T10:00:00+02:00"),
            url="https://post.example/1",
            reply_to="reply-id-505",
            reply_to_author="answered_handle",
            conversation="conversation-id-404",
            origins=("origin-one.json", "origin-two.json"),
            change=Change(
                kind="edited", update=777, since=parse_date("2013-01-02"), before="Closing with quartz bold."
            ),
        ),
        Post(
            text="A poll.",
            poll=POLL,
            quotes=(_quote(folder), Quote(missing="withdrawn by a mason")),
            date=parse_date("2013-10-11"),
            origins=("origin-one.json",),
        ),
    )


def _posts_of_other_things(folder: Path) -> tuple[Post, ...]:
    return (
        Post(
            text="Das isch e Charte us Schifer, wo mir im Schteibruch gfunde hei, u niemer weis, wär se gmacht het.",
            link_cards=(
                LinkCard(
                    url="https://card.example/",
                    title="Card of slate",
                    description="Slate, described.",
                    picture=_picture(folder, 60, "slate.png"),
                ),
            ),
            warning="Sharp edges",
            visibility="followers",
            language="gsw",
        ),
        Post(
            text="Films.",
            media=(
                Media(kind="video", asset=_picture(folder, 90), alt="A film of a quarry", url="https://film.example/"),
                Media(kind="audio", recording=_recording(folder), alt="A saw in stone"),
            ),
            sensitive=True,
            truncated=True,
            edited=True,
        ),
        Post(
            text="Gone.",
            media=(Media(alt="Lost lime", url="https://lost.example/", missing="lost in a flood"),),
            last_seen=Sighting(source="sighted/slab.json", date=parse_date("2013-07-17")),
        ),
        Post(text="Kept.", last_seen=Sighting(source="stated/slab.json", date=parse_date("2013-07-18"), stated=True)),
    )


def _thread(folder: Path) -> Thread:
    sources = tuple(
        Source(name=f"saved/{name}.json", format="format-of-source", sha256=digit * 64)
        for name, digit in (("quarry", "c"), ("second", "d"))
    )
    return Thread(
        id="8c1f0a52-0000-5000-8000-0000000000a7",
        slug="slug-of-the-thread",
        title="Title of Travertine",
        author=Author(name="Owner Onyx", handle="owner_handle", url="https://owner.example/"),
        posts=(*_posts_of_words(folder), *_posts_of_other_things(folder)),
        source=sources[0],
        date=parse_date("2013-08-09T10:00:00+02:00"),
        declared=641,
        confidence="likely",
        language="fr",
        minutes=77,
        url="https://thread.example/",
        cards=(
            Teaser(
                date=parse_date("2012-11-12"),
                posts=("A teaser that goes on and on, so that nobody prints it whole. " * 3,),
                count=523,
                url="https://teaser.example/",
                id="teaser-id-303",
            ),
        ),
        gaps=(Gap(kind="text", message="A gap of gneiss", after=1, evidence="declared", count=431),),
        notices=(Notice(message="A notice of nickel", path="notice.json"),),
        sources=sources,
        asides=(Aside(start=3, end=4, answers=1),),
        answered=Quote(url="https://answered.example/1", text="Why travertine?"),
        branches_off=Branching(thread="branch-id-202", title="Branch of basalt", post=17),
    )


def _structs(kind: Any) -> set[type[Struct]]:
    """The structs of the model that a type is made of."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        if kind in (Notice, Message):  # what a message says has tests of its own
            return set()
        inner = (each for hint in typing.get_type_hints(kind).values() for each in _structs(hint))
        return {kind, *inner}
    return {each for part in typing.get_args(kind) for each in _structs(part)}


def _values(value: Any) -> Iterator[tuple[str, Any]]:
    """Every field of the structs in a value, as "Struct.field", with what it is."""
    if isinstance(value, tuple):
        for part in value:
            yield from _values(part)
    elif isinstance(value, Struct) and not isinstance(value, Notice | Message):
        for field in msgspec.structs.fields(value):
            inner = getattr(value, field.name)
            if inner != field.default:
                yield f"{type(value).__name__}.{field.name}", inner
                yield from _values(inner)


def _words(value: Any) -> str:
    """How a value is printed; "" for one that is made of others."""
    return str(value) if isinstance(value, (str, int, Date, Path)) and not isinstance(value, bool) else ""


def _pdf(data: bytes) -> str:
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        strings = [text for item in pdf.objects for text in _strings(item)]
    return " ".join(" ".join((*pages, *strings)).split())


def _strings(item: Any) -> Iterator[str]:
    """The strings in an object of a PDF, without those in objects of their own."""
    if isinstance(item, pikepdf.String):
        yield str(item)
    parts: list[Any] = []
    if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        parts = [item[key] for key in item.keys()]  # noqa: SIM118
    elif isinstance(item, pikepdf.Array):
        parts = list(item)
    for part in parts:
        if not getattr(part, "is_indirect", False):
            yield from _strings(part)


def _epub(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        files = [book.read(name).decode("utf-8") for name in book.namelist() if name.endswith((".xhtml", ".opf"))]
    texts = ["".join(ElementTree.fromstring(file).itertext()) for file in files]
    return " ".join(html.unescape(" ".join((*files, *texts))).split())
