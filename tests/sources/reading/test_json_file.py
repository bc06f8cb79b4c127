"""Files of JSON: one value or many, whole or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_file import JsonFile
from tests.conftest import input_at


def _file(folder: Path, data: bytes) -> Input:
    path = folder / "file.json"
    path.write_bytes(data)
    return input_at(path)


@pytest.mark.parametrize(
    ("data", "values"),
    [
        (b'{"a": 1}', [("", {"a": 1})]),
        (b'\xef\xbb\xbf{"a":\n1}\n', [("", {"a": 1})]),
        (b'[{"a": 1}]\n\n', [("", [{"a": 1}])]),
        (b'{"a": 1}\n\n{"b": 2}\n', [("line 1", {"a": 1}), ("line 3", {"b": 2})]),
    ],
)
def test_a_file_is_one_value_or_lines_of_them(tmp_path: Path, data: bytes, values: list[tuple[str, object]]) -> None:
    """With their places, and the digest of all bytes that were read."""
    item = _file(tmp_path, data)
    file = JsonFile(item)
    assert list(file.values()) == values
    assert file.notices == []


def test_a_broken_line_costs_the_others_nothing(tmp_path: Path) -> None:
    """It is told of by its number."""
    file = JsonFile(_file(tmp_path, b'{"a": 1}\n{"b"\n{"c": 3}\n'))
    assert [value for _, value in file.values()] == [{"a": 1}, {"c": 3}]
    assert [str(notice) for notice in file.notices] == ["file.json: line 2: not JSON; the line is left out"]


@pytest.mark.parametrize("first", ["INFO: 2 posts saved", '{"a": 1', ": 1}"])
@pytest.mark.parametrize("more", ['{"b": 2}', '{"b":\n\n{"c": 3}\n{"d": 4}'])
def test_a_first_line_may_be_the_broken_one(tmp_path: Path, first: str, more: str) -> None:
    """Where what follows it can only be lines of whole values."""
    file = JsonFile(_file(tmp_path, f"{first}\n{more}".encode()))
    values = list(file.values())
    assert len(values) == more.count("}")
    assert file.notices[0].where == "line 1"


@pytest.mark.parametrize("value", [[{"a": 1}, {"b": 2}], {"a": [[], {}]}, ["x", "y"]])
@pytest.mark.parametrize("separators", [(",\n", ":\n"), ("\n,\n", ":"), (",", ":")])
def test_one_value_may_be_spread_over_lines(tmp_path: Path, value: object, separators: tuple[str, str]) -> None:
    """However it is broken into them."""
    text = json.dumps(value, indent=1, separators=separators)
    assert list(JsonFile(_file(tmp_path, text.encode())).values()) == [("", value)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"a": 1', "file.json: line 1, column 8: broken JSON: Expecting ',' delimiter"),
        (b'"\xff"', "file.json: broken JSON: not UTF-8 text"),
        (b"[" * 100_000, "file.json: broken JSON: nested too deeply"),
        (b"9" * 5_000, "file.json: broken JSON: a number that is too long"),
    ],
)
def test_a_broken_file_is_an_error_that_names_the_place(tmp_path: Path, data: bytes, message: str) -> None:
    """One value that cannot be read is the whole file."""
    with pytest.raises(PublishError) as caught:
        list(JsonFile(_file(tmp_path, data)).values())
    assert str(caught.value) == message


@given(data=st.binary(max_size=60))
def test_any_bytes_give_values_or_one_error(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing else is ever raised."""
    item = _file(tmp_path_factory.getbasetemp(), data)
    try:
        values = list(JsonFile(item).values())
    except PublishError as error:
        assert error.path == "file.json"
        assert error.hint
    else:
        assert values
