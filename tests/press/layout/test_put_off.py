"""What WeasyPrint loads to cut fonts down is loaded when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline import startup
from pipeline.press.layout.patches import put_off

PROGRAM = """
import sys
from pipeline.press.layout import engine
weasyprint = engine.load()
assert not {"fontTools.subset", "fontTools.varLib.instancer"} & set(sys.modules)
import pydyf, weasyprint.pdf.fonts as fonts
options = fonts.subset.Options(retain_gids=True)
import fontTools.subset, fontTools.varLib.instancer
assert type(options) is fontTools.subset.Options and options.retain_gids
try:
    fonts.instantiateVariableFont(None, {})
except TypeError as error:  # the real one's, which is given no font
    print(error)
"""


def test_weasyprint_is_imported_without_them_and_can_use_them() -> None:
    """A function that it calls is the real one's."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "NoneType" in done.stdout


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who imports a module afterwards gets the module; one that is loaded already stays as it is."""
    import fontTools.varLib.instancer

    monkeypatch.delitem(sys.modules, "fontTools.subset", raising=False)
    with put_off.put_off():
        assert isinstance(sys.modules["fontTools.subset"], put_off._StandIn)
        assert not hasattr(sys.modules["fontTools.subset"], "__path__")
        assert sys.modules["fontTools.varLib.instancer"] is fontTools.varLib.instancer
    assert "fontTools.subset" not in sys.modules


def test_an_unknown_version_is_given_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may ask more of a module than to be called."""
    monkeypatch.setattr(startup, "version", lambda _: "70.1")
    with put_off.put_off():
        assert not [module for module in sys.modules.values() if isinstance(module, put_off._StandIn)]
