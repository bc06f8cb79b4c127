"""Messages: what a book says of its own, as data, until it is known in which language."""

from __future__ import annotations

from msgspec import Struct


class Message(Struct, frozen=True, omit_defaults=True):
    """A message of the catalogues (`pipeline.wording`), with the values that its sentence names."""

    id: str
    values: tuple[tuple[str, int | str | Message | tuple[str | Message, ...]], ...] = ()
    """Names and values: numbers, words that are nobody's to translate, other messages, and lists of these."""

    @classmethod
    def of(cls, id: str, /, **values: int | str | Message | tuple[str | Message, ...]) -> Message:
        """The message with that id and these values."""
        return cls(id, tuple(values.items()))
