"""Files that no reader claims: which of them were meant as threads, and what is wrong with them.

A picture or a note beside the threads is passed over, an empty note too. An empty page, a text file full of zeros or a
JSON file that breaks off is told of: its owner believes that it is a saved thread.
"""

from __future__ import annotations

from pipeline.errors import PublishError
from pipeline.model.limits import MAX_MARKDOWN_BYTES
from pipeline.opening import open_file
from pipeline.sources.reading import encoding
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_file import decode

ARCHIVES = {".zip": ("zip", b"PK"), ".tar.gz": ("tar.gz", b"\x1f\x8b"), ".tgz": ("tar.gz", b"\x1f\x8b")}
"""Kinds of archives by the endings of their names, with the bytes that they begin with."""
_NOTES = (".md", ".markdown")
"""Endings of notes, which may be anything; a thread is known by its front matter."""
_REMEDY = "Save the thread again; `publish sources` lists what can be read."


def complaint(item: Input, endings: tuple[str, ...], *, must_be_thread: bool) -> PublishError | None:
    """Why this file is no thread, or None where it can be passed over.

    endings: of names of files that were meant as threads.
    must_be_thread: the user named this very file, so that it is never passed over.
    """
    name = item.path.name.lower()
    is_note = name.endswith(_NOTES)
    meant = must_be_thread or name.endswith(endings)
    # A path that is a link still, though links were resolved, leads to itself.
    if (meant or item.path.is_symlink()) and (closed := _unreadable(item)):
        return closed
    if not meant or (is_note and not must_be_thread and not item.head.strip()):
        return None
    damage = _damage(item)
    if damage is None and must_be_thread:
        damage = (_refusal(item) if is_note else None) or item.error(
            "not a thread in any format that is known", hint=_REMEDY
        )
    return damage


def _unreadable(item: Input) -> PublishError | None:
    try:
        open_file(item.path).close()
    except OSError as error:
        return item.unreadable(error)
    return None


def _damage(item: Input) -> PublishError | None:
    name = item.path.name.lower()
    if not item.head.strip():
        return item.error("the file is empty", hint="Save the thread again.")
    for ending, (kind, beginning) in ARCHIVES.items():
        if name.endswith(ending):
            return None if item.head.startswith(beginning) else item.error(f"not a {kind} file", hint=_REMEDY)
    if name.endswith(".car"):
        return item.error("not a CAR file", hint=_REMEDY)
    if b"\0" in item.head:
        return item.error("binary data, not text", hint=_REMEDY)
    return _broken_json(item) if name.endswith(".json") else None


def _refusal(item: Input) -> PublishError | None:
    """Why a note is not read as a thread, as far as its front matter says."""
    from pipeline.sources.reading import front_matter  # brings YAML

    try:
        text, _ = encoding.decode(item.read_bytes(MAX_MARKDOWN_BYTES), item.label)
        front_matter.parse(item, text)
    except PublishError as error:
        return error
    if front_matter.is_slides(text):
        hint = "If they are the posts of a thread, add a line handle: NAME to the front matter."
        return item.error("reads like slides: most of its parts begin with a heading", hint=hint)
    return None


def _broken_json(item: Input) -> PublishError | None:
    try:
        decode(item.read_bytes(), item)
    except PublishError as error:
        return error
    return None
