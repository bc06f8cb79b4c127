"""WeasyPrint is patched for speed, and the same bytes come out; what it does not know it leaves alone."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import cffi
import pytest

from pipeline import startup
from pipeline.press.layout import engine, patches
from pipeline.press.layout.patches import c_declarations, make_c_table
from pipeline.press.layout.patches.patch import Patch, digest

PRINTER = """
import hashlib, json, sys
from pathlib import Path
from PIL import Image
from pipeline.press.layout import engine, patches, printing
from pipeline.press.layout.patches import c_declarations
from pipeline.work.pack import pack
if sys.argv[1] == "unpatched":
    patches.apply = patches.repair
    c_declarations.SOURCE = ""
    engine._PUT_OFF = ()
weasyprint = engine.load()
from tests.press import documents
folder = Path(sys.argv[2])
Image.effect_noise((300, 200), 40).convert("RGB").resize((600, 400)).save(folder / "picture.png")
printed = {name: printing.render(chapter, documents.THEME) for name, chapter in documents.typeset(folder).items()}
printed["contents"] = printing.front_matter(documents.contents(), documents.THEME)
said = {name: hashlib.sha256(pack(made)).hexdigest() for name, made in printed.items()}
css = [weasyprint.CSS(string=documents.UNUSUAL_CSS)]
data = weasyprint.HTML(string=documents.UNUSUAL).write_pdf(stylesheets=css, pdf_identifier=b"one", pdf_tags=True)
said["unusual"] = hashlib.sha256(data).hexdigest()
patched = weasyprint.text.line_break.Layout.deactivate.__module__.startswith("pipeline")
assert patched == isinstance(weasyprint.text.ffi.ffi, c_declarations.TableFFI)
print(json.dumps({"patched": patched, "said": said}))
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """Digests of the documents, by name: printed with the patches, and by a process without them."""
    folder = tmp_path_factory.mktemp("pictures")
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root), "SOURCE_DATE_EPOCH": "0"}
    made = []
    for mode in ("patched", "unpatched"):
        command = [sys.executable, "-c", PRINTER, mode, str(folder)]
        run = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=root, check=False)
        assert run.returncode == 0, run.stderr
        answer = json.loads(run.stdout)
        assert answer["patched"] == (mode == "patched")
        made.append(answer["said"])
    return made[0], made[1]


@pytest.mark.parametrize(
    "name",
    [
        "arabic",
        "cjk",
        "code",
        "contents",
        "emoji",
        "hebrew",
        "latin",
        "links",
        "lists",
        "long",
        "missing",
        "picture",
        "thai",
        "unusual",
    ],
)
def test_the_bytes_are_the_same_with_and_without_patches(
    printed: tuple[dict[str, str], dict[str, str]], name: str
) -> None:
    """In every script, with everything that threads hold, and with layouts that no theme of ours has."""
    patched, unpatched = printed
    assert patched.keys() == unpatched.keys()
    assert patched[name] == unpatched[name]


def test_every_patch_fits_the_weasyprint_that_is_installed() -> None:
    """The version that the project asks for is the one that the patches were written for."""
    engine.load()
    assert patches.apply() == ()


def test_the_table_of_declarations_is_what_weasyprint_declares() -> None:
    """It can be made again, and comes out the same."""
    written = Path(str(make_c_table.__file__)).with_name("c_table.py").read_text("ascii")
    assert written == make_c_table.table()


def test_a_table_of_other_declarations_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where WeasyPrint declares something else, it reads its declarations itself, and the reason is told."""
    monkeypatch.setattr(c_declarations, "SOURCE", "another")
    monkeypatch.setattr(c_declarations, "unfit", c_declarations.unfit.__wrapped__)
    expected = "weasyprint.text.ffi is left as it is: its source is not the one that the table was made from"
    assert patches.apply.__wrapped__()[0] == expected
    before = cffi.FFI
    with c_declarations.ready():
        assert cffi.FFI is before


def test_nobody_else_is_given_the_table() -> None:
    """What is imported along with WeasyPrint declares for itself."""
    before = cffi.FFI
    with c_declarations.ready():
        assert not isinstance(cffi.FFI(), c_declarations.TableFFI)
    assert cffi.FFI is before


def test_an_unknown_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later WeasyPrint runs as it is, and the reason is told."""
    monkeypatch.setattr(startup, "version", lambda _: "70.1")
    assert patches.apply.__wrapped__() == ("WeasyPrint 70.1 runs without patches, and slower: they are for 70.0",)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A package with a function that two of its modules know, and a class."""
    package = tmp_path / "machine"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "parts.py").write_text(
        "def turn():\n    return 'slow'\n\nclass Wheel:\n    def turn(self):\n        return 'slow wheel'\n"
    )
    (package / "whole.py").write_text("from machine.parts import turn\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("machine.whole")
    for name in [name for name in sys.modules if name.partition(".")[0] == "machine"]:
        del sys.modules[name]


def faster(target: str, *leans_on: str, source: str = "") -> Patch:
    """A patch that says "fast" before what the original says."""
    return Patch(
        target, leans_on, source or digest(target, *leans_on), lambda original: lambda *a: f"fast, {original(*a)}"
    )


def test_a_function_is_replaced_wherever_it_was_imported(machine: ModuleType) -> None:
    """In its own module and in those that have it by name; the replacement can call the original."""
    assert faster("machine.parts:turn").apply() == ""
    assert machine.turn() == "fast, slow"
    assert sys.modules["machine.parts"].turn() == "fast, slow"


def test_a_method_is_replaced(machine: ModuleType) -> None:
    """In its class."""
    assert faster("machine.parts:Wheel.turn").apply() == ""
    assert sys.modules["machine.parts"].Wheel().turn() == "fast, slow wheel"


def test_another_source_is_left_alone(machine: ModuleType) -> None:
    """Where the function, or one that the patch leans on, is not what it was, the patch tells so and does nothing."""
    before = digest("machine.parts:turn", "machine.parts:Wheel.turn")
    parts = sys.modules["machine.parts"]
    Path(str(parts.__file__)).write_text(Path(str(parts.__file__)).read_text().replace("slow wheel", "square wheel"))
    importlib.invalidate_caches()
    import linecache

    linecache.clearcache()
    reason = faster("machine.parts:turn", "machine.parts:Wheel.turn", source=before).apply()
    assert reason == "machine.parts:turn is left as it is: its source is not the one that the patch was written for"
    assert machine.turn() == "slow"


def test_a_function_that_is_gone_is_no_error(machine: ModuleType) -> None:
    """The patch tells so, and the rest goes on."""
    assert "has no attribute 'spin'" in faster("machine.parts:spin", source="0").apply()
    assert "No module named 'machine.gears'" in faster("machine.gears:turn", source="0").apply()
