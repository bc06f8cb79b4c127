"""The EPUB as a whole."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from PIL import Image

from pipeline.errors import PublishError
from pipeline.model import Author, BibliographicRecord, Date, Imprint, Picture, Series
from pipeline.typeset import theme as themes
from pipeline.typeset.theme import Theme
from tests.ebook import books
from tests.ebook.books import bind
from tests.typeset.test_bibliographic import STATED

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB = "{http://www.idpf.org/2007/ops}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


@pytest.fixture(scope="module")
def theme() -> Theme:
    return themes.load("classic")


class Opened:
    """An EPUB taken apart."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.archive.namelist()
        self.package = self.xml("content.opf")

    def text(self, name: str) -> str:
        return self.archive.read(f"EPUB/{name}").decode()

    def xml(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.text(name))

    def spine(self) -> list[str]:
        names = {item.get("id"): item.get("href", "") for item in self.package.iter(f"{OPF}item")}
        return [names[item.get("idref")] for item in self.package.iter(f"{OPF}itemref")]


@pytest.fixture(scope="module")
def collection(theme: Theme) -> Opened:
    return Opened(bind(books.collection(), theme))


def test_the_archive_is_as_readers_want_it(collection: Opened) -> None:
    """The type comes first and unpacked, every date is fixed, and every file may be read on any machine."""
    entries = collection.archive.infolist()
    assert entries[0].filename == "mimetype"
    assert collection.archive.read("mimetype") == b"application/epub+zip"
    stored = {entry.filename for entry in entries if entry.compress_type == zipfile.ZIP_STORED}
    assert stored == {"mimetype", "EPUB/cover.jpg", "EPUB/images/harbour.jpg"}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.external_attr, entry.create_system) for entry in entries} == {(0o100644 << 16, 3)}


def test_every_file_is_listed_and_every_listed_file_is_there(collection: Opened) -> None:
    """The manifest and the archive say the same, and nothing stands in it twice."""
    listed = [f"EPUB/{item.get('href')}" for item in collection.package.iter(f"{OPF}item")]
    assert sorted(listed) == sorted(set(collection.names) - {"mimetype", "META-INF/container.xml", "EPUB/content.opf"})
    assert len(collection.names) == len(set(collection.names))


def test_a_collection_opens_with_cover_title_page_and_contents(collection: Opened) -> None:
    """They come before the threads, in the spine, where a reader can turn to them."""
    threads = ["thread-tides.xhtml", "thread-bread.xhtml", "thread-coffee.xhtml", "thread-clock.xhtml"]
    assert collection.spine() == ["cover.xhtml", "titlepage.xhtml", "contents.xhtml", *threads, "notes.xhtml"]


def test_a_single_thread_opens_with_its_own_heading(theme: Theme) -> None:
    """A title page and a contents of one entry would stand in the way; the contents stay for the reading system."""
    single = Opened(bind(books.book(books.chapter(books.thread("Salt"))), theme))
    assert single.spine() == ["cover.xhtml", "thread-salt.xhtml", "notes.xhtml"]
    assert "EPUB/contents.xhtml" in single.names


def test_contents_name_title_author_and_date(collection: Opened) -> None:
    """Both tables of contents list every thread; the one for new readers says who wrote it and when."""
    navigation = collection.xml("contents.xhtml").find(f".//{XHTML}nav[@{EPUB}type='toc']")
    assert navigation is not None
    for image in navigation.iter(f"{XHTML}img"):
        image.text = image.get("alt")  # as it is read aloud
    assert ["".join(link.itertext()) for link in navigation.iter(f"{XHTML}a")] == [
        "What the tide tables never told my grandmother — Maren Østergård, 14 March 2021",
        'Bread & <salt>: "how" it\'s baked 🍞 — Ştefan Őry 🍞, 14 March 2021',
        "رحلة القهوة من اليمن — ليلى",
        "港の時計 — Maren Østergård, 2019",
        "Notes on the texts",
    ]
    ncx = collection.xml("toc.ncx")
    points = ncx.findall(f"{NCX}navMap/{NCX}navPoint")
    assert [point.find(f"{NCX}content").get("src") for point in points] == collection.spine()[3:]  # type: ignore[union-attr]
    assert [point.get("playOrder") for point in points] == ["1", "2", "3", "4", "5"]


