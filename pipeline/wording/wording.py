"""A wording: all that a book says of its own, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, reduce
from typing import Any

from pipeline.model import Date, Gap, Message
from pipeline.wording import dates, numbers
from pipeline.wording.catalogue import COUNT, ENGLISH, catalogue, nearest
from pipeline.wording.cldr import FORMATS


class Wording:
    """The words of a language: sentences, dates, numbers and lists."""

    def __init__(self, language: str) -> None:
        """language: BCP 47. Where there is no catalogue for it, all is said in English."""
        tag = nearest(language)
        self.language = language if tag else ENGLISH
        """BCP 47 tag of the words."""
        self._tag = tag or ENGLISH
        self._messages = catalogue(self._tag)
        self._formats = FORMATS[self._tag]

    def is_of(self, language: str) -> bool:
        """Whether these are the words for a language (BCP 47)."""
        return nearest(language) == self._tag

    def has(self, id: str) -> bool:
        """Whether there is a message with that id."""
        return id in self._messages

    def say(self, id: str, /, **values: Any) -> str:
        """The message with that id, with its values: numbers, dates, words, messages, lists of these.

        Raises KeyError where there is no such message, or it names a value that is not given.
        """
        return "".join(self.parts(id, values, str))

    def parts(self, id: str, values: dict[str, Any], word: Callable[[Any], str]) -> Iterator[str]:
        """The parts of a message in order, its own words and its values, each as `word` has it."""
        for place, part in enumerate(self._messages[id].sentence(values.get(COUNT))):
            yield word(self._value(part, values[part]) if place % 2 else part)

    def text(self, message: Message | str) -> str:
        """A message as a sentence. What is none is somebody's own words, and stays."""
        return message if isinstance(message, str) else self.say(message.id, **dict(message.values))

    def gap(self, gap: Gap, posts: Sequence[int] = ()) -> str:
        """The sentence about a gap: what is missing. posts: numbers of all posts that lack the same, from 1."""
        if isinstance(gap.message, str):
            return gap.message
        numbers = posts or [(gap.after or 0) + 1]
        return self.say(
            gap.message.id, **{"posts": self.ranges(numbers), COUNT: len(numbers), **dict(gap.message.values)}
        )

    def date(self, date: Date | None) -> str:
        """The date as far as it is known; "" for nothing known."""
        return numbers.in_figures(dates.written(date, self._formats), self._tag) if date else ""

    def stretch(self, first: Date, last: Date) -> str:
        """The stretch from a day to a later one; the first alone, where that is not later."""
        return numbers.in_figures(dates.stretch(first, last, self._formats), self._tag)

    def figures(self, text: str | int) -> str:
        """A text, or a number without groups, with its figures as readers of the language use them."""
        return numbers.in_figures(str(text), self._tag)

    def number(self, value: int) -> str:
        """A number of things, its figures in groups."""
        return self.figures(numbers.grouped(value, self._formats))

    def percent(self, share: str) -> str:
        """A share in hundredths, written in figures: "46%", "46 %"."""
        return self.figures(self._formats.percent.format(share))

    def listed(self, things: Iterable[str]) -> str:
        """Things in a row, as a sentence names them: "A, B and C"."""
        *others, last = [*filter(None, things)] or [""]
        return self.say("and", first=self.joined(others), last=last) if others else last

    def people(self, names: Iterable[str], most: int) -> str:
        """Names in a row: "A, B and C"; as many as that, and "9 others", where there are more than one more."""
        people = [*names]
        if len(people) <= most + 1:
            return self.listed(people)
        return self.say("and-others", names=self.joined(people[:most]), count=len(people) - most)

    def joined(self, things: Iterable[str]) -> str:
        """Facts in a row: "A, B, C"."""
        return self._row("comma", things)

    def clauses(self, things: Iterable[str]) -> str:
        """Clauses in a row: "A; B; C"."""
        return self._row("clauses", things)

    def _row(self, id: str, things: Iterable[str]) -> str:
        some = [*filter(None, things)]
        return reduce(lambda first, second: self.say(id, first=first, second=second), some) if some else ""

    def ranges(self, values: Iterable[int]) -> str:
        """Ascending numbers as a book writes them: "1–3, 5, 7 and 8"."""
        return self.listed(
            self.say("range", first=first, last=last) if last > first else self.figures(first)
            for first, last in numbers.stretches(values)
        )

    def _value(self, name: str, value: Any) -> Any:
        match value:
            case int():
                return self.number(value) if name == COUNT else self.figures(value)
            case Message():
                return self.text(value)
            case Date():
                return self.date(value)
            case tuple():
                return self.listed(map(self.text, value))
        return value


@cache
def wording(language: str) -> Wording:
    """The words for a language (BCP 47); English ones where there is no catalogue for it."""
    return Wording(language)
