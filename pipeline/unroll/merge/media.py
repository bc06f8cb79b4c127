"""Merging of the media, quotes and link cards of one post from several captures of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from urllib.parse import unquote

from msgspec.structs import replace

from pipeline.model import LinkCard, Media, Quote
from pipeline.text.x_addresses import status_number_in

_Item = TypeVar("_Item", Media, Quote, LinkCard)


def media(lists: Sequence[Sequence[Media]]) -> tuple[Media, ...]:
    """The media of a post, from the lists of its captures, the best capture's first.

    The same picture is told by its name, else by its place among those of its kind. Description, file and address
    come from the first capture that has any.
    """
    return tuple(map(_medium, _groups(lists, _name, _are_alike, _is_certain)))


def quotes(lists: Sequence[Sequence[Quote]]) -> tuple[Quote, ...]:
    """The quotes of a post, told by their ids; the text comes from the first capture that has it."""
    return tuple(map(_quote, _groups(lists, _quoted, _may_be_one, _quoted)))


def link_cards(lists: Sequence[Sequence[LinkCard]]) -> tuple[LinkCard, ...]:
    """The link cards of a post, told by their addresses."""
    return tuple(map(_card, _groups(lists, _address, _have_one_address, _address)))


def _groups(
    lists: Sequence[Sequence[_Item]],
    name: Callable[[_Item], str],
    alike: Callable[[_Item, _Item], bool],
    certain: Callable[[_Item], object],
) -> Iterator[list[_Item]]:
    """Groups of items that are the same thing in several lists, each in the order of the lists.

    The list with the most certain items gives the order. Items of one name are the same. Where two lists share no name,
    so are items that are alike, in their order, and so is always an item without a name. What is left is added, unless
    it is a mere placeholder.
    """
    known = [place for place, items in enumerate(lists) if items]
    if len(known) < 2:
        yield from ([item] for place in known for item in lists[place])
        return
    groups: list[dict[int, _Item]] = []
    for place in sorted(known, key=lambda place: -sum(1 for item in lists[place] if certain(item))):
        is_first, left = not groups, []
        for item in lists[place]:
            same = [g for g in groups if place not in g and name(item) and name(item) in map(name, g.values())]
            if same:
                same[0][place] = item
            else:
                left.append(item)
        foreign = len(left) == len(lists[place])
        for item in left:
            free = [g for g in groups if place not in g and all(alike(item, other) for other in g.values())]
            if free and (foreign or not name(item)):
                free[0][place] = item
            elif certain(item) or is_first:
                groups.append({place: item})
    for group in groups:
        yield [group[place] for place in sorted(group)]


def _name(item: Media) -> str:
    """Name of a medium's file, without suffixes of sizes and servers."""
    address = unquote(item.url) or (item.file.name if item.file else "")
    return re.split(r"[?#:@]", address.rpartition("/")[2], maxsplit=1)[0].partition(".")[0]


def _are_alike(one: Media, two: Media) -> bool:
    return (one.kind == "photo") == (two.kind == "photo")


def _is_certain(item: Media) -> bool:
    return bool(item.file or item.url or item.alt)


def _medium(group: Sequence[Media]) -> Media:
    asset = next((item.asset for item in group if item.asset), None)
    recording = next((item.recording for item in group if item.recording), None)
    return replace(
        group[0],
        alt=next((item.alt for item in group if item.alt), ""),
        asset=asset,
        recording=recording,
        url=next((item.url for item in group if item.url), ""),
        missing="" if asset or recording else next((item.missing for item in group if item.missing), ""),
    )


def _quoted(quote: Quote) -> str:
    """Name of a quote: the quoted post's id, as far as it is known."""
    return status_number_in(quote.url) or quote.id or quote.url


def _may_be_one(one: Quote, two: Quote) -> bool:
    return not (_quoted(one) and _quoted(two))


def _address(card: LinkCard) -> str:
    return card.url


def _have_one_address(one: LinkCard, two: LinkCard) -> bool:
    return one.url == two.url


def _quote(group: Sequence[Quote]) -> Quote:
    best = next((item for item in group if item.text), group[0])
    dates = sorted((item.date for item in group if item.date), key=lambda date: date.instant is None)
    return replace(
        best,
        url=next((item.url for item in group if item.url), ""),
        id=next((item.id for item in group if item.id), ""),
        author=next((item.author for item in group if item.author), None),
        media=media([item.media for item in group]),
        date=dates[0] if dates else None,
        missing="" if best.text else next((item.missing for item in group if item.missing), ""),
    )


def _card(group: Sequence[LinkCard]) -> LinkCard:
    return replace(
        group[0],
        title=next((item.title for item in group if item.title), ""),
        description=next((item.description for item in group if item.description), ""),
        picture=next((item.picture for item in group if item.picture), None),
    )
