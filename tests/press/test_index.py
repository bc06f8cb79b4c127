"""The index of a printed collection, compared with the text of its pages."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

from pipeline import press
from pipeline.model import Author, Book, LinkCard, Post, Quote, Thread
from pipeline.press.sheet import Sheet
from pipeline.sources.reading.entities import find_entities
from pipeline.typeset import numerals
from pipeline.typeset.theme import Theme
from tests.press.conftest import THEME as CLASSIC
from tests.press.conftest import bind, book, pdf_text, thread
from tests.press.tagged import audit, read

PEOPLE = [Author(name=f"Name {a}{b}", handle=f"user_{a}{b}") for a in "abcdef" for b in "vwxyz"]
TAGS = ["#Walls", "#walls", "#Bees", "#Winter", "#Éire", "#石垣"]
CARD = "jstor.org"
SITES = ["example.org", "www.example.com", "arxiv.org", "archive.org"]
ENTRY = re.compile(r"([^\n\d]+?)\s+((?:\d+(?:–\d+)?(?:,\s+)?)+)")
"""A line of the index; what it says goes on in the next where a page is to follow."""
THEME = replace(CLASSIC, settings=CLASSIC.settings | {"links": "none"})
"""Without addresses at the threads' ends, which are not indexed."""
PLAIN = Theme(THEME.name, THEME.title, THEME.folders, THEME.settings | {"index": "off"})


def threads() -> list[Thread]:
    """Threads of several pages, with long posts that speak of others anywhere."""
    random = Random(15)
    stones = ["each", "stone", "rests", "on", "two", "below", "it", "and", "two", "rest", "on", "it"]

    def words() -> str:
        said = random.choices(stones, k=random.randint(20, 260))
        for some in ([f"@{each.handle}" for each in PEOPLE], TAGS, [f"https://{site}/a" for site in SITES]):
            if random.random() < 0.5:
                said.insert(random.randrange(len(said)), random.choice(some))
        return " ".join(said)

    def post() -> Post:
        text = words()
        said = words()
        author = random.choice(PEOPLE)
        quote = Quote(author=author, text=said, spans=find_entities(said), url="https://x.com/a/status/1")
        card = LinkCard(url="https://jstor.org/stable/1", title="Of walls, at jstor.org")
        return Post(
            text=text,
            spans=find_entities(text),
            quotes=(quote,) if random.random() < 0.2 else (),
            link_cards=(card,) if random.random() < 0.1 else (),
        )

    return [
        thread(posts=tuple(post() for _ in range(random.randint(1, 9))), number=number, author=random.choice(PEOPLE))
        for number in range(1, 9)
    ]


@cache
def collection() -> tuple[Book, list[Sheet], bytes]:
    """The book, its sheets, and what is bound of them."""
    whole = book(*threads())
    sheets = [press.make_part(chapter, THEME) for chapter in whole.chapters]
    return whole, sheets, bind(whole, sheets, THEME).data


def numbered(data: bytes) -> dict[str, str]:
    """The text of each page by its label."""
    with pypdfium2.PdfDocument(BytesIO(data)) as pdf:
        labels = [pdf.get_page_label(number) for number in range(len(pdf))]
    return dict(zip(labels, (text.replace("\r\n", "\n") for text in pdf_text(data)), strict=True))


def read_index(pages: dict[str, str]) -> tuple[int, dict[str, set[int]]]:
    """Number of the first page of the index, and the pages of each entry, as they are printed there."""
    start = next(int(label) for label, text in pages.items() if text.startswith("Index\n"))
    found: dict[str, set[int]] = {}
    for label, text in pages.items():
        if label.isdecimal() and int(label) >= start:
            body = text.rstrip().rpartition("\n")[0] if text.rstrip().endswith(label) else text
            for words, numbers in ENTRY.findall(body):
                ranges = [each.split("–") for each in re.split(r",\s+", numbers.strip())]
                assert words not in found
                found[words.strip()] = {page for each in ranges for page in range(int(each[0]), int(each[-1]) + 1)}
    return start, found


def shown(data: bytes, last: int) -> dict[str, set[int]]:
    """Numbers of the pages up to the last that show what an index has, by how it is shown there, in small letters."""
    texts = {int(label): text.casefold() for label, text in numbered(data).items() if label.isdecimal()}

    def showing(words: str) -> set[int]:
        letters = "\n?".join(map(re.escape, words.casefold()))  # a line may end within an address
        pattern = re.compile(rf"(?<![\w.]){letters}(?!\w)")
        return {number for number, text in texts.items() if number <= last and pattern.search(text)}

    found = {f"@{one.handle}": showing(f"@{one.handle}") for one in PEOPLE}
    found |= {tag.casefold(): showing(tag) for tag in TAGS}
    found |= {site.removeprefix("www."): showing(f"https://{site}") for site in SITES} | {CARD: showing(CARD)}
    return {words: pages for words, pages in found.items() if pages}


