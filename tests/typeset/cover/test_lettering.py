"""Lettering: whatever the text, its lines fit their box."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.typeset.cover import lettering, runs


def test_long_text_ends_in_an_ellipsis() -> None:
    """What does not fit at the smallest size is cut where the box ends, and the cut shows."""
    setting = lettering.fit("tide " * 500, (20, 10), width=200, height=100, leading=1.25)
    assert setting.size == 10
    assert len(setting.lines) == 8
    assert setting.lines[-1].endswith("…")
    assert "…" not in "".join(setting.lines[:-1])


def test_fixed_spaces_are_no_place_for_a_line_to_end() -> None:
    """Neither the sign after one, nor the second name of a person, stands at the beginning of a line."""
    for space in "\u00a0\u202f":
        lines = lettering.fit(f"aaaa bbbb{space}!", (40,), width=runs.width("aaaa bbbb", 40) + 1, height=400, leading=1)
        assert lines.lines == ("aaaa", f"bbbb{space}!")


@settings(max_examples=100, deadline=None)
@example("000000000㐀00@")
@given(st.text(max_size=120))
def test_no_line_is_wider_than_its_box(text: str) -> None:
    """Whatever the text, the lines fit and lose no character but white space, unless the end is cut."""
    setting = lettering.fit(text, (40, 30, 20), width=300, height=400, leading=1.2)
    assert all(runs.width(line, setting.size) <= 301 for line in setting.lines)
    assert len(setting.lines) * 1.2 * setting.size <= 400
    shown, wanted = "".join("".join(setting.lines).split()), "".join(runs.printable(text).split())
    assert shown == wanted or (shown.endswith("…") and wanted.startswith(shown[:-1]))