def test_contents_of_one_author_do_not_repeat_the_name(theme: Theme) -> None:
    """Where all threads are by one person the date alone tells them apart."""
    threads = [books.thread("Ebb"), books.thread("Flow", date=None)]
    opened = Opened(bind(books.book(*map(books.chapter, threads)), theme))
    navigation = opened.xml("contents.xhtml").find(f".//{XHTML}nav[@{EPUB}type='toc']")
    assert navigation is not None
    assert ["".join(link.itertext()) for link in navigation.iter(f"{XHTML}a")] == [
        "Ebb — 14 March 2021",
        "Flow",
        "Notes on the texts",
    ]


def test_metadata_names_the_book_and_its_makers(collection: Opened) -> None:
    """Identifier, title, languages and each author with an id and a role of their own."""
    opf = collection.package
    assert opf.findtext(f".//{DC}identifier") == f"urn:uuid:{books.identity('Notes from the Harbour')}"
    assert [title.text for title in opf.iter(f"{DC}title")] == ["Notes from the Harbour"]
    assert [language.text for language in opf.iter(f"{DC}language")] == ["en", "ar", "ja"]
    creators = {creator.get("id"): creator.text for creator in opf.iter(f"{DC}creator")}
    assert creators == {"creator-1": "Maren Østergård", "creator-2": "Ştefan Őry 🍞", "creator-3": "ليلى"}
    roles = {meta.get("refines"): meta.text for meta in opf.iter(f"{OPF}meta") if meta.get("property") == "role"}
    filed = [(*meta.attrib.items(), meta.text) for meta in opf.iter(f"{OPF}meta") if meta.get("property") == "file-as"]
    assert filed == [(("refines", "#creator-2"), ("property", "file-as"), "Ştefan Őry")]
    assert roles == dict.fromkeys(["#creator-1", "#creator-2", "#creator-3"], "aut")
    assert [source.text for source in opf.iter(f"{DC}source")] == ["https://example.org/maren_tides/1"]
    modified = [meta.text for meta in opf.iter(f"{OPF}meta") if meta.get("property") == "dcterms:modified"]
    assert modified == ["2021-03-14T09:30:00Z"]
    generator = [meta.get("content") for meta in opf.iter(f"{OPF}meta") if meta.get("name") == "generator"]
    assert len(generator) == 1
    assert str(generator[0]).startswith("Threadbound ")


def test_the_cover_is_found_by_old_and_new_readers(collection: Opened) -> None:
    """As a property, as EPUB 2's meta and guide, as a landmark, and as a page with a text of its own."""
    items = {item.get("id"): item for item in collection.package.iter(f"{OPF}item")}
    assert items["cover-image"].get("properties") == "cover-image"
    meta = [meta.get("content") for meta in collection.package.iter(f"{OPF}meta") if meta.get("name") == "cover"]
    assert meta == ["cover-image"]
    guide = {mark.get("type"): mark.get("href") for mark in collection.package.iter(f"{OPF}reference")}
    assert guide == {
        "cover": "cover.xhtml",
        "title-page": "titlepage.xhtml",
        "toc": "contents.xhtml",
        "text": "thread-tides.xhtml",
        "notes": "notes.xhtml",
    }
    image = collection.xml("cover.xhtml").find(f".//{XHTML}img")
    assert image is not None
    assert image.get("alt") == "Cover: Notes from the Harbour, by Maren Østergård, Ştefan Őry 🍞 and ليلى"


def test_the_cover_of_a_collection_has_the_size_that_shops_ask_for(collection: Opened, theme: Theme) -> None:
    """That of a thread is smaller, and of the same shape."""
    sizes = []
    for each in (collection, Opened(bind(books.book(books.chapter(books.thread("Salt"))), theme))):
        with Image.open(io.BytesIO(each.archive.read("EPUB/cover.jpg"))) as image:
            assert image.format == "JPEG"
            sizes.append(image.size)
    assert sizes == [(1600, 2560), (750, 1200)]


def test_an_editors_own_picture_is_the_whole_cover(theme: Theme) -> None:
    """In place of the theme's, with the same alternative text."""
    file = io.BytesIO()
    Image.new("RGB", (320, 500), "#c03040").save(file, "PNG")
    own = Picture(name="a.png", media_type="image/png", data=file.getvalue(), width=320, height=500)
    book = books.collection()
    opened = Opened(bind(replace(book, imprint=replace(book.imprint, cover=own)), theme))
    with Image.open(io.BytesIO(opened.archive.read("EPUB/cover.jpg"))) as image:
        assert image.size == (1600, 2560)
        (shade,) = image.getcolors(1) or []
        assert shade[1] == pytest.approx((192, 48, 64), abs=2)
    page = opened.xml("cover.xhtml").find(f".//{XHTML}img")
    assert page is not None
    assert str(page.get("alt")).startswith("Cover: Notes from the Harbour")


