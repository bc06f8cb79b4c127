"""Portraits: the pictures that authors show beside their posts, as far as a theme wants them and a source has them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Asset, Profile
from pipeline.typeset.theme import Theme
from pipeline.unroll.merge.identity import owner


def wanted(profiles: Iterable[Profile], theme: Theme) -> dict[str, Asset]:
    """The portraits of authors, by whom these are (`identity.owner`); none where the theme does not show them.

    Raises ThemeError where it does not say.
    """
    if not theme.switch("portraits"):
        return {}
    return {owner(profile.author): profile.portrait for profile in profiles if profile.portrait}
