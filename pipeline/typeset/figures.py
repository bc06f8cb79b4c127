"""The making of figures: pictures prepared and put into rows, and what is told of those that cannot be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from typing import Literal, TypeVar

from msgspec.structs import replace

from pipeline.assets import BadPictureError
from pipeline.errors import Notice
from pipeline.model import Asset, CustomEmoji, LinkCard, Media, Message, Picture, Recording, Thread
from pipeline.sources.reading.files import as_text
from pipeline.typeset import direction, picture_rows, pictures, recordings
from pipeline.typeset.figure import Figure, Row
from pipeline.typeset.link_card import Preview
from pipeline.typeset.theme import Theme

_HINT = "Replace the file with a sound JPEG or PNG of at most 50 million pixels."
_Made = TypeVar("_Made")


class Figures:
    """A maker of a thread's figures; what cannot be shown is told in notices."""

    def __init__(self, thread: Thread, theme: Theme) -> None:
        self._path = thread.source.name
        self._page = theme.page.shape
        self._measure = theme.page.measure
        self._gutter = theme.number("gutter")
        self._is_grey = theme.choice("pictures") == "grey"
        self.words = theme.words
        """The book's own words."""
        self.notices: list[Notice] = []

    def rows(self, media: Sequence[Media], where: str, language: str) -> tuple[Row, ...]:
        """The figures of a post or quote in rows, in their order.

        where: its post, for notices. language: its BCP 47 tag.
        """
        edge: Literal["left", "right"] = "right" if direction.is_written_right_to_left(language) else "left"
        gutter = picture_rows.percent(self._gutter / self._measure)
        figures = (self._figure(each, where) for each in media)
        return tuple(Row(figures=row, gutter=gutter, edge=edge) for row in self._divided(figures))

    def _divided(self, figures: Iterator[Figure]) -> Iterator[tuple[Figure, ...]]:
        """Pictures in rows; what is no picture, or has several parts, by itself between them."""
        for whole, run in groupby(figures, lambda figure: len(figure.pictures) == 1):
            if not whole:
                yield from ((figure,) for figure in run)
                continue
            shown = list(run)
            sizes = [(picture.width, picture.height) for figure in shown for picture in figure.pictures]
            left = iter(shown)
            for widths in picture_rows.divided(sizes, self._measure, self._gutter):
                yield tuple(replace(next(left), width=width) for width in widths)

    def _figure(self, media: Media, where: str) -> Figure:
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
            pictures=tuple(map(self._toned, shown.parts if shown else still)),
            moves=bool(shown and shown.moves),
            file=file,
            length=length,
            missing=self.words.text(missing),
        )

    def preview(self, card: LinkCard, where: str) -> Preview:
        """The link card with its picture."""
        if not card.picture:
            return Preview(card=card, picture=None)
        picture, _ = self._prepared(card.picture, where, "nothing", pictures.prepare)
        return Preview(card=card, picture=self._toned(picture) if picture else None)

    def emoji(self, known: tuple[CustomEmoji, ...], where: str) -> dict[str, Picture]:
        """The pictures of custom emoji by their names, as far as there are any."""
        files = ((each.name, each.asset) for each in known if each.asset)
        drawn = {name: self._prepared(file, where, "its name", pictures.prepare_emoji)[0] for name, file in files}
        return {name: self._toned(picture) for name, picture in drawn.items() if picture}

    def portrait(self, asset: Asset | None) -> Picture | None:
        """The portrait of the thread's author, small; None where there is none to be had."""
        shown = self._prepared(asset, "its author", "an initial", pictures.prepare_portrait)[0] if asset else None
        return self._toned(shown) if shown else None

    def _toned(self, picture: Picture) -> Picture:
        """A picture as the theme shows it, in its colours or in greys."""
        return pictures.in_greys(picture) if self._is_grey else picture

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
            return None, Message.of(problem.told, file=name, **problem.values)


def _still(recording: Recording) -> tuple[Picture, ...]:
    """A frame of a film, where one can be had: nothing is missing without it."""
    with suppress(BadPictureError):
        return (pictures.prepare_still(recording),)
    return ()
