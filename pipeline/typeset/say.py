"""The book's own words as templates say them: escaped, around markup that a template puts among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from pipeline.typeset.direction import is_written_right_to_left
from pipeline.wording import Wording


class Say(Wording):
    """The words of a language for templates of a kind: `{{ say("posts", count=3) }}`, `{{ say.date(post.date) }}`."""

    def __init__(self, language: str, escape: Callable[[Any], Markup]) -> None:
        """escape: makes of a text what stands for it in the templates' output, and leaves markup as it is."""
        super().__init__(language)
        self._escape = escape
        self.direction = "rtl" if is_written_right_to_left(self.language) else "ltr"
        """Direction in which the words are read, for `dir`."""

    def say(self, id: str, /, **values: Any) -> Markup:
        """The message with that id, escaped, with its values, which may be markup."""
        return Markup("").join(self.parts(id, values, self._within))

    __call__ = say

    def listed(self, things: Iterable[str], within: str = "{}") -> Markup:
        """Things in a row: "A, B and C". within: the markup that each stands in, "{}" in it for the thing."""
        return self._escape(super().listed(self._marked(things, within)))

    def joined(self, things: Iterable[str], within: str = "{}") -> Markup:
        """Facts in a row: "A, B, C". within: see `listed`."""
        return self._escape(super().joined(self._marked(things, within)))

    def people(self, names: Iterable[str], most: int, within: str = "{}") -> Markup:
        """Names in a row, as many as that, and how many others there are. within: see `listed`."""
        return self._escape(super().people(self._marked(names, within), most))

    def _marked(self, things: Iterable[str], within: str) -> list[Markup]:
        return [Markup(within.replace("{}", self._escape(thing))) for thing in things if thing]

    def _within(self, part: Any) -> Markup:
        """A part of a message, whose first spaces are no beginning of a text."""
        if isinstance(part, Markup):
            return part
        words = str(part)
        bare = words.lstrip(" ")
        return Markup(" " * (len(words) - len(bare))) + self._escape(bare)
