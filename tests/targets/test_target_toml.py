"""Files of targets: what may be in them, what stands over what, and what is told of mistakes."""

from __future__ import annotations

from pathlib import Path

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
    assert target.wishes.table == {"page": "a4", "folio": {"align": "none"}}
    assert target.wishes.source.path == target.path
    assert target.rules["file-size"].limit == 5
    assert target.limit("file-size") is None  # it is assumed alone
    assert [each.name for each in chosen([target.path, target.path])] == ["mine"]


def test_a_screen_is_the_page(tmp_path: Path) -> None:
    """Where PDFs are made, and no other page is asked for."""
    screen = "[screen]\nwidth = 1404\nheight = 1872\nppi = 226\n"
    paper = PLAIN.replace('"epub"', '"epub", "pdf"')
    assert read(tmp_path, paper + screen).wishes.table == {"page": "157.79x210.39"}
    assert load(written(tmp_path, PLAIN + screen, "other")).wishes.table == {}
    own = written(tmp_path, f'{paper}{screen}[options]\npage = "a5"\n', "third")
    assert load(own).wishes.table == {"page": "a5"}


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
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, toml: str, message: str) -> None:
    """With the file, and with what helps."""
    with pytest.raises(PublishError) as caught:
        read(tmp_path, toml)
    assert caught.value.path == str(tmp_path / "mine.toml")
    assert message in str(caught.value)
    assert caught.value.hint


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
