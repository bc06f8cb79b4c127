"""What an editor's file says of the whole book, and several such files beside each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.collection import edition
from pipeline.collection.edition import Edition
from pipeline.collection.edition.look import Look, dressed
from pipeline.collection.search import Search, Stated
from pipeline.collection.selection import Selection
from pipeline.errors import PublishError
from pipeline.model import BibliographicRecord, Date, Series
from pipeline.sources import discovery
from tests.collection.test_selection import thread

MOSS = thread("moss", None, "Moss.", "It drinks.")
FERN = thread("fern", None, "Fern.", "It uncoils.")


def says(folder: Path, **texts: str) -> Edition:
    """The edition of folders of these names, with these files."""
    for name, text in texts.items():
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "book.toml").write_text(text, encoding="utf-8")
    return edition.find([str(folder / name) for name in texts])


@pytest.fixture(autouse=True)
def short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in messages are as a user types them."""
    monkeypatch.chdir(tmp_path)


def test_all_that_says_what_a_book_is_can_be_said() -> None:
    """As on the command line; days in any of TOML's types."""
    found = says(
        Path(),
        a="""
[book]
split_by = 50
[theme]
name = "classic"
[select]
min_posts = 3
branches = "drop"
include_private = true
include_answers = true
fold_crossposts = true
group_by_time = 10
since = 2020
until = 2021-02-05
authors = ["@ida"]
match = "moss"
ids = ["fern"]
""",
    )
    assert (found.book.split_by, found.look.theme) == ("50", "classic")
    assert Search.of(found.select) == Search(
        min_posts=3,
        branches="drop",
        include_private=True,
        include_answers=True,
        fold_crossposts=True,
        group_by_time=10,
        selection=Selection(
            since=Date(year=2020),
            until=Date(year=2021, month=2, day=5),
            authors=("@ida",),
            match="moss",
            ids=("fern",),
        ),
    )
    assert None not in (getattr(found.select, name) for name in Stated.__struct_fields__)


def test_the_command_line_comes_first() -> None:
    """In each thing that it says, and in no other: a default is not said."""
    editor = Stated(min_posts=3, include_private=True, authors=("ida", "jo"))
    assert Search.of(Stated(), editor).min_posts == 3
    wanted = Search.of(Stated(min_posts=2, include_private=False, authors=("ann",)), editor)
    assert (wanted.min_posts, wanted.include_private, wanted.selection.authors) == (2, False, ("ann",))
    assert Search.of() == Search()


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[book]\nsplit_by = 'day'", "book.split_by: cannot split by 'day'", "Split by author, year, month, or a number of threads."),
        ("[book]\nsplit_by = 0", "book.split_by: cannot split by '0'", "Split by author, year, month, or a number of threads."),
        ("[book]\nsplit_by = true", "book.split_by: expected text, got true or false", None),
        ("[select]\nmin_post = 3", "select: unknown key 'min_post'", "Did you mean 'min_posts'?"),
        ("[select]\nmin_posts = 0", "select.min_posts: expected a whole number >= 1", None),
        ("[select]\nbranches = 'none'", "select.branches: not one of the kinds there are: 'none'", "One of: inline, separate, drop."),
        ("[select]\nsince = 'lately'", "select.since: no date: 'lately'", 'Write "2021-02-05", "2021-02" or 2021.'),
        ("[select]\nuntil = {}", "select.until: no date: '{}'", 'Write "2021-02-05", "2021-02" or 2021.'),
        ("[select]\nauthors = 'ida'", "select.authors: expected a list, got text", None),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(text: str, message: str, hint: str | None) -> None:
    """And what may have been meant."""
    Path("b").mkdir()
    Path("b/theme.toml").write_text('base = "classic"')
    with pytest.raises(PublishError) as caught:
        says(Path(), a=text)
    assert str(caught.value) == f"a/book.toml: {message}"
    assert caught.value.hint == hint if hint else caught.value.hint


def test_a_theme_may_lie_beside_the_file() -> None:
    """It is known by its folder, wherever the command is called; and its files are no inputs."""
    Path("a/look").mkdir(parents=True)
    Path("a/look/theme.toml").write_text('base = "classic"')
    Path("a/look/notes.md").write_text("---\nauthor: Ida\n---\nA thread.\n")
    Path("a/looking.md").write_text("---\nauthor: Ida\n---\nA thread.\n")
    found = says(Path(), a='[theme]\nname = "look"')
    assert dressed(found.look, Look()).folders[0] == Path("a/look").resolve()
    inputs = [each.input for each in discovery.find(["a"]) if not found.is_own(each.input)]
    assert [each.name for each in inputs] == ["looking.md"]


