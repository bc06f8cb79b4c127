"""Damaged files, and what a reader may make of any file: captures, or one error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

from pipeline.errors import PublishError
from pipeline.model import Capture
from pipeline.sources.reading.reader import Reader
from tests.conftest import input_at

_ADDRESS = re.compile(r"https?://|mailto:")


@st.composite
def damaged(draw: st.DrawFn, files: Sequence[bytes], pieces: Sequence[bytes] = ()) -> bytes:
    """One of the files with a piece of it cut out, doubled, or overwritten by any bytes or one of the pieces."""
    whole = draw(st.sampled_from(files))
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    piece = draw(st.sampled_from([b"", whole[start:end] * 2, *pieces]) | st.binary(max_size=20))
    return whole[:start] + piece + whole[end:]


def read_or_refused(reader: Reader, path: Path, data: bytes) -> list[Capture]:
    """The captures in a file of these bytes, each with posts and with addresses that a book may lead to.

    None where the reader refuses it, which it does in one line that names the file; sniffing never raises.
    """
    path.write_bytes(data)
    reader.sniff(input_at(path))
    try:
        captures = reader.read(input_at(path))
    except PublishError as error:
        assert error.path == path.name
        assert "\n" not in str(error)
        return []
    assert all(capture.posts for capture in captures)
    posts = [post for capture in captures for post in capture.posts]
    addresses = [span.target for post in posts for span in post.spans]
    addresses += [media.url for post in posts for media in post.media]
    addresses += [card.url for post in posts for card in post.link_cards]
    assert all(_ADDRESS.match(address) for address in addresses if address)
    return captures
