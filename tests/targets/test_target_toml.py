"""Files of targets: what may be in them, what stands over what, and what is told of mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import PublishError, UsageError
from pipeline.targets import Target, chosen, group, load
from pipeline.targets.target_toml import GROUPS

PLAIN = 'title = "Mine"\nkind = "reader"\nformats = ["epub"]\n'
RULE = '[rules.file-size]\nlimit = 5\nsource = "me"\nsure = "assumed"\n'


def written(folder: Path, toml: str, name: str = "mine") -> str:
    """The path of a target's file that says so."""
    path = folder / f"{name}.toml"
    path.write_text(toml, encoding="utf-8")
    return str(path)


def read(folder: Path, toml: str) -> Target:
    return load(written(folder, toml))


def test_a_target_of_the_users_own_is_a_file(tmp_path: Path) -> None:
    """It is called by the file's name, and errors about its options name the file."""
    target = read(tmp_path, PLAIN + '[options]\npage = "a4"\nfolio.align = "none"\n' + RULE)
    assert (target.name, target.title, target.path) == ("mine", "Mine", str(tmp_path / "mine.toml"))
    (wishes,) = target.wishes("epub")
    assert wishes.table == {"page": "a4", "folio": {"align": "none"}}
    assert wishes.source.path == target.path
    assert target.rules["file-size"].limit == 5
    assert target.limit("file-size") is None  # it is assumed alone
    assert [each.name for each in chosen([target.path, target.path])] == ["mine"]


def test_a_screen_is_the_page(tmp_path: Path) -> None:
    """Of PDFs, where no other is asked for."""
    screen = "[screen]\nwidth = 1404\nheight = 1872\nppi = 226\n"
    paper = PLAIN.replace('"epub"', '"epub", "pdf"')
    target = read(tmp_path, paper + screen)
    assert asked(target, "pdf") == {"page": "157.79x210.39"}
    assert asked(target, "epub") == {}
    for table in ("options", "pdf"):
        own = load(written(tmp_path, f'{paper}{screen}[{table}]\npage = "a5"\n', table))
        assert asked(own, "pdf") == {"page": "a5"}


def test_what_shapes_pdfs_alone(tmp_path: Path) -> None:
    """Leaves EPUBs as they are, and stands over what is for both."""
    paper = PLAIN.replace('"epub"', '"epub", "pdf"')
    target = read(tmp_path, f"{paper}[options]\nsize = 10\nprose = 0\n[pdf]\nsize = 9\n")
    assert asked(target, "epub") == {"size": 10, "prose": 0}
    assert asked(target, "pdf") == {"size": 9, "prose": 0}


def asked(target: Target, format: str) -> dict[str, Any]:
    """What a target asks of a theme, the last word of each."""
    return {name: value for wishes in target.wishes(format) for name, value in wishes.table.items()}


def test_a_target_stands_over_its_bases(tmp_path: Path) -> None:
    """Tables key by key; of several bases the last comes first. Names that people call a base by are its own."""
    written(tmp_path, PLAIN + 'aliases = ["em"]\ndescription = "M."\n[options]\na = 1\nb = 1\nc = 1\n' + RULE, "base")
    written(tmp_path, "[options]\nb = 2\nc = 2\n", "half")
    target = read(tmp_path, 'base = ["base.toml", "half.toml"]\ntitle = "New"\n[options]\nc = 3\n')
    assert target.options == {"a": 1, "b": 2, "c": 3}
    assert (target.title, target.description, target.aliases) == ("New", "M.", ())
    assert "file-size" in target.rules


