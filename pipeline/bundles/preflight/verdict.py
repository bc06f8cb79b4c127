"""A verdict of the preflight: what it finds of a file."""

from __future__ import annotations

from msgspec import Struct

from pipeline.errors import Notice, PublishError


class Finding(Struct, frozen=True, kw_only=True):
    """A rule that a file breaks."""

    target: str
    """The target's name."""
    rule: str
    file: str
    """Its name below the output folder."""
    message: str
    """What is found, one line, no full stop: "page 31: the picture is 190 dpi at this size; 300 wanted"."""
    hint: str
    """What comes of it, and what to do: one sentence."""
    refused: bool = True
    """Whether the place would refuse the file, and not only make less of it."""

    def error(self) -> PublishError:
        """The finding as an error of the run."""
        return PublishError(self.message, path=self.file, hint=self.hint)

    def notice(self) -> Notice:
        """The finding as a warning."""
        return Notice(message=self.message, path=self.file, hint=self.hint)