def test_links_between_threads_lead_to_their_files(collection: Opened) -> None:
    """To the chapter where it is in the book; where it is nowhere, the words stay and the link goes."""
    tides = collection.text("thread-tides.xhtml")
    assert '<a href="thread-bread.xhtml">the baker</a>, and <span>somebody else</span>' in tides
    assert 'href="https://example.org/a%20b%7Cc?q=100%25"' in tides
    assert '<a href="thread-tides.xhtml">Tides</a>' in collection.text("thread-bread.xhtml")


def test_links_out_of_a_single_thread_lead_to_the_originals(theme: Theme) -> None:
    """A thread's own book has no other chapters, and nothing of the virtual addresses stays in any."""
    single = Opened(bind(books.book(books.collection().chapters[0]), theme)).text("thread-tides.xhtml")
    assert '<a href="https://example.org/bread">the baker</a>, and <span>somebody else</span>' in single
    assert "data-href" not in single
    assert "x-thread" not in single


def test_pictures_and_drawings_are_there_once(collection: Opened) -> None:
    """A picture shown in two threads is one file, and so is an emoji; each emoji can be read as itself."""
    assert [name for name in collection.names if name.startswith("EPUB/images/")] == ["EPUB/images/harbour.jpg"]
    assert len([name for name in collection.names if name.startswith("EPUB/emoji/")]) == 4
    tides = collection.text("thread-tides.xhtml")
    assert '<img class="emoji" src="emoji/1f30a.svg" alt="🌊" />' in tides
    assert 'src="images/harbour.jpg" alt="Three clocks on a wall"' in tides


def test_every_reference_within_the_book_is_met(collection: Opened) -> None:
    """No page asks for a file that is not there, or for anything outside."""
    for name in collection.spine():
        for element in collection.xml(name).iter():
            target = element.get("src") or (element.get("href", "") if element.tag != f"{XHTML}a" else "")
            assert not target or f"EPUB/{target}" in collection.names


def test_a_page_states_its_language_and_direction(collection: Opened) -> None:
    """Each thread its own, so that voices and line breaks are right."""
    pages = [collection.xml(name) for name in collection.spine()[3:]]
    assert [(page.get("lang"), page.get("dir")) for page in pages] == [
        ("en", "ltr"), ("en", "ltr"), ("ar", "rtl"), ("ja", "ltr"), ("en", "ltr"),
    ]  # fmt: skip


def test_whatever_states_a_language_states_it_for_both_kinds_of_readers(collection: Opened) -> None:
    """Of HTML and of XML: pages, what stands in them, and the package with its titles and names."""
    assert collection.package.get(XML_LANG) == "en"
    stated = [
        (element.get("lang"), element.get(XML_LANG))
        for name in collection.spine()
        for element in collection.xml(name).iter()
    ]
    assert all(one == other for one, other in stated)
    assert {one for one, _ in stated} >= {"en", "ar", "ja"}


def test_a_chapter_is_one_for_readers_that_know_roles_alone(collection: Opened) -> None:
    """Each has the role beside its type in EPUB's vocabulary."""
    for name in collection.spine()[3:-1]:
        section = collection.xml(name).find(f".//{XHTML}section")
        assert section is not None
        assert (section.get(f"{EPUB}type"), section.get("role")) == ("chapter", "doc-chapter")


def test_notes_are_at_the_end_and_linked_both_ways(collection: Opened) -> None:
    """From the end mark of a thread to the notes on it, and from their heading back; credits are said elsewhere."""
    page = collection.xml("notes.xhtml")
    (notes, *threads) = page.iter(f"{XHTML}section")
    assert (notes.get(f"{EPUB}type"), notes.get("role")) == ("endnotes", "doc-endnotes")
    assert len(threads) == 4
    for section, name in zip(threads, collection.spine()[3:-1], strict=True):
        assert f'<a href="notes.xhtml#{section.get("id")}" ' in collection.text(name)
        assert [link.get("href") for link in section.iter(f"{XHTML}a")] == [name]
    assert "Emoji drawings" not in collection.text("notes.xhtml")


def test_notes_on_a_thread_by_itself_have_its_credits(theme: Theme) -> None:
    """They are the colophon of that book."""
    single = Opened(bind(books.book(books.chapter(books.thread("Salt"))), theme))
    (notes, _) = single.xml("notes.xhtml").iter(f"{XHTML}section")
    assert (notes.get(f"{EPUB}type"), notes.get("role")) == ("colophon", "doc-colophon")
    assert "Emoji drawings: somebody." in single.text("notes.xhtml")