def test_a_target_can_stand_over_one_of_ours(tmp_path: Path) -> None:
    """By its name."""
    target = read(tmp_path, 'base = "kobo"\ntitle = "My Kobo"\n')
    assert target.rules == load("kobo").rules


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("title = ", "mine.toml: end of document: broken TOML"),
        (PLAIN + "page = 1\n", "unknown key 'page'"),
        (PLAIN.replace("reader", "phone"), "kind: invalid enum value 'phone'"),
        (PLAIN.replace('["epub"]', '["mobi"]'), "formats[0]: invalid enum value 'mobi'"),
        ('title = "Mine"\n', "object missing required field `kind`"),
        (PLAIN + "[rules.weight]\n" + RULE.partition("\n")[2], "rules.weight: no such rule"),
        (PLAIN + RULE.replace("limit = 5", "limit = -1"), "rules.file-size: its limit cannot be -1"),
        (PLAIN + RULE.replace("limit = 5", "limit = true"), "rules.file-size: its limit cannot be True"),
        (PLAIN + RULE.replace("file-size", "gutter"), "rules.gutter: its limit cannot be 5"),
        (PLAIN + RULE.replace("file-size", "trim").replace("5", '["6x"]'), "rules.trim: its limit cannot be ['6x']"),
        (PLAIN + RULE.replace("file-size", "grey").replace("5", "false"), "rules.grey: its limit cannot be False"),
        (PLAIN + RULE.replace("file-size", "standard"), "rules.standard: its limit cannot be 5"),
        (PLAIN + RULE.replace("file-size", "picture-types"), "rules.picture-types: its limit cannot be 5"),
        (PLAIN + RULE.replace('source = "me"\n', ""), "rules[...]: object missing required field `source`"),
        (PLAIN + RULE.replace("assumed", "perhaps"), "invalid enum value 'perhaps'"),
        (PLAIN + '[cover]\nsafe = "wide"\n', "cover.safe: no length: 'wide'"),
        (PLAIN + '[cover]\nspine = { white = "thin" }\n', "cover.spine.white: no length: 'thin'"),
        (PLAIN + "[screen]\nwidth = 9\nheight = 1200\nppi = 300\n", "screen.width: expected `int` >= 100"),
        (PLAIN + 'readme = [{ say = "upload-at" }]\n', "readme: no such step: {'say': 'upload-at'}"),
        (PLAIN + 'readme = [{ address = "x.example" }]\n', "readme: no such step"),
        ("base = 3\n" + PLAIN, "base must be a string, or several in brackets"),
        ('base = "kobbo"\n', "base: no target called 'kobbo'"),
        (PLAIN + 'paper = "pink"\n[cover]\nspine = { white = "1mm" }\n', "paper: no paper called 'pink'"),
        ("#" * 5 * 2**20, "larger than 4 MB"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, toml: str, message: str) -> None:
    """With the file, and with what helps."""
    with pytest.raises(PublishError) as caught:
        read(tmp_path, toml)
    assert caught.value.path == str(tmp_path / "mine.toml")
    assert message in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("My Réader ☃", "my-reader"),
        ("KOBO", "kobo"),
        ("../up", "up"),
        ("a.b", "a-b"),
        ("CON", "thread-con"),
        ("", "toml"),
        ("Книга", "книга"),
        ("本", "本"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_bundle_is_called_by_what_every_system_takes(tmp_path: Path, file: str, name: str) -> None:
    """Whatever its target's file is called, and wherever that lies."""
    (tmp_path / "down").mkdir()
    assert load(written(tmp_path / "down", PLAIN, file)).name == name


@pytest.mark.parametrize("file", ["..", "☃"])
def test_a_name_that_no_bundle_can_have_is_told(tmp_path: Path, file: str) -> None:
    """Above all one that would lead out of the folder."""
    with pytest.raises(PublishError, match="its name has no letters and no digits"):
        load(written(tmp_path, PLAIN, file))


def test_two_targets_of_one_name_are_told(tmp_path: Path) -> None:
    """Else the bundle of one would lie over the other's; the same said twice is one."""
    (tmp_path / "b").mkdir()
    one, same = written(tmp_path, PLAIN, "My one"), written(tmp_path / "b", PLAIN, "my-one")
    assert [target.path for target in chosen([one, same])] == [one]
    other = written(tmp_path / "b", PLAIN.replace("Mine", "Other"), "my one")
    with pytest.raises(UsageError, match=r"two targets are called 'my-one': .*My one\.toml and .*b/my one\.toml"):
        [*chosen([one, "kobo", other])]
    with pytest.raises(UsageError, match=r"two targets are called 'kobo': the one that came along and .*kobo\.toml"):
        [*chosen(["kobo", written(tmp_path, PLAIN, "kobo")])]


def test_a_directory_is_no_target(tmp_path: Path) -> None:
    """Whatever its name ends in."""
    (tmp_path / "shop.toml").mkdir()
    with pytest.raises(UsageError, match=r"shop\.toml: cannot be read: it is a folder"):
        load(str(tmp_path / "shop.toml"))


def test_bases_in_a_circle_are_told(tmp_path: Path) -> None:
    """However their paths are written."""
    written(tmp_path, f'base = "../{tmp_path.name}/mine.toml"\n' + PLAIN, "other")
    with pytest.raises(PublishError, match=r"mine\.toml: its bases form a circle"):
        read(tmp_path, 'base = "other.toml"\n' + PLAIN)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("kindel", "no target called 'kindel'", "Did you mean kindle?"),
        ("xyzzy", "no target called 'xyzzy'", "`publish targets` lists them"),
        ("gone.toml", "cannot be read: ", "docs/targets.md"),
    ],
)
def test_a_target_that_there_is_not_is_told(name: str, message: str, hint: str) -> None:
    """With the one that may be meant."""
    with pytest.raises(UsageError) as caught:
        load(name)
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_names_stand_for_several_targets() -> None:
    """Each is made once, in the order of the names."""
    readers = group("all-readers")
    assert GROUPS.keys() == {"all-readers"}
    assert {"kindle", "kobo", "apple", "xteink"} <= {*readers}
    assert all(load(name).kind == "reader" and "epub" in load(name).formats for name in readers)
    assert [target.name for target in chosen(["kobo", "all-readers"])] == [
        "kobo", *(name for name in readers if name != "kobo")
    ]  # fmt: skip


