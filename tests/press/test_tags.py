"""Tags: what a listener is read, in order and in the right voice; and nothing that is drawn is forgotten."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import Any

import page
import pikepdf
import pydyf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.model import Aside, Branching, Post, Span
from pipeline.press import make_part
from tests.press import documents
from tests.press.conftest import bind, book, single, thread, with_news
from tests.press.marked_text import marked_text
from tests.press.tagged import Tag, as_bound, audit, read
from tests.typeset import furnished

LONG = "Each stone rests on two below it, and two rest on it. Builders say: one on two, two on one. " * 4
TITLE = "A long title of a thread about walls 🧱, which takes two lines of the contents, and a third"


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def tags(data: bytes) -> Tag:
    with opened(data) as pdf:
        return read(pdf)


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book with all that books have: front matter, news, threads in two languages, what stands beside a text."""
    aside, branch = Aside(start=1, end=3, answers=0), Branching(thread="", title="Gates", post=2)
    folder = tmp_path_factory.mktemp("pictures")
    whole = book(
        thread(*[LONG] * 9, number=1, title=TITLE),
        thread(posts=furnished.posts(folder), asides=(aside,), branches_off=branch, number=2),
        thread(*["Jeder Stein ruht auf zweien. " * 12] * 3, number=3, language="de", title="Die Mauer"),
    )
    return bind(with_news(whole, 1)).data


def test_all_that_is_drawn_in_a_book_is_content_or_an_artifact(bound: bytes) -> None:
    """Every mark is reached from the tree by both its ways, and by one element."""
    with opened(bound) as pdf:
        audit(pdf)


