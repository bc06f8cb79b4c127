"""Profiles of a run's authors: of what several captures have of one person, the newest of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.library.record import day
from pipeline.model import Capture, Date, Profile, Thread
from pipeline.unroll.merge.identity import owner


def profiles(threads: Iterable[Thread], captures: Sequence[Capture], before: Iterable[Profile]) -> tuple[Profile, ...]:
    """The profiles of the threads' authors, in the order of their names, as far as any capture has them.

    before: those that earlier runs knew, which count where no capture says more.
    """
    newest = sorted(captures, key=lambda capture: day(capture.captured or Date()), reverse=True)
    known = [profile for capture in newest for profile in capture.profiles] + [*before]
    wanted = {owner(thread.author) for thread in threads}
    found: dict[str, Profile] = {}
    for profile in known:
        key = owner(profile.author)
        if key in wanted:
            found[key] = _completed(found[key], profile) if key in found else profile
    return tuple(found[key] for key in sorted(found))


def _completed(profile: Profile, other: Profile) -> Profile:
    """The profile, with what only the other one has."""
    return Profile(author=profile.author, bio=profile.bio or other.bio, portrait=profile.portrait or other.portrait)
