"""Descriptions of pictures that a user adds to an X archive, which has none of its own.

A file `alt_text.json` in the archive or beside it: `[{"tweet_id", "media_url" or "media_key", "alt_text"}]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pipeline.model.limits import MAX_SMALL_BYTES
from pipeline.opening import read_file
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_text import COMPLAINTS, value

if TYPE_CHECKING:
    from pipeline.sources.reading.bundle import Bundle

NAMES = ("alt_text.json", "alt-text.json")
HINT = 'Write [{"tweet_id": "…", "media_url": "…", "alt_text": "…"}], or remove the file.'

AltTexts = dict[tuple[str, str], str]
"""Descriptions by post id and the base name of the picture's URL, or the media id."""


class _AltText(msgspec.Struct):
    tweet_id: str | int
    alt_text: str | None = None
    media_key: str | None = None
    """Kind and media id: "3_1234"."""
    media_url: str | None = None


def read_alt_texts(bundle: Bundle) -> AltTexts:
    """All descriptions, those in the archive before those beside it. Raises PublishError where a file is broken."""
    found: AltTexts = {}
    for name in NAMES:
        beside = bundle.source.asset(f"../{name}" if bundle.source.path.is_dir() else name)
        try:
            if beside:
                found |= parse(read_file(beside.path, MAX_SMALL_BYTES), bundle.source)
            if name in bundle:
                found |= parse(bundle.read(name, MAX_SMALL_BYTES), bundle.source)
        except (*COMPLAINTS, OSError) as error:
            raise bundle.error(
                "not a list of descriptions",
                where=name,
                hint=HINT,
            ) from error
    return found


def base_name(url: str) -> str:
    """The last part of a URL's path, by which X names files."""
    return url.partition("?")[0].rpartition("/")[2]


def parse(data: bytes, item: Input) -> AltTexts:
    """The descriptions in a file. Raises one of COMPLAINTS where it is no list of such."""
    found = {}
    for row in msgspec.convert(value(data, item), list[_AltText]):
        for name in (base_name(row.media_url or ""), (row.media_key or "").rpartition("_")[2]):
            if name and row.alt_text:
                found[str(row.tweet_id), name] = clean(row.alt_text.strip())
    return found