def test_the_numbers_are_those_of_the_pages() -> None:
    """Every page that shows a handle, a hashtag or an address of the site, and every page of an author's own threads."""
    whole, sheets, data = collection()
    plan = press.plan(whole, sheets, THEME)
    expected = shown(data, plan[-1].start + plan[-1].pages - 1)
    for chapter, extent in zip(whole.chapters, plan, strict=True):
        expected[f"@{chapter.thread.author.handle}"] |= set(range(extent.start, extent.start + extent.pages))
    start, found = read_index(numbered(data))
    assert {words.casefold().rpartition(" ")[2]: pages for words, pages in found.items()} == expected
    assert len(found) > 25
    assert start % 2 == 1


def test_people_have_the_names_that_are_known() -> None:
    """Who wrote or was quoted has a name; of who is only mentioned there is a handle."""
    whole, _, data = collection()
    quotes = (quote for each in whole.chapters for post in each.thread.posts for quote in post.quotes)
    named = {*whole.authors, *(quote.author for quote in quotes)}
    _, found = read_index(numbered(data))
    people = [words for words in found if "@" in words]
    assert people == sorted(people, key=lambda words: words.removeprefix("@"))
    for words in people:
        name, _, handle = words.rpartition(" @")
        one = next(each for each in PEOPLE if each.handle == handle.removeprefix("@"))
        assert name == (one.name if one in named else "")


def test_links_lead_to_the_pages() -> None:
    """Each to the page whose number it shows; they are tagged as links in lists, and say the page."""
    _, _, data = collection()
    with pikepdf.open(BytesIO(data)) as pdf:
        audit(pdf)
        pages = list(pdf.pages)
        labels: dict[Any, str] = {page.objgen: page.label for page in pages}
        start = next(n for n, text in enumerate(pdf_text(data)) if text.startswith("Index"))
        links = [link for page in pages[start:] for link in page.Annots]
        for link in links:
            assert str(link.Contents) == f"page {labels[link.Dest[0].objgen]}"
        items = read(pdf).all("LI")
        assert len(links) > 60
        assert any(item.text.startswith("#Bees") for item in items)
        assert "Index" in [str(item.title) for item in pdf.open_outline().root]


def test_contents_have_its_page() -> None:
    """Behind the notes."""
    _, _, data = collection()
    pages = numbered(data)
    start, _ = read_index(pages)
    (contents,) = (text for text in pages.values() if text.startswith("Contents"))
    assert re.search(rf"Notes on the texts[ .]+\d+\nIndex[ .]+{start}$", contents.strip())


def test_a_book_without_one_is_as_it_was() -> None:
    """Nothing is taken down, nothing is printed, and the threads look the same."""
    whole, sheets, data = collection()
    bare = [press.make_part(chapter, PLAIN) for chapter in whole.chapters]
    assert not any(sheet.terms for sheet in bare)
    assert bare == [replace(sheet, terms=()) for sheet in sheets]
    texts = pdf_text(bind(whole, bare, PLAIN).data)
    assert not any(text.startswith("Index") for text in texts)
    assert not press.back_matter(whole, press.plan(whole, bare, PLAIN), PLAIN)
    assert len(texts) < len(pdf_text(data))


@pytest.mark.parametrize("language", ["ar", "ja", "de"])
def test_other_languages_count_as_their_pages_do(language: str) -> None:
    """In the figures of the page numbers, and in the words of the language."""
    whole, sheets, _ = collection()
    theme = THEME.saying(language)
    whole = replace(whole, language=language)
    data = bind(whole, sheets, theme).data
    texts = [text.replace("\N{ZERO WIDTH SPACE}", "") for text in pdf_text(data)]
    (first,) = (place for place, text in enumerate(texts) if text.startswith(theme.words.say("index")))
    shown = set(re.findall(r"\d", "".join(texts[first:])))
    assert shown
    assert shown <= set(numerals.digits(language))
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers: dict[Any, int] = {page.objgen: int(page.label) for page in pdf.pages if page.label.isdecimal()}
        for link in (link for page in list(pdf.pages)[first:] for link in page.Annots):
            number = numerals.number(numbers[link.Dest[0].objgen], language)
            assert str(link.Contents) == theme.words.say("page", number=number)
