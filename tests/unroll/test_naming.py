"""Names of threads for files: short enough, and cut between words."""

from __future__ import annotations

import pytest

from pipeline.model import Author, Source, Thread
from pipeline.unroll.naming import slugged


def _slug(title: str) -> str:
    thread = Thread(
        id="01234567",
        slug="",
        title=title,
        author=Author(),
        posts=(),
        source=Source(name="a", format="markdown", sha256=""),
    )
    (slugged_thread,) = slugged([thread], {})
    return slugged_thread.slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("a" * 59, "a" * 59),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 60),
        ("moss " + "a" * 56, "moss"),
        ("moss " + "a" * 55, "moss-" + "a" * 55),
        ("a" * 60 + " moss", "a" * 60),
        ("moss " + "a" * 55 + " fern", "moss-" + "a" * 55),
        ("a" * 59 + " moss", "a" * 59),
    ],
)
def test_a_long_slug_ends_with_a_word(title: str, slug: str) -> None:
    """A slug as long as it may be is whole; a first word that is longer is cut."""
    assert _slug(title) == slug