def test_notes_on_many_threads_are_in_several_files(theme: Theme) -> None:
    """Readers grow slow with large ones. Each link leads to the file that has the notes."""
    threads = [books.thread(f"Tide {number}", slug=f"tide-{number}") for number in range(101)]
    opened = Opened(bind(books.book(*map(books.chapter, threads)), theme))
    assert opened.spine()[-2:] == ["notes.xhtml", "notes.2.xhtml"]
    assert f'"notes.2.xhtml#notes-{threads[100].id}"' in opened.text("thread-tide-100.xhtml")
    assert f'"notes-{threads[100].id}"' in opened.text("notes.2.xhtml")


def test_a_theme_may_have_no_notes(tmp_path: Path) -> None:
    """Where their template is empty nothing leads to any."""
    (tmp_path / "theme.toml").write_text('base = "classic"')
    (tmp_path / "notes.md.j2").write_text("")
    bare = replace(books.chapter(books.thread("Salt")), notes="", credits="")
    opened = Opened(bind(books.book(bare), themes.load(str(tmp_path))))
    assert opened.spine() == ["cover.xhtml", "thread-salt.xhtml"]
    assert "notes.xhtml" not in opened.text("contents.xhtml") + opened.text("thread-salt.xhtml")


@pytest.mark.parametrize("ends", ["reader", "justify", "start"])
def test_how_lines_end_is_left_to_the_reader_or_said(theme: Theme, ends: str) -> None:
    """By a rule for posts, which stands nowhere else."""
    asking = replace(theme, settings={**theme.settings, "ebook_align": ends})
    style = Opened(bind(books.book(books.chapter(books.thread("Salt"))), asking)).text("ebook.css")
    assert (f".post p, .post li {{ text-align: {ends}; }}" in style) is (ends != "reader")
    assert "justify" not in style or ends == "justify"


def test_a_right_to_left_book_turns_its_pages_the_other_way(theme: Theme) -> None:
    """The spine says so, for the reading system; the contents, whatever words they begin with, are laid out so too."""
    arabic = books.book(books.chapter(books.thread("القهوة", slug="coffee", language="ar")), language="ar")
    opened = Opened(bind(arabic, theme))
    contents = opened.xml("contents.xhtml")
    assert (contents.get("lang"), contents.get("dir")) == ("en", "rtl")
    spine = opened.package.find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"


def test_empty_elements_are_safe_in_readers_that_take_xhtml_for_html(collection: Opened) -> None:
    """There an empty paragraph that closes itself would swallow the rest; a line break must not be doubled."""
    bread = collection.text("thread-bread.xhtml")
    assert '<p class="empty"></p>' in bread
    assert "slowly</em>.<br />So" in bread


def test_the_style_sheet_leaves_the_page_to_the_reader(theme: Theme) -> None:
    """No fixed sizes, no colours, nothing positioned or floated, nothing fetched."""
    style = theme.text("ebook.css")
    for word in (
        "px",
        "pt;",
        "pt ",
        "background",
        "color:",
        "position",
        "float",
        "url(",
        "@import",
        "direction",
        "bidi",
    ):
        assert word not in style.replace("color: inherit", "")


def test_the_same_book_is_the_same_bytes(tmp_path: Path) -> None:
    """Neither the clock nor the time zone, the hash seed nor the working folder reaches the file."""
    program = (
        "import sys, time; late = float(sys.argv[1]); time.time = lambda: late\n"
        "import hashlib; from tests.ebook.books import bind; from pipeline.typeset import theme\n"
        "from tests.ebook import books\n"
        "print(hashlib.sha256(bind(books.collection(), theme.load('classic'))).hexdigest())"
    )
    root = str(Path(__file__).parents[2])
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, moment],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])]),
            },
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone, moment in (("1", "UTC", "1000000000"), ("2", "Asia/Tokyo", "4000000000"))
    }
    assert len(digests) == 1


def test_control_characters_do_not_reach_the_files(theme: Theme) -> None:
    """A title or a name may hold what XML cannot; the book is made all the same, without it."""
    chapter = books.chapter(books.thread("Odd"))
    odd = replace(chapter.thread, title="O\x00dd\ud800", author=Author(name="Ma\x08ren\ufffe", handle="tides"))
    plain = books.chapter(books.thread("Even"))
    opened = Opened(bind(books.book(replace(chapter, thread=odd), plain, title="Low\x0b \n tide\uffff"), theme))
    assert opened.package.findtext(f".//{DC}title") == "Low tide"
    assert opened.package.findtext(f".//{DC}creator") == "Maren"
    assert opened.xml("toc.ncx").findtext(f".//{NCX}navPoint/{NCX}navLabel/{NCX}text") == "Odd"