def test_one_file_says_how_the_books_look() -> None:
    """Or all of them say the same."""
    assert says(Path(), a="[theme]\npage = 'a4'", b="[book]\ntitle = 'Shores'").look.settings == {"page": "a4"}
    assert says(Path(), a="[theme]\npage = 'a4'", b="[theme]\npage = 'a4'").look.settings == {"page": "a4"}
    with pytest.raises(PublishError, match=r"b/book\.toml: theme: says otherwise than a/book\.toml"):
        says(Path(), a="[theme]\npage = 'a4'", b="[theme]\npage = 'a5'")


def test_files_that_agree_are_one_edition() -> None:
    """What one of them leaves unsaid, another may say."""
    first = '[book]\ntitle = "Shores"\nsubtitle = "Of stone"\n[select]\nsince = 2020\n[threads.moss]\ntitle = "Green"'
    second = '[book]\ntitle = "Shores"\neditor = "Ada"\n[select]\nmatch = "i"\n[threads.fern]\ntitle = "Coil"'
    found = says(Path(), a=first, b=second)
    assert (found.book.title, found.book.subtitle, found.book.editor) == ("Shores", "Of stone", "Ada")
    assert found.select == Stated(since=Date(year=2020), match="i")
    assert [each.title for each in found.of([MOSS, FERN]).threads] == ["Green", "Coil"]


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        ('[book]\ntitle = "A"', '[book]\ntitle = "B"', "book.title"),
        ('[book]\norder = ["moss"]', '[book]\norder = ["fern"]', "book.order"),
        ('[book]\nsplit_by = "year"', "[book]\nsplit_by = 5", "book.split_by"),
        ("[select]\nmin_posts = 2", "[select]\nmin_posts = 3", "select.min_posts"),
        ("[select]\ninclude_private = true", "[select]\ninclude_private = false", "select.include_private"),
        ('[threads.moss]\ntitle = "A"', '[threads.moss]\ntitle = "B"', "threads.moss.title"),
        ('[threads.moss]\ntitle = "A"', '[threads.id-moss]\ntitle = "B"', "threads.id-moss.title"),
    ],
)
def test_files_that_do_not_agree_are_both_named(first: str, second: str, place: str) -> None:
    """On the whole book, or on one thread, by whatever names; a third that says nothing of it is not."""
    with pytest.raises(PublishError) as caught:
        says(Path(), a=first, b='[book]\neditor = "Ada"', c=second).of([MOSS])
    assert str(caught.value) == f"c/book.toml: {place}: says otherwise than a/book.toml"
    assert caught.value.hint


def test_each_file_speaks_of_its_own_folder() -> None:
    """A page is told by its path there; the one of that name in another folder is another one."""
    text = '[files."moss.txt"]\nposts = ["Moss is"]\n[files."gone.txt"]\nposts = ["x"]'
    found = says(Path(), a=text, b='[threads.algae]\ntitle = "A"\n[threads.moss]\nleave_out_posts = [9]')
    for folder in ("a", "b"):
        Path(folder, "moss.txt").write_text("Moss is old.")
    pages = [found.paged(each) for each in discovery.find(["a", "b"]) if not found.is_own(each.input)]
    assert [bool(page.input.beginnings) for page in pages] == [True, False]
    (notice,) = found.missing(pages)
    assert (notice.path, notice.where) == ("a/book.toml", 'files."gone.txt"')
    (unknown,) = found.of([FERN]).notices[:1]
    assert (unknown.path, unknown.where) == ("b/book.toml", "threads.algae")
    with pytest.raises(PublishError, match=r"^b/book.toml: threads.moss.leave_out_posts: there is no post 9"):
        found.of([replace(MOSS)])


CATALOGUED = """
[book]
description = "What the tide brings"
publisher = "Lowwater Press"
subjects = ["sea", "tides"]
series = "Shores"
series_number = 2
isbn = "978-3-16-148410-0"
rights = "© 2024 the authors"
date = 2024-06-01
"""


def test_what_catalogues_keep_is_in_the_imprint() -> None:
    """The ISBN in one form; files that write it in two agree."""
    found = says(Path(), a=CATALOGUED, b='[book]\nisbn = "9783161484100"')
    assert found.imprint(0).stated == BibliographicRecord(
        description="What the tide brings",
        publisher="Lowwater Press",
        subjects=("sea", "tides"),
        series=Series(title="Shores", number=2),
        isbn="9783161484100",
        rights="© 2024 the authors",
        date=Date(year=2024, month=6, day=1),
    )
    with pytest.raises(PublishError, match=r"b/book\.toml: book\.date: says otherwise than a/book\.toml"):
        says(Path(), a=CATALOGUED, b="[book]\ndate = 2024")
