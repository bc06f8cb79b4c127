"""The look of the books: a theme, and what the editor and the user change about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import ImageCms

from pipeline.bindery.writers import WRITERS, view_of_chapters
from pipeline.collection import edition
from pipeline.collection.edition.look import Look, dressed
from pipeline.errors import PublishError, UsageError
from pipeline.press.book import output_intent
from pipeline.typeset import fonts
from pipeline.typeset.output_profile import OutputProfile
from pipeline.typeset.theme import Theme
from pipeline.work.environment import theme_digest


def look(folder: Path, toml: str, **users: object) -> Theme:
    """The theme of a folder with that book.toml; users: the command line's say."""
    (folder / "book.toml").write_text(toml, encoding="utf-8")
    return dressed(edition.find([str(folder)]).look, Look(**users))  # type: ignore[arg-type]


def test_the_editor_chooses_a_theme_and_its_options(tmp_path: Path) -> None:
    """The command line has the last word."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theme.toml").write_text('base = "classic"\n')
    toml = '[theme]\nname = "mine"\npage = "a4"\nprose = 5\nfolio.align = "outer"\n'
    theme = look(tmp_path, toml, settings={"page": "letter"})
    assert (theme.name, theme.settings["page"], theme.settings["prose"]) == ("mine", "letter", 5)
    assert theme.choice("folio.align") == "outer"
    assert look(tmp_path, toml, theme="classic").name == "classic"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[theme]\npgae = 1", "book.toml: theme.pgae: there is no such option"),
        ("[theme]\npage = 1", "book.toml: theme.page: must be a4, a5, letter, 6x9 or"),
        ("[theme]\nname = 1", "book.toml: theme.name: expected text, got a whole number"),
        ("theme = 1", "book.toml: theme: expected an object, got a whole number"),
        ('[theme]\nname = "nowhere"', "no theme called '"),
        ('[theme]\nname = "../mine"', "book.toml: theme.name: leads out of the folder: '../mine'"),
        ('[theme]\ncss = "/etc/passwd"', "book.toml: theme.css: leads out of the folder: '/etc/passwd'"),
        ('[theme]\nface = "../x.ttf"', "book.toml: theme.face: leads out of the folder: '../x.ttf'"),
        ('[theme]\nface = "x.ttf"', "book.toml: theme.face: there is no such font: x.ttf"),
        ('[theme]\nface = "Spektral"', "book.toml: theme.face: no face called 'Spektral' is installed"),
        ('[theme]\nprint_profile = "../x.icc"', "book.toml: theme.print_profile: leads out of the folder: '../x.icc'"),
        ('[theme]\nprint_profile = "x.icc"', "book.toml: theme.print_profile: x.icc: cannot be read: No such file"),
        ('[theme]\nprint_profile = "book.toml"', "book.toml: theme.print_profile: book.toml: is no ICC profile"),
        ('[theme]\nprint_standard = "x-1a"', "theme classic: PDF/X-1a knows no sRGB"),
        ('[theme]\ncss = "x.css"', "x.css: cannot be read: No such file"),
    ],
)
def test_what_the_editor_says_amiss_is_told(tmp_path: Path, toml: str, message: str) -> None:
    """With the file and the key."""
    with pytest.raises(PublishError) as caught:
        look(tmp_path, toml)
    assert message in str(caught.value)
    assert caught.value.hint


def test_a_style_sheet_comes_after_the_themes(tmp_path: Path) -> None:
    """In print and in EPUBs; it has their values, and the user's comes in place of the editor's."""
    (tmp_path / "a.css").write_text("p { color: env(ink) }")
    (tmp_path / "b.css").write_text("p { color: red }")
    theme = look(tmp_path, '[theme]\ncss = "a.css"')
    assert theme.style_sheets("print")[1:] == theme.style_sheets("ebook")[1:] == ("p { color: #000000 }",)
    theme = look(tmp_path, '[theme]\ncss = "a.css"', css=str(tmp_path / "b.css"))
    assert theme.style_sheets("print")[1:] == ("p { color: red }",)


@pytest.mark.parametrize("css", ['@import "x.css";', "p { background: URL(x.png) }", "@font-face { src: local(x) }"])
def test_a_style_sheet_of_ones_own_names_no_files(tmp_path: Path, css: str) -> None:
    """They would be fetched, or lacking: a theme can bring files."""
    (tmp_path / "a.css").write_text(f"/* url(x) */\n{css}")
    with pytest.raises(UsageError, match=r"a\.css: line 2: names other files, by ") as caught:
        dressed(Look(), Look(css=str(tmp_path / "a.css")))
    assert "make a theme" in caught.value.hint


def test_a_profile_goes_with_the_theme(tmp_path: Path) -> None:
    """As bytes, which count in keys of what is printed alone; one of a screen is none of a press."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    (tmp_path / "screen.icc").write_bytes(profile)
    with pytest.raises(PublishError, match="is not the profile of a press with four inks"):
        look(tmp_path, '[theme]\nprint_profile = "screen.icc"')
    ours = output_intent.OURS.read_bytes()
    (tmp_path / "press.icc").write_bytes(ours)
    theme = look(tmp_path, '[theme]\nprint_profile = "press.icc"')
    assert theme.profile == OutputProfile(data=ours, description="Coated paper, FOGRA39L, compact")
    pdf, epub = (writer.view(theme) for writer in WRITERS)
    assert (pdf.profile, epub.profile, view_of_chapters(theme).profile) == (theme.profile, None, None)
    assert theme_digest(pdf) != theme_digest(replace(pdf, profile=None))


