"""Fonts of a sheet are told by their bytes, and named without a path of this machine."""

from __future__ import annotations

import pytest

from pipeline.press.sheet.faces import face_for, find
from pipeline.typeset import fonts
from pipeline.typeset.font_family import content


@pytest.mark.parametrize("family", fonts.FAMILIES, ids=lambda family: family.name)
def test_a_face_of_the_house_is_found_by_its_bytes(family: fonts.Family) -> None:
    """Whichever package brings it; and it leads back to the same bytes."""
    path = fonts.package_folder(family.package) / family.regular
    package, file = find(path.stat().st_size, path.read_bytes)
    assert content(package, file) == path.read_bytes()


def test_files_of_one_size_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what is in them, which is asked for only then."""
    _, spectral = face_for("0123456789")
    twins = {7: [(fonts.FAMILIES[1].package, fonts.FAMILIES[1].regular), (spectral.package, spectral.file)]}
    monkeypatch.setattr("pipeline.press.sheet.faces._files", lambda: twins)
    assert find(7, lambda: content(spectral.package, spectral.file)) == (spectral.package, spectral.file)


def test_a_font_of_the_machine_is_refused() -> None:
    """It cannot be: fontconfig knows none. Were it so, a sheet could not be bound elsewhere."""
    with pytest.raises(LookupError, match="none of ours"):
        find(1, bytes)