def test_a_book_without_title_date_or_author_says_nothing_untrue(theme: Theme) -> None:
    """No creator is made up, no date stated; only the title, which the format demands, has a stand-in."""
    unknown = books.thread("  ", author=books.NOBODY, slug="x", date=Date(month=2, day=5))
    opened = Opened(bind(books.book(books.chapter(unknown), title=""), theme))
    assert opened.package.find(f".//{DC}creator") is None
    assert opened.package.find(f".//{DC}date") is None
    assert opened.package.findtext(f".//{DC}title") == "Untitled"


def test_a_picture_that_the_thread_lacks_is_reported(theme: Theme) -> None:
    """A theme that shows one would make a broken book."""
    chapter = books.chapter(books.thread("Salt"), '<p><img src="logo.png" alt="" /></p>')
    with pytest.raises(PublishError) as caught:
        bind(books.book(chapter), theme)
    assert str(caught.value) == ("saved/page.txt: the theme shows a picture that the thread does not have: 'logo.png'")


def test_a_broken_template_is_reported(tmp_path: Path) -> None:
    """A theme whose page is no XML is named, with the page and the place in it."""
    (tmp_path / "theme.toml").write_text('name = "torn"\nbase = "classic"\n', encoding="utf-8")
    (tmp_path / "ebook-titlepage.html.j2").write_text("<h1>{{ book.title }}</h2>", encoding="utf-8")
    chapters = [books.chapter(books.thread(title)) for title in ("Ebb", "Flow")]
    with pytest.raises(PublishError) as caught:
        bind(books.book(*chapters), themes.load(str(tmp_path)))
    assert str(caught.value) == (
        "theme torn: titlepage.xhtml: makes XHTML that is not well-formed: mismatched tag: line 10, column 28"
    )


def test_a_stated_record_is_in_the_package() -> None:
    """Beside the book's own identifier, by which e-readers keep their place; the series in both ways that are read."""
    whole = books.collection()
    data = bind(replace(whole, imprint=Imprint(stated=STATED)), themes.load("classic"))
    package = Opened(data).package
    assert package.get("unique-identifier") == "id"
    identifiers = {each.get("id"): each.text for each in package.iter(f"{DC}identifier")}
    assert identifiers == {"id": f"urn:uuid:{whole.id}", "isbn": "urn:isbn:9783161484100"}
    stated = [
        (element.tag.removeprefix(DC), element.text)
        for element in package.iter()
        if element.tag.removeprefix(DC) in ("title", "description", "publisher", "subject", "rights", "date")
    ]
    assert stated == [
        ("title", "Notes from the Harbour"),
        ("description", "What the tide brings"),
        ("publisher", "Lowwater Press"),
        ("rights", "© 2024 the authors"),
        ("date", "2024-06"),
        ("subject", "sea"),
        ("subject", "tides"),
    ]
    metas = list(package.iter(f"{OPF}meta"))
    refined = {meta.get("property"): meta.text for meta in metas if meta.get("refines") == "#series"}
    assert refined == {"collection-type": "series", "group-position": "2"}
    assert [meta.text for meta in metas if meta.get("property") == "belongs-to-collection"] == ["Shores"]
    named = {meta.get("name"): meta.get("content") for meta in metas}
    assert (named["calibre:series"], named["calibre:series_index"]) == ("Shores", "2")
    assert bind(replace(whole, imprint=Imprint(stated=STATED)), themes.load("classic")) == data


def test_a_series_without_a_number_has_none(theme: Theme) -> None:
    """Where the book stands in it is not made up."""
    stated = BibliographicRecord(series=Series(title="Shores"))
    text = Opened(bind(replace(books.collection(), imprint=Imprint(stated=stated)), theme)).text("content.opf")
    assert 'content="Shores"' in text
    assert "group-position" not in text
    assert "series_index" not in text


def test_names_are_filed_without_emoji(collection: Opened) -> None:
    """In the form that the package states for sorting."""
    (author,) = [each for each in collection.package.iter(f"{DC}creator") if each.text == books.BAKER.name]
    filed = [
        meta.text for meta in collection.package.iter(f"{OPF}meta") if meta.get("refines") == f"#{author.get('id')}"
    ]
    assert "Ştefan Őry" in filed
