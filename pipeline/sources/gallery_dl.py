"""What gallery-dl notes of X posts: a file for each picture, for each post, or a list of all.

Pictures lie beside it under gallery-dl's names. A folder that holds nothing but such files and pictures is one input, as
a thread is spread over all of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import PublishError
from pipeline.model import Capture
from pipeline.sources.files import Input, digest
from pipeline.sources.gallery_dl_post import Record, post_of
from pipeline.sources.json_file import JsonFile
from pipeline.sources.reader import Reader
from pipeline.sources.x_bag import Bag
from pipeline.sources.x_json import Reading, shape
from pipeline.sources.x_media import Beside
from pipeline.sources.x_post import as_quote

NAME = "gallery-dl"

_NOTES = (".json", ".jsonl")
_FILES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".mp4", ".webm", ".m4v", ".txt")
"""What gallery-dl saves from X."""
_LOOKED_AT = 3
"""How many files of a folder are looked into before it is believed."""
