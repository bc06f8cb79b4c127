"""What an index has: people, hashtags and sites, each once, in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.errors import ThemeError
from pipeline.model import Author, Book, LinkCard, Post, Quote, Span, Thread
from pipeline.typeset import book_index
from pipeline.typeset import theme as themes
from pipeline.typeset.book_index import Entry, Line
from pipeline.typeset.theme import Theme
from tests.press.conftest import IDA, THEME, book, thread

EVA = Author(name="Éva Szabó", handle="EvaSz")


def wanting(index: str) -> Theme:
    """The classic theme with this option."""
    return Theme(THEME.name, THEME.title, THEME.folders, THEME.settings | {"index": index})


ON = wanting("on")


def post(text: str, *marks: tuple[str, str, str], **facts: object) -> Post:
    """A post whose text has these words marked: each with its kind and target."""
    spans = sorted(
        Span(start=text.index(words), end=text.index(words) + len(words), kind=kind, target=target)  # type: ignore[arg-type]
        for words, kind, target in marks
    )
    return Post(text=text, spans=tuple(spans), **facts)  # type: ignore[arg-type]


def indexed(*posts: Post, by: Author = IDA, beside: Thread | None = None, theme: Theme = ON) -> list[Entry]:
    """The entries of a collection of a thread of these posts, and of another one."""
    one = thread(posts=posts, author=by)
    return book_index.entries(book(one, beside or thread("Else.", number=2, author=Author())), theme)


def labels(entries: list[Entry]) -> list[str]:
    """Entries as they are printed."""
    return [" ".join(filter(None, (each.label, each.handle))) for each in entries]


def test_people_hashtags_and_sites_are_in_order() -> None:
    """People by their names, or by handles without the sign; sites without www."""
    entries = indexed(
        post("Ask @zed and @adam. #Bees #ants", ("@zed", "mention", ""), ("@adam", "mention", "https://x.com/adam"),
             ("#Bees", "hashtag", ""), ("#ants", "hashtag", "https://x.com/hashtag/ants")),
        post("See here", ("here", "link", "https://www.Example.org/a?b#c"), quotes=(Quote(author=EVA, text="So."),)),
        post("And", link_cards=(LinkCard(url="https://arxiv.org/abs/1"),), author=Author(name="Bo")),
    )  # fmt: skip
    assert labels(entries) == [
        "@adam", "Bo", "Éva Szabó @EvaSz", "Ida Marlow @idamarlow", "@zed", "#ants", "#Bees", "arxiv.org", "example.org"
    ]  # fmt: skip
    assert [each.places for each in entries] == [
        ((0, 1),), ((0, 3),), ((0, 2),), ((0, 0),), ((0, 1),), ((0, 1),), ((0, 1),), ((0, 3),), ((0, 2),)
    ]  # fmt: skip


def test_a_person_is_one_entry_where_a_handle_says_so() -> None:
    """Whoever is named differently, or only mentioned; a namesake without a handle may be somebody else."""
    one = indexed(
        post("@EVASZ said", ("@EVASZ", "mention", "https://x.com/evasz")),
        post("", quotes=(Quote(author=EVA, text="So."), Quote(author=Author(name="Éva Szabó"), text="No."))),
        by=replace(EVA, name="Eva 🐝", handle="evasz"),
        beside=thread("More.", number=2, author=EVA),
    )
    assert labels(one) == ["Éva Szabó", "Éva Szabó @EvaSz"]
    assert [each.places for each in one] == [((0, 2),), ((0, 0), (0, 1), (0, 2), (1, 0))]


def test_of_spellings_the_one_typed_most_often_stands() -> None:
    """Case makes no other tag."""
    tags = ("#walls", "#DryWalls", "#Walls", "#Walls")
    posts = [post(f"So {tag}", (tag, "hashtag", "")) for tag in tags]
    assert labels(indexed(*posts, by=Author())) == ["#DryWalls", "#Walls"]


@pytest.mark.parametrize(
    ("text", "url", "expected"),
    [
        ("@ann", "https://x.com/ann", "@ann"),
        ("@ann", "https://mastodon.example/@ann", "@ann@mastodon.example"),
        ("@ann", "https://mastodon.example/users/ann", "@ann@mastodon.example"),
        ("@ann@mastodon.example", "https://mastodon.example/@ann", "@ann@mastodon.example"),
        ("@ann.bsky.social", "https://bsky.app/profile/did:plc:abc", "@ann.bsky.social"),
        ("Ann Archer", "https://bsky.app/profile/did:plc:abc", "Ann Archer"),
        ("@ann", "http://[", "@ann"),
    ],
)
def test_a_mention_is_of_whom_its_network_names(text: str, url: str, expected: str) -> None:
    """In the Fediverse a name means something on one server alone."""
    assert labels(indexed(post(f"By {text}", (text, "mention", url)), by=Author())) == [expected]


def test_what_is_left_out_of_the_text_is_not_in_the_index() -> None:
    """A line that asks for a thread to be unrolled, and an address of e-mail, which is no site."""
    unroll = "@threadreaderapp unroll"
    posts = (
        post(f"Stones.\n\n{unroll}", ("@threadreaderapp", "mention", "https://x.com/threadreaderapp")),
        post("Write me", ("me", "link", "mailto:ida@example.org")),
    )
    assert indexed(*posts, by=Author()) == []
    kept = Theme(ON.name, ON.title, ON.folders, ON.settings | {"furniture": "keep"})
    assert labels(indexed(*posts, by=Author(), theme=kept)) == ["@threadreaderapp"]


def tagged(count: int) -> Book:
    """A collection with so many hashtags, and nothing else."""
    words = [f"#tag{number}" for number in range(count)]
    posts = (Post(text="So."), *(post(word, (word, "hashtag", "")) for word in words))
    return book(thread(posts=posts, author=Author()), thread("Else.", number=2, author=Author()))


def test_a_book_with_more_than_twenty_entries_has_one() -> None:
    """Unless the theme always wants one, or never; a thread by itself has none."""
    counts = {index: [len(book_index.entries(tagged(count), wanting(index))) for count in (0, 20, 21)]
              for index in ("auto", "on", "off")}  # fmt: skip
    assert counts == {"auto": [0, 0, 21], "on": [0, 20, 21], "off": [0, 0, 0]}
    whole = tagged(21)
    assert book_index.entries(replace(whole, chapters=whole.chapters[:1]), ON) == []


def test_an_option_that_there_is_not_is_told(tmp_path: Path) -> None:
    """With the file, and with what may stand there."""
    (tmp_path / "theme.toml").write_text('base = "classic"\n[settings]\nindex = "yes"\n')
    with pytest.raises(ThemeError, match='"auto", "on" or "off", not \'yes\''):
        book_index.entries(tagged(1), themes.load(str(tmp_path)))


def test_many_entries_of_a_kind_stand_under_letters() -> None:
    """Each letter once, those before all letters under none; few stand by themselves."""
    names = ("2023", "ants", "Äpfel", "bees")
    few = [Entry(kind="hashtags", id=name, label=f"#{name}", places=()) for name in names]
    many = [*few, *(Entry(kind="hashtags", id=f"z{n}", label=f"#z{n:02}", places=()) for n in range(40))]
    (section,) = book_index.sections([Line(entry=each, locators=()) for each in few], "en")
    assert [(group.letter, len(group.lines)) for group in section.groups] == [("", 4)]
    (section,) = book_index.sections([Line(entry=each, locators=()) for each in many], "en")
    assert [(group.letter, len(group.lines)) for group in section.groups] == [("", 1), ("A", 2), ("B", 1), ("Z", 40)]