def test_shops_print_on_other_papers_and_in_colour() -> None:
    """A target whose shop does not have the paper keeps its own."""
    white, cream = (next(chosen(["kdp"], paper=paper)).paper for paper in ("", "cream"))
    assert (white, cream) == ("white", "cream")
    assert [each.name for each in chosen(["kdp", "kobo"], in_colour=True)] == ["kdp-colour", "kobo"]
    assert [each.paper for each in chosen(["kdp-colour", "ingram"], paper="cream")] == ["white", "cream"]
    with pytest.raises(UsageError, match="no paper called 'pink'") as caught:
        [*chosen(["kdp", "ingram"], paper="pink")]
    assert caught.value.hint == "Papers: white, cream."
    with pytest.raises(UsageError):
        [*chosen(["kobo"], paper="white")]
    with pytest.raises(UsageError, match="no shop is named that prints in colour"):
        [*chosen(["kobo"], in_colour=True)]


def test_a_target_of_ones_own_has_a_counterpart_in_colour_of_its_own(tmp_path: Path) -> None:
    """That of its base would undo what it says; a path begins where its file lies."""
    plain = written(tmp_path, 'base = "kdp"\n', "plain")
    written(tmp_path, 'base = "kdp-colour"\n', "coloured")
    grey = written(tmp_path, 'base = "kdp"\nin_colour = "coloured.toml"\n', "grey")
    assert [each.name for each in chosen([plain, grey], in_colour=True)] == ["plain", "coloured"]


def test_what_no_target_takes_is_told() -> None:
    """Where one of several takes it, that one alone is made."""
    assert [each.name for each in chosen(["kobo", "kdp"], formats=("pdf",))] == ["kobo", "kdp"]
    with pytest.raises(UsageError, match="nothing would be made: EPUBs alone are taken there"):
        [*chosen(["kobo", "kindle"], formats=("pdf",))]


def test_paper_is_the_first_that_is_printed_on(tmp_path: Path) -> None:
    """Where the target names none."""
    toml = PLAIN + '[cover]\nspine = { ivory = "0.1mm", white = "0.2mm" }\n'
    assert read(tmp_path, toml).paper == "ivory"


def test_an_assumed_gutter_widens_no_margin(tmp_path: Path) -> None:
    """As nothing does that is only assumed."""
    toml = PLAIN + RULE.replace("file-size", "gutter").replace("limit = 5", 'limit = [[99, "9mm"]]')
    assert read(tmp_path, toml).gutter(50) is None
    assert load(written(tmp_path, toml.replace("assumed", "stated"), "sure")).gutter(100) == 9
