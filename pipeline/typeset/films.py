"""Films: one of their frames is shown, where the extra `threadbound[video]` is installed, which brings PyAV."""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache

from pipeline import assets
from pipeline.assets import BadPictureError
from pipeline.model import Recording
from pipeline.model.limits import MAX_RECORDING_BYTES
from pipeline.typeset import apart

_CONTAINERS = {
    **dict.fromkeys(("mp4", "m4v", "mov", "3gp"), "mov"),
    **dict.fromkeys(("webm", "mkv"), "matroska"),
    "ogv": "ogg",
    "avi": "avi",
}
"""Containers by the endings of files' names. They are not guessed: some would lead to other files."""


def still(recording: Recording) -> bytes:
    """A frame of a film, as a PNG. Raises BadPictureError where there is none to be had."""
    if not _has_still(recording):
        raise BadPictureError("is a film, of which no frame is shown")
    try:
        with assets.whole(recording.asset) as film:
            return apart.run("pipeline.typeset.film_drawing", film, _container(recording))
    except Exception as error:  # whatever a damaged archive raises
        raise BadPictureError("is damaged", "file-damaged") from error


def digest(recording: Recording) -> str:
    """Digest of a film of which a frame is shown, for keys; "" for any other recording."""
    try:
        if not _has_still(recording):
            return ""
        with assets.opened(recording.asset) as film:
            found = hashlib.sha256()
            while part := film.read(2**20):
                found.update(part)
            return found.hexdigest()
    except Exception:  # whatever a damaged archive raises: then there is no frame, either
        return ""


def _has_still(recording: Recording) -> bool:
    """Whether a frame of the film is looked for."""
    return _can_be_read() and bool(_container(recording)) and assets.size(recording.asset) <= MAX_RECORDING_BYTES


def _container(recording: Recording) -> str:
    return _CONTAINERS.get(recording.asset.name.rpartition(".")[2].lower(), "")


@cache
def _can_be_read() -> bool:
    return importlib.util.find_spec("av") is not None