@pytest.fixture(scope="module")
def typeset(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The threads that show what a page can hold, as PDFs."""
    folder = tmp_path_factory.mktemp("pictures")
    Image.new("RGB", (640, 400), "teal").save(folder / "picture.png")
    chapters = documents.typeset(folder)
    return {name: bind(single(each.thread), [make_part(each, documents.THEME)]).data for name, each in chapters.items()}


@pytest.mark.parametrize("name", [*documents.TEXTS, "links", "picture"])
def test_all_that_is_drawn_in_a_thread_is_content_or_an_artifact(name: str, typeset: dict[str, bytes]) -> None:
    """The same, of all that a page can hold."""
    with opened(typeset[name]) as pdf:
        audit(pdf)


@pytest.mark.parametrize("name", ["lists", "picture", "links"])
def test_a_page_is_drawn_in_the_order_in_which_it_is_read(name: str, typeset: dict[str, bytes]) -> None:
    """Bullets before their items, pictures after the words before them: so copied text is in order, too.

    Numbers of posts in the right margin are drawn after the words that they stand beside.
    """
    tree = tags(typeset[name])
    posts = [each.name for each in (*tree.all("Link"), *tree.all("P")) if each.name.startswith("Post ")]
    with opened(typeset[name]) as pdf:
        for sheet in pdf.pages:
            found = re.findall(rb"/MCID (\d+)", b"".join(part.read_bytes() for part in sheet.obj.Contents))
            marks = [int(number) for number in found]
            late = {mark for before, mark in pairwise(marks) if mark < before}
            assert [mark for mark in marks if mark not in late] == [n for n in range(len(marks)) if n not in late]
            assert len(late) <= len(posts)


def test_the_contents_have_one_link_for_each_thread(bound: bytes) -> None:
    """However many lines a title takes; the page number belongs to it, the dots before it are read to nobody."""
    lists = tags(bound).all("TOC")
    assert [len(each.kids) for each in lists] == [4, 1]  # contents with the notes, and news
    for entry in [entry for each in lists for entry in each.all("TOCI")]:
        link, *facts = entry.roles()[1:]
        assert link in (["P", ["Link"]], ["P", ["Link", ["Span"]]])
        assert facts in ([["P"]], [] if entry.text.startswith("Notes on the texts") else [["P"]])
    first = lists[0].all("Link")[0]
    assert first.annotations >= 2
    assert first.text.startswith("A long title of a thread")
    assert first.text.endswith(" 1")
    assert ". ." not in first.text


def test_a_paragraph_that_goes_on_overleaf_is_one() -> None:
    """Its text is the whole text."""
    tree = tags(bind(single(thread(LONG * 12))).data)
    texts = {" ".join(each.text.replace("- ", "").split()): each for each in tree.all("P")}
    (text,) = [text for text in texts if text.endswith("two on one.")]
    assert len(texts[text].pages) > 1
    assert text.count("two below it") == 48


@pytest.mark.parametrize(
    "text",
    [
        "Each stone is laid across two others, and each gap is closed by a third. " * 4,
        "a mason\na hammer",
        "Frost heaves\nthe stones\n  of spring\nand of all\n",
        "```\nlay(stone)\n    turn(stone)\n```",
        "हर पत्थर दो पत्थरों पर रखा जाता है, और हर खाली जगह तीसरे से भरी जाती है। " * 3,
    ],
    ids=["prose", "lines", "verse", "code", "marked"],
)
def test_words_are_apart_for_whoever_joins_the_lines(text: str) -> None:
    """A program that follows the tags does not see that a line is over."""
    said = re.sub("\xad|\u200b", "", marked_text(bind(single(thread(text))).data))
    assert " ".join(text.replace("```", "").split()) in " ".join(said.split())


def test_a_link_of_several_lines_is_one() -> None:
    """With an annotation for each line; all of them are there on paper, too."""
    words = "a link of many words, which goes on and on " * 4
    span = Span(start=4, end=4 + len(words), kind="link", target="https://example.org/walls")
    data = bind(single(thread(posts=(Post(id="1", text=f"See {words}.", spans=(span,)),)))).data
    (link,) = [each for each in tags(data).all("Link") if each.text.startswith("a link")]
    assert link.annotations >= 3
    assert " ".join(link.text.split()) == words.strip()
    with opened(data) as pdf:
        assert {int(note.F) for sheet in pdf.pages for note in sheet.obj.Annots} == {4}


def test_languages_are_told_where_they_differ(bound: bytes) -> None:
    """Of threads and posts, as in the EPUB, and of what we say ourselves about a text in another language."""
    german = tags(bound).all("Art")[-1]
    assert german.language == "de"
    assert {each.language for each in german.all("P") if each.text.startswith("Jeder")} == {"de"}
    assert {each.language for each in german.all("P") if "min read" in each.text} == {"en"}
    tree = tags(bind(single(thread(LONG, "قيل: " + "الجدار الحجري يقف بلا ملاط. " * 3))).data)
    assert [each.language for each in tree.all("P") if "ملاط" in each.text or "طالم" in each.text] == ["ar"]


def test_ornaments_and_heads_of_pages_are_read_to_nobody(bound: bytes) -> None:
    """The title of a thread is read once. The mark at its end is what it leads to."""
    thread = tags(bound).all("Art")[0]
    text = thread.text
    assert [each.name for each in thread.all("Link") if each.text == "◆"] == ["Notes on this text"]
    assert text.count("A long title of a thread") == 1


def test_numbers_of_posts_and_links_have_names(bound: bytes) -> None:
    """A number is read as that of a post; no link is without words."""
    tree = tags(bound)
    named = [each for each in tree.all("Link") if each.name]
    assert [each.name for each in named][:9] == [f"Post {number}, the original" for number in range(1, 10)]
    assert all(each.text.strip() for each in tree.all("Link"))
    with opened(bound) as pdf:
        notes = [note for sheet in pdf.pages for note in sheet.obj.get("/Annots", ())]
    assert "post 1" in [str(note.Contents) for note in notes]  # a link within the thread


def test_a_running_head_goes_with_the_page() -> None:
    """As a header; with its emoji, drawn."""
    data = bind(single(thread(*[LONG] * 12, title="Ponds 🐸 and hedges"))).data
    with opened(data) as pdf:
        content = b"".join(part.read_bytes() for part in pdf.pages[2].obj.Contents)
        first = b"".join(part.read_bytes() for part in pdf.pages[0].obj.Contents)
        heads = re.findall(rb"/Artifact\s<<(?=[^>]*/Pagination)(?=[^>]*/Header)", content)
        assert len(heads) == 3  # words, emoji, words
        assert b"/Header" not in first
    audit(opened(data))
    assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures


@pytest.mark.parametrize(
    ("markup", "roles"),
    [
        ("<ul><li>One<ul><li>Two</ul></ul>", ["L", ["LI", ["Lbl"], ["LBody", ["L", ["LI", ["Lbl"], ["LBody"]]]]]]),
        ("<ol><li><p>One<p>Two</ol>", ["L", ["LI", ["Lbl"], ["LBody", ["P"], ["P"]]]]),
        (
            "<dl><dt>A<dt>B<dd>One<dd>Two<dt>C<dd>Three</dl>",
            ["L", ["LI", ["Lbl"], ["Lbl"], ["LBody"], ["LBody"]], ["LI", ["Lbl"], ["LBody"]]],
        ),
        (
            "<table><caption>T</caption><thead><tr><th>A<th>B<tbody><tr><td>1<td></table>",
            ["Table", ["Caption"], ["THead", ["TR", ["TH"], ["TH"]]], ["TBody", ["TR", ["TD"], ["TD"]]]],
        ),
        ("<p>One <em>two <b>three</b></em> <code>four</code></p>", ["P", ["Code"]]),
        ("<blockquote><p>One</p></blockquote>", ["BlockQuote", ["P"]]),
        ("<p>One <span lang=de>zwei</span> <bdi>three</bdi><img hidden></p>", ["P", ["Span"]]),
    ],
)
def test_each_element_has_its_role(markup: str, roles: list[object]) -> None:
    """What has no meaning for listeners is none, and what WeasyPrint adds of its own is none either."""
    data = printed(markup)
    with opened(data) as pdf:
        audit(pdf)
        assert read(pdf).roles() == ["Document", roles]


@given(levels=st.lists(st.integers(1, 6), min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
def test_no_level_of_headings_is_left_out(levels: list[int]) -> None:
    """Whatever levels a source has: of two headings the lower one stays below, and equals stay equal."""
    with opened(printed("".join(f"<h{level}>One</h{level}>" for level in levels))) as pdf:
        found = [int(str(role[0])[1:]) for role in read(pdf).roles()[1:]]
    assert found[0] == 1
    for (one, other), (before, after) in zip(pairwise(levels), pairwise(found), strict=True):
        assert after <= before + 1
        assert (other > one) == (after > before)
        assert other != one or after == before


def printed(markup: str) -> bytes:
    """A page that claims PDF/UA-1, and keeps to it."""
    from pipeline.press.layout import engine

    weasyprint = engine.load()
    html = weasyprint.HTML(string=f"<html lang=en><title>Roles</title><body>{markup}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weasyprint.pdf, "add_tags", tagged)
        data: bytes = html.write_pdf(pdf_variant="pdf/ua-1", finisher=as_bound)
    assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures
    return data


def tagged(pdf: Any, document: Any, _version: object, streams: list[Any]) -> None:
    """In the place of WeasyPrint's own tagging."""
    from pipeline.press.layout.tagging import Tags

    tags = Tags(pdf, document.metadata.lang)
    for each, reference, stream in zip(document.pages, pdf.page_references, streams, strict=True):
        tags.add(each, reference, stream._tags, [stream.stream])
    tags.finish()
    for each in pdf.objects:  # as WeasyPrint writes them
        for name in {"K", "Nums"}.intersection(each if isinstance(each, pydyf.Dictionary) else ()):
            each[name] = _array(each[name])


def _array(values: list[Any]) -> pydyf.Array:
    kinds: dict[type, Any] = {list: _array, dict: pydyf.Dictionary}
    return pydyf.Array([kinds[type(value)](value) if type(value) in kinds else value for value in values])
