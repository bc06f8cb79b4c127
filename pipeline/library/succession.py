"""Succession of a post: the newer capture's version, with what only the earlier one has."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Change, ChangeKind, Date, Post
from pipeline.unroll.merge import media
from pipeline.unroll.merge.fields import goes_on
from pipeline.unroll.merge.words import folded


def followed(old: Post, new: Post, *, poorer: bool, update: int, since: Date | None) -> Post:
    """The newer post with its change, or with the earlier one's where nothing changed.

    poorer: it comes from a source of a lesser kind, so what it lacks was not taken away. update, since: see `Change`.
    """
    new = _filled(old, new, poorer=poorer)
    if not (kind := _became(old, new)):
        return replace(new, change=old.change)
    before = old.text if _is_reworded(old, new) else ""
    return replace(new, change=Change(kind=kind, update=update, since=since, before=before))


def _became(old: Post, new: Post) -> ChangeKind | None:
    if old.last_seen:
        return "back"
    if _is_reworded(old, new):
        return "edited"
    return "completed" if old.truncated and not new.truncated else None


def _is_reworded(old: Post, new: Post) -> bool:
    """Whether the newer post has other words; links and punctuation do not count, for each source has its own."""
    if old.text == new.text:
        return False
    one, two = folded(old.text), folded(new.text)
    return one != two and not (old.truncated and (goes_on(old.text, new.text) or two.startswith(one)))


def _filled(old: Post, new: Post, *, poorer: bool) -> Post:
    if new.truncated and goes_on(new.text, old.text):
        new = replace(
            new,
            text=old.text,
            spans=old.spans,
            marked_up=old.marked_up,
            emoji=old.emoji,
            truncated=old.truncated,
        )
    if poorer or any(not each.file for each in new.media):
        new = replace(new, media=media.media([new.media, old.media]))
    if poorer or any(not each.text for each in new.quotes):
        new = replace(new, quotes=media.quotes([new.quotes, old.quotes]))
    if poorer:
        new = replace(new, poll=new.poll or old.poll, link_cards=media.link_cards([new.link_cards, old.link_cards]))
    return new
