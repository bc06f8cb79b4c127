"""Figures and their rows, as a template sees them: what a post has beside its text that is seen or heard."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from pipeline.model import Media, Picture


class Figure(Struct, frozen=True, kw_only=True):
    """A picture, video, GIF or recording of a post as the template sees it."""

    media: Media
    pictures: tuple[Picture, ...] = ()
    """The picture or still; of a long picture, its parts from top to end; () where there is none."""
    width: float = 100.0
    """Width of the picture in percent of the measure; of one that stands by itself, the most."""
    moves: bool = False
    """Whether the picture is a frame of an animation."""
    file: str = ""
    """Name of the film's or sound's own file, which lies with the input; "" where it does not, and of a picture."""
    length: str = ""
    """Length of that file, "0:42", as far as it is known."""
    missing: str = ""
    """Reason why there is no picture: "not saved with the page"; "" where there is one."""


class Row(Struct, frozen=True, kw_only=True):
    """A row: figures side by side, whose pictures are of one height; or one figure by itself."""

    figures: tuple[Figure, ...]
    gutter: float
    """Space between two pictures, in percent of the measure."""
    edge: Literal["left", "right"]
    """Edge at which a row begins, where each picture but the first has the gutter: that at which its language does."""
