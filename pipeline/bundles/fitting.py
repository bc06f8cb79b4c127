"""A fit: what is changed about books until they keep to a target's rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from pipeline.collection.volumes import parted
from pipeline.errors import Notice
from pipeline.model import Volume
from pipeline.targets import Target
from pipeline.typeset.theme import Theme


class Fit(Struct, frozen=True, kw_only=True):
    """The fit of books to a target. Fit(): nothing is changed."""

    settings: dict[str, str | int] = field(default_factory=dict)
    """Values of the theme's options."""
    parts: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Numbers of threads in the volumes that a book is divided into, by its name."""
    notices: dict[str, Notice] = field(default_factory=dict)
    """What is told of it, by what was changed: the last word on that."""

    def and_also(self, other: Fit) -> Fit:
        """Both: where they differ, the other."""
        return Fit(
            settings=self.settings | other.settings,
            parts=self.parts | other.parts,
            notices=self.notices | other.notices,
        )

    def theme(self, theme: Theme, target: Target) -> Theme:
        """The theme with these options."""
        return theme.given(self.settings, target.source("rules.")) if self.settings else theme

    def volumes(self, volumes: Sequence[Volume], theme: Theme) -> Iterator[Volume]:
        """The books, divided. A volume that was divided may be so once more."""
        for volume in volumes:
            if counts := self.parts.get(volume.name):
                yield from self.volumes(parted(volume, counts, theme.words), theme)
            else:
                yield volume
