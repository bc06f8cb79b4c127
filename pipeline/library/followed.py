"""A post that both an earlier and a newer capture have: the newer one, with what only the earlier one knew."""

from __future__ import annotations

from dataclasses import replace

from pipeline.merge import media
from pipeline.merge.post import goes_on
from pipeline.merge.words import folded
from pipeline.model import Change, Date, Post


def followed(old: Post, new: Post, *, poorer: bool, update: int, since: Date | None) -> Post:
    """The newer post, with what has become of it; where nothing has, with what had before.

    poorer: it comes from a source of a lesser kind, so what it lacks was not taken away. update, since: see `Change`.
    """
    new = _filled(old, new, poorer=poorer)
    change = Change(kind="edited", update=update, since=since)
    if old.last_seen:
        change = replace(change, kind="back")
    elif old.truncated and not new.truncated:
        change = replace(change, kind="completed")
    elif folded(old.text) == folded(new.text):
        return replace(new, change=old.change)
    elif not new.truncated:
        change = replace(change, before=old.text)
    return replace(new, change=change)


def _filled(old: Post, new: Post, *, poorer: bool) -> Post:
    if new.truncated and not old.truncated and goes_on(new.text, old.text):
        new = replace(new, text=old.text, spans=old.spans, emoji=old.emoji, truncated=False)
    if poorer or any(not each.asset for each in new.media):
        new = replace(new, media=media.media([new.media, old.media]))
    if poorer or any(not each.text for each in new.quotes):
        new = replace(new, quotes=media.quotes([new.quotes, old.quotes]))
    if poorer:
        new = replace(new, poll=new.poll or old.poll, link_cards=media.link_cards([new.link_cards, old.link_cards]))
    return new
