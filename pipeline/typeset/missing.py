"""What is known to be missing from a thread, as the notes on it tell: gaps that are alike are told once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from pipeline.model import Gap, Message
from pipeline.wording import Wording

_OF_SEVERAL = {
    "photos-counted": "photos",
    "videos-counted": "videos",
    "gifs-counted": "gifs",
    "audios-counted": "audios",
}
"""Messages about numbers of media in one post, and what stands for them where several posts lack such."""


def told(gaps: Iterable[Gap], words: Wording) -> list[str]:
    """A sentence for each gap, or for all that are alike, in order: "pictures of posts 1–9 are …"."""
    alike: dict[str, list[Gap]] = {}
    for gap in gaps:
        sentence = words.gap(_of_several(gap), (0, 0))  # whatever posts it is of
        alike.setdefault(sentence, []).append(gap)
    return [_together(same, words) for same in alike.values()]


def _together(same: list[Gap], words: Wording) -> str:
    numbers = sorted({gap.after + 1 for gap in same if gap.after is not None})
    return words.gap(_of_several(same[0]) if len(numbers) > 1 else same[0], numbers)


def _of_several(gap: Gap) -> Gap:
    """The gap as it is told with others: of media without their number."""
    if not (isinstance(gap.message, Message) and gap.message.id == "media-lost"):
        return gap
    counted = next((value for name, value in gap.message.values if name == "things" and isinstance(value, tuple)), ())
    things = tuple(Message(_OF_SEVERAL[thing.id]) for thing in counted if isinstance(thing, Message))
    return replace(gap, message=Message.of("media-lost-of-posts", things=things))
