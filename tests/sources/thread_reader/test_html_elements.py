"""Elements of a post mean one thing each, whatever classes they have."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import input_at, reader_of

_TAGS = ("a", "b", "i", "em", "div", "span", "img", "br", "video", "blockquote", "iframe", "p")
_CLASSES = (
    "", "entity-image", "entity-video", "entity-video-gif", "entity-embed", "entity-url", "entity-mention",
    "entity-hashtag", "emoji", "tw-permalink", "entity-image emoji",
)  # fmt: skip
_ELEMENTS = st.recursive(
    st.sampled_from(("word", "https://e.com", "")),
    lambda inner: st.builds(
        '<{} class="{}" href="https://e.com/a">{}</{}>'.format,
        st.sampled_from(_TAGS),
        st.sampled_from(_CLASSES),
        st.lists(inner, max_size=3).map("".join),
        st.sampled_from(_TAGS),  # seldom the same: browsers mend it, and so does the parser
    ),
    max_leaves=6,
)
_PAGE = (
    "<html><head><title>Thread by @a on Thread Reader App</title></head><body><div class='t-main'>"
    "<div class='row t-tweet'><div class='col-12'>One. {}</div></div>"
    "<div class='row t-tweet'><div class='col-12'>Two.</div></div></div></body></html>"
)


@given(_ELEMENTS)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("name", ["thread-reader-html"])
def test_any_element_of_any_class_is_read(tmp_path: Path, name: str, elements: str) -> None:
    """A link that is a picture is one of them, from its beginning to its end."""
    path = tmp_path / "page.html"
    path.write_text(_PAGE.format(elements), encoding="utf-8")
    (capture,) = reader_of(name).read(input_at(path))
    assert capture.posts[0].text.startswith("One.")
