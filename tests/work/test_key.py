"""What differs has another key, what is equal has the same one: in every process, in whatever order it was made."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec import defstruct, structs

from pipeline.model import Asset, Author, Chapter, Date, Media, Picture, Post, Source, Span, Thread
from pipeline.work.key import key

LEAVES = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(),
    some.floats(allow_nan=False),
    some.text(some.characters(exclude_categories=[])),  # lone surrogates, too
    some.binary(),
    some.dates(),
    some.times(),
    some.datetimes(timezones=some.sampled_from([None, UTC])),
)
VALUES = some.recursive(
    LEAVES,
    lambda inner: some.one_of(
        some.lists(inner, max_size=4),
        some.lists(inner, max_size=4).map(tuple),
        some.dictionaries(some.text(max_size=3), inner, max_size=4),
        some.builds(Author, name=some.text(max_size=3), handle=some.text(max_size=3)),
        some.frozensets(LEAVES, max_size=4),
    ),
    max_leaves=12,
)


def shape(value: Any) -> Any:
    """A value together with its types, so that 1, 1.0 and True, or 0.0 and -0.0, are not equal."""
    if isinstance(value, (list, tuple)):
        return type(value), [shape(member) for member in value]
    if isinstance(value, dict):
        return dict, {name: shape(member) for name, member in value.items()}
    if isinstance(value, frozenset):
        return frozenset, {shape(member) for member in value}
    if isinstance(value, (time, datetime)):
        return type(value), repr(value)
    return type(value), repr(value) if isinstance(value, float) else value


@given(VALUES, VALUES)
def test_two_keys_are_equal_where_the_values_are(one: Any, other: Any) -> None:
    """And only there."""
    assert (key(one) == key(other)) == (shape(one) == shape(other))


@given(some.lists(VALUES, min_size=1, max_size=4), some.data())
def test_parts_do_not_run_together(parts: list[Any], data: some.DataObject) -> None:
    """Where one ends and the next begins is part of the key, and so is their order."""
    assert key(*parts) != key(parts)
    assert key(*parts) != key(*parts, None)
    shuffled = data.draw(some.permutations(parts))
    assert (key(*parts) == key(*shuffled)) == (shape(parts) == shape(shuffled))


@given(some.text(), some.text(), some.integers(min_value=0, max_value=20))
def test_text_does_not_flow_from_one_part_to_the_next(one: str, other: str, cut: int) -> None:
    """However it is cut, and whatever it looks like."""
    text = one + other
    parts = text[:cut], text[cut:]
    assert (key(one, other) == key(*parts)) == ((one, other) == parts)
    assert key(text) != key(text.encode("utf-8", "surrogatepass"))


@given(some.dictionaries(some.text(max_size=3), some.integers(), min_size=2))
def test_the_order_of_a_dict_is_none(values: dict[str, int]) -> None:
    """It is a table, not a list."""
    assert key(values) == key(dict(reversed(values.items())))


def chapter(**changes: Any) -> Chapter:
    """A chapter with something in every corner."""
    thread = Thread(
        id="t",
        slug="t",
        title="T",
        author=Author(name="A"),
        posts=(Post(text="one two", spans=(Span(start=0, end=3, kind="bold"),), date=Date(year=2020)),),
        source=Source(name="a.txt", format="json", sha256="0"),
    )
    picture = Picture(name="p.png", media_type="image/png", data=b"PNG", width=1, height=2)
    return structs.replace(Chapter(thread=thread, body="<article/>", pictures=(picture,)), **changes)


def variants() -> dict[str, Chapter]:
    """The chapter with one thing changed, deep down."""
    thread, picture = chapter().thread, chapter().pictures[0]
    post = thread.posts[0]

    def with_post(**changes: Any) -> Chapter:
        return chapter(thread=structs.replace(thread, posts=(structs.replace(post, **changes),)))

    return {
        "nothing": chapter(),
        "a letter": with_post(text="one twO"),
        "a span": with_post(spans=(Span(start=0, end=4, kind="bold"),)),
        "a date": with_post(date=Date(year=2021)),
        "a moment": with_post(date=Date(year=2020, instant=datetime(2020, 1, 1, 0, 0, 0, 1, tzinfo=UTC))),
        "a flag": with_post(truncated=True),
        "a picture's bytes": chapter(pictures=(structs.replace(picture, data=b"PNH"),)),
        "a picture's size": chapter(pictures=(structs.replace(picture, width=2, height=1),)),
        "a picture twice": chapter(pictures=(picture, picture)),
        "the body": chapter(body="<article></article>"),
    }


def test_a_change_anywhere_in_a_chapter_is_another_key() -> None:
    """Fields that are not printed, as a picture's bytes, are no exception."""
    assert len({key(each) for each in variants().values()}) == len(variants())
    assert key(chapter()) == key(chapter())


