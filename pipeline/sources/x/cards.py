"""Polls and link cards, both of which X keeps as a card below the post."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from pipeline.model import Choice, LinkCard, Poll
from pipeline.sources.x.media_files import Find
from pipeline.sources.x.tweet_text import unescaped, web
from pipeline.sources.x.x_post import date_of

_CHOICES = 4
_PICTURES = ("photo_image_full_size_original", "summary_photo_image_original", "thumbnail_image_original")


class Picture(msgspec.Struct):
    url: str = ""


class Value(msgspec.Struct):
    string_value: str = ""
    image_value: Picture = msgspec.field(default_factory=Picture)


class Binding(msgspec.Struct):
    key: str
    value: Value = msgspec.field(default_factory=Value)


class Legacy(msgspec.Struct):
    name: str = ""
    binding_values: list[Binding] | dict[str, Value] = []
    url: str = ""

    @property
    def values(self) -> dict[str, Value]:
        if isinstance(self.binding_values, dict):
            return self.binding_values
        return {binding.key: binding.value for binding in self.binding_values}


class Card(Legacy):
    """A card as API v1.1 has it, or as GraphQL has it, within `legacy`."""

    legacy: Legacy | None = None


def poll_of(card: Card | None) -> Poll | None:
    """The poll that a card is, or None."""
    values = (card.legacy or card).values if card else {}
    choices = []
    for number in range(1, _CHOICES + 1):
        label = values.get(f"choice{number}_label", Value()).string_value
        votes = values.get(f"choice{number}_count", Value()).string_value
        if label:
            choices.append(Choice(text=unescaped(label), votes=int(votes) if votes.isdecimal() else None))
    ends = values.get("end_datetime_utc", Value()).string_value
    return Poll(choices=tuple(choices), ends=date_of(ends)) if choices else None


def link_cards_of(card: Card | None, targets: Mapping[str, str], post_id: str, find: Find) -> tuple[LinkCard, ...]:
    """The link card that a card is, if it is one.

    targets: where the post's t.co links lead.
    """
    inner = card.legacy or card if card else None
    values = inner.values if inner else {}
    title = values.get("title", Value()).string_value
    address = values.get("card_url", Value()).string_value or (inner.url if inner else "")
    url = web(targets.get(address, address))
    if not (title and url):
        return ()
    picture = next((values[key].image_value.url for key in _PICTURES if key in values), "")
    return (link_card(url, title, values.get("description", Value()).string_value, picture, post_id, find),)


def link_card(url: str, title: str, description: str, picture: str, post_id: str, find: Find) -> LinkCard:
    """A link card, with its picture if that came along. The URL must be a web address."""
    return LinkCard(
        url=url,
        title=unescaped(title).strip(),
        description=unescaped(description).strip(),
        picture=find(post_id, picture) if picture else None,
    )