def test_a_face_is_found_by_its_name(tmp_path: Path) -> None:
    """Whatever the case; with its cuts; none of the machine's."""
    assert dressed(Look(), Look()).face is None
    face = dressed(Look(), Look(settings={"face": "spectral"})).face
    assert face
    assert [(cut.weight, cut.is_italic) for cut in face.cuts] == [
        (400, False), (400, True), (600, False), (600, True), (700, False), (700, True),
    ]  # fmt: skip
    variable = dressed(Look(), Look(settings={"face": "Noto Serif"})).face
    assert variable
    assert [(cut.weight, cut.is_italic) for cut in variable.cuts] == [(0, False), (0, True)]
    plain = dressed(Look(), Look(settings={"face": "noto sans"})).face
    assert plain
    assert plain.family == plain.italic == fonts.PLAIN
    with pytest.raises(UsageError, match="no face called 'DejaVu Serif'"):
        dressed(Look(), Look(settings={"face": "DejaVu Serif"}))


def test_a_font_file_brings_its_cuts_along(tmp_path: Path) -> None:
    """Those beside it that are called as it is."""
    from pipeline.typeset.font_family import package_folder

    files = package_folder("fontpkg_spectral") / "files"
    for name in ("Regular", "Italic", "Bold"):
        (tmp_path / f"Mine-{name}.ttf").write_bytes((files / f"Spectral-{name}.ttf").read_bytes())
    face = look(tmp_path, '[theme]\nface = "Mine-Regular.ttf"').face
    assert face
    assert [(cut.weight, cut.is_italic) for cut in face.cuts] == [(400, False), (400, True), (700, False)]
    assert {cut.family.name for cut in face.cuts} == {face.name}
    assert len(face.fonts) == 3
    assert face.name.startswith("Given ")


def test_what_shapes_the_look_alone_is_no_reason_to_read_again(tmp_path: Path) -> None:
    """Nor are its files threads."""
    (tmp_path / "book.toml").write_text('[theme]\nname = "mine"\ncss = "a.css"\nface = "b.ttf"\n[book]\ntitle = "One"')
    found = edition.find([str(tmp_path)])
    (tmp_path / "book.toml").write_text('[book]\ntitle = "One"')
    assert found.of_threads == edition.find([str(tmp_path)])