def test_a_struct_is_none_of_its_likes() -> None:
    """Not the tuple of its values, and not another class with the same ones."""
    author = Author(name="a", handle="b", url="c")
    assert key(author) != key(("a", "b", "c"))
    assert key(author) != key(defstruct("Author", ["name", "handle", "url"])("a", "b", "c"))


def test_keys_are_the_same_in_every_process() -> None:
    """Whatever its hash seed: a key that is not would keep nothing."""
    program = (
        "from tests.work.test_key import variants; from pipeline.work.key import key;"
        "print(*(key(each, {'a': 1, 'b': {'x', 'y', 'z'}}) for each in variants().values()))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert (
        said[0] == said[1] == " ".join(key(each, {"b": {"z", "y", "x"}, "a": 1}) for each in variants().values()) + "\n"
    )


@pytest.mark.parametrize("value", [Path("a"), object(), range(3), key, type("Text", (str,), {})("a")])
def test_what_is_not_known_is_refused(value: Any) -> None:
    """A path says nothing of what it leads to; a class of somebody's may say less than it is."""
    with pytest.raises(TypeError, match="cannot be part of a key"):
        key("a", [value])


def test_an_asset_counts_by_its_content(tmp_path: Path) -> None:
    """Not by its place or date; by its name, too, which is told where it cannot be shown."""
    one, other = tmp_path / "one" / "a.png", tmp_path / "other" / "a.png"
    for path in (one, other):
        path.parent.mkdir()
        path.write_bytes(b"PNG")
    keys = [key(Media(asset=Asset(path=path))) for path in (one, other)]
    assert keys[0] == keys[1]
    os.utime(one, (0, 0))
    assert key(Media(asset=Asset(path=one))) == keys[0]
    facts = one.stat()
    one.write_bytes(b"PNH")
    os.utime(one, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    keys.append(key(Media(asset=Asset(path=one))))
    one.rename(tmp_path / "b.png")
    keys.append(key(Media(asset=Asset(path=one))))
    keys.append(key(Media(asset=Asset(path=tmp_path / "b.png"))))
    assert len(set(keys)) == 4


def test_an_asset_in_an_archive_counts_by_its_content(tmp_path: Path) -> None:
    """The archive may be another one, with other things in it."""
    keys = []
    for data, more in ((b"one", b""), (b"one", b"more"), (b"two", b"more")):
        with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
            archive.writestr("more.txt", more)
            archive.writestr("a.png", data)
        keys.append(key(Asset(path=tmp_path / "archive.zip", member="a.png")))
    keys.append(key(Asset(path=tmp_path / "archive.zip", member="b.png")))
    assert [keys.index(each) for each in keys] == [0, 0, 2, 3]


def test_dates_are_not_texts() -> None:
    """A theme's settings may hold either."""
    assert len({key(each) for each in (date(2020, 1, 1), "2020-01-01", datetime(2020, 1, 1), time(0))}) == 4  # noqa: DTZ001
