"""The owner's profile in an X archive: what they say of themself, and their picture, in `profile.js`."""

from __future__ import annotations

import html

import msgspec

from pipeline.model import Asset, Author, Profile
from pipeline.sources.reading.bundle import Bundle
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.x.alt_texts import base_name
from pipeline.sources.x.archive_data import items


class _Description(msgspec.Struct):
    bio: str = ""


class _Profile(msgspec.Struct, rename="camel"):
    description: _Description = msgspec.field(default_factory=_Description)
    avatar_media_url: str = ""


class _Item(msgspec.Struct):
    profile: _Profile


def profile_of(bundle: Bundle, account_id: str, author: Author) -> tuple[Profile, ...]:
    """The profile of an archive's owner; () where the archive has none, or an empty one. Raises PublishError where the
    file is not as X writes it."""
    name = next((name for name in ("data/profile.js", "profile.js") if name in bundle), "")
    found = [item.profile for _, item in items(bundle, name, _Item, "profile")] if name else []
    profiles = (
        Profile(
            author=author,
            bio=clean(html.unescape(each.description.bio)).strip(),
            portrait=_picture(bundle, account_id, each.avatar_media_url),
        )
        for each in found
    )
    return tuple(profile for profile in profiles if profile.bio or profile.portrait)


def _picture(bundle: Bundle, account_id: str, url: str) -> Asset | None:
    """The file of the picture at an address: "data/profile_media/ACCOUNT-name.jpg"."""
    name = base_name(url)
    files = (f"{folder}profile_media/{account_id}-{name}" for folder in ("data/", "") if name)
    return next(filter(None, map(bundle.asset, files)), None)
