"""Figures: what a post has beside its text that is seen or heard, as a template sees it, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from msgspec import Struct

from pipeline.assets import BadPictureError
from pipeline.errors import Notice
from pipeline.model import Asset, CustomEmoji, LinkCard, Media, Message, Picture, Recording, Thread
from pipeline.sources.reading.files import as_text
from pipeline.typeset import pictures, recordings
from pipeline.typeset.link_card import Preview
from pipeline.typeset.theme import Theme

_HINT = "Replace the file with a sound JPEG or PNG of at most 50 million pixels."
_Made = TypeVar("_Made")


class Figure(Struct, frozen=True, kw_only=True):
    """A picture, video, GIF or recording of a post as the template sees it."""

    media: Media
    pictures: tuple[Picture, ...] = ()
    """The picture or still; of a long picture, its parts from top to end; () where there is none."""
    moves: bool = False
    """Whether the picture is a frame of an animation."""
    file: str = ""
    """Name of the film's or sound's own file, which lies with the input; "" where it does not, and of a picture."""
    length: str = ""
    """Length of that file, "0:42", as far as it is known."""
    missing: str = ""
    """Reason why there is no picture: "not saved with the page"; "" where there is one."""


class Figures:
    """A maker of a thread's figures; what cannot be shown is told in notices."""

    def __init__(self, thread: Thread, theme: Theme) -> None:
        self._path = thread.source.name
        self._page = theme.number("page_shape", 0.5, 10)
        self.words = theme.words
        """The book's own words."""
        self.notices: list[Notice] = []

    def of(self, media: Media, where: str) -> Figure:
        """The figure of a medium. where: its post, for notices."""
        file, length = "", ""
        if media.recording:
            file, length = as_text(media.recording.asset.name), self.words.figures(recordings.length(media.recording))
        shown: pictures.Shown | None
        missing: Message | str
        shown, missing = None, media.missing or Message("not-saved")
        if media.asset:
            shown, missing = self._prepared(media.asset, where, "a placeholder", self._shown)
        still = _still(media.recording) if media.recording and not shown else ()
        return Figure(
            media=media,
            pictures=shown.parts if shown else still,
            moves=bool(shown and shown.moves),
            file=file,
            length=length,
            missing=self.words.text(missing),
        )

    def preview(self, card: LinkCard, where: str) -> Preview:
        """The link card with its picture."""
        if not card.picture:
            return Preview(card=card, picture=None)
        return Preview(card=card, picture=self._prepared(card.picture, where, "nothing", pictures.prepare)[0])

    def emoji(self, known: tuple[CustomEmoji, ...], where: str) -> dict[str, Picture]:
        """The pictures of custom emoji by their names, as far as there are any."""
        files = ((each.name, each.asset) for each in known if each.asset)
        drawn = {name: self._prepared(file, where, "its name", pictures.prepare_emoji)[0] for name, file in files}
        return {name: picture for name, picture in drawn.items() if picture}

    def _shown(self, asset: Asset) -> pictures.Shown:
        return pictures.prepare_figure(asset, self._page)

    def _prepared(
        self, asset: Asset, where: str, instead: str, prepare: Callable[[Asset], _Made]
    ) -> tuple[_Made | None, Message | str]:
        """The picture and "", or None and the reason why there is none, for which a notice is added.

        instead: what stands in its place, for the notice.
        """
        try:
            return prepare(asset), ""
        except BadPictureError as problem:
            name = as_text(asset.name)
            message = f"the picture {name} {problem}; {instead} stands in its place"
            self.notices.append(Notice(message=message, path=self._path, where=where, hint=_HINT))
            return None, Message.of("file-unusable", file=name)


def _still(recording: Recording) -> tuple[Picture, ...]:
    """A frame of a film, where one can be had: nothing is missing without it."""
    with suppress(BadPictureError):
        return (pictures.prepare_still(recording),)
    return ()
