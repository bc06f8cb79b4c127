"""The export of Threads (Instagram): `threads_and_replies.json` in its zip or folder, or that file alone.

It has neither ids of posts nor what a post answers, only whom, so that threads cannot be rebuilt from it: the posts
come as a bag without links. (`pipeline/unroll/grouping.py` guesses at threads by time, where the user asks for that.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from pipeline.errors import Notice, PublishError
from pipeline.model import Author, Capture, Date, Media, MediaKind, Message, Post
from pipeline.model.limits import MAX_PROFILE_BYTES, MAX_THREADS_EXPORT_BYTES
from pipeline.sources.reading.attachment import saved
from pipeline.sources.reading.bundle import ZIP_STARTS, Bundle, open_bundle
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.entities import find_entities
from pipeline.sources.reading.files import Input, digest
from pipeline.sources.reading.json_text import COMPLAINTS, quick
from pipeline.sources.reading.rejects import Rejects

NAME = "threads-export"

UNREAD: dict[str, str] = {
    "*.title: *[ÃÂâ]*": "UTF-8 that Instagram writes as Latin-1: read repaired",
}

_FILE = "threads_and_replies.json"
_FOLDER = "your_instagram_activity/threads/"
_PLACES = (_FOLDER + _FILE, f"threads/{_FILE}", _FILE)
_AS_PAGES = (f"{_FOLDER}threads_and_replies.html", "threads/threads_and_replies.html")
_OWNERS = (
    "personal_information/personal_information/personal_information.json",
    "personal_information/personal_information.json",
    f"{_FOLDER}personal_information.json",
    "threads/personal_information.json",
    "personal_information.json",
)
_OWN = re.compile(
    r"(?:ads_information|apps_and_websites_off_of_instagram|connections|logged_information|personal_information"
    r"|preferences|security_and_login_information|your_instagram_activity)/"
    r"|media/(?:[^/]+\.(?:jpe?g|png|webp|heic|mp4|mov)|(?:archived_posts|other|posts|profile|reels|stories|threads)/)"
)
"""Names of an export's files, and of folders that hold nothing else."""
_KEY = re.compile(rb'\s*\{\s*"text_post_app_text_posts"\s*:')
_NAMED = re.compile(r"(?:instagram|threads)-(?P<handle>[A-Za-z0-9._]{1,30})-\d{4}-\d\d-\d\d-\w+(?:\.zip)?")
_AGAIN = "Download the export again, as JSON."
_UNNAMED = "unnamed"
"""Placeholder for the id of the post that is answered, where the export does not even say whose it is."""
_T = TypeVar("_T")


class _TextPost(msgspec.Struct):
    is_reply: bool = False
    in_reply_to_username: str = ""
    """Handle of the author answered, in exports of 2026; the own one in the posts of a thread."""


class _Medium(msgspec.Struct):
    uri: str = ""
    creation_timestamp: int = 0
    title: str = ""
    text_app_post: _TextPost = msgspec.field(default_factory=_TextPost)


class _Item(msgspec.Struct):
    media: list[_Medium] = []
    title: str = ""
    """The text of a post with several media; that of any other stands at its medium, even where it has none."""
    creation_timestamp: int = 0

    @property
    def reply(self) -> _TextPost:
        """The part that says whether it is an answer, and to whom."""
        return self.media[0].text_app_post if self.media else _TextPost()


class _Export(msgspec.Struct):
    text_post_app_text_posts: list[msgspec.Raw]


class _Value(msgspec.Struct):
    value: str = ""


class _Profile(msgspec.Struct):
    string_map_data: dict[str, _Value] = {}


class _Owner(msgspec.Struct):
    profile_user: list[_Profile] = []
    text_post_app_text_post_app_profile: list[_Profile] = []


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    if _KEY.match(item.head):
        return True
    is_folder = item.path.is_dir()
    if not is_folder and not item.head.startswith(ZIP_STARTS):
        return False
    places = _PLACES[:1] if is_folder else _PLACES  # a folder of threads that holds such a file is not the export
    try:
        with open_bundle(item) as bundle:
            return any(place in bundle for place in (*places, *_AS_PAGES))
    except PublishError:
        return False


def owns(_folder: Input, name: str) -> bool:
    """Whether a file below the folder of an export is a part of it."""
    return bool(_OWN.fullmatch(name))


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    loose = not item.path.is_dir() and not item.head.startswith(ZIP_STARTS)
    with open_bundle(replace(item, path=item.path.parent) if loose else item) as bundle:
        name = item.path.name if loose else _place(bundle)
        data = bundle.read(name, MAX_THREADS_EXPORT_BYTES)
        author, rejects = _owner(bundle), Rejects()
        items = _items(bundle, name, data, rejects)
        stray = _stray(items)
        found = (_post(bundle, each) for each in items if id(each) not in stray)
        posts = sorted((post for post in found if post.text or post.media), key=_moment)
        notices = (*rejects.notices(posts), *_notices(item, author, len(stray)))
        if not posts:
            raise item.error("there are no posts in the export", where=name, hint=_AGAIN)
        sha256 = digest([("", data)]) if loose else bundle.sha256()
        source = item.source(NAME, sha256)
        return [Capture(source=source, author=author, posts=tuple(posts), ordered=False, notices=notices)]


def _place(bundle: Bundle) -> str:
    """The name of the file that lists the posts."""
    for place in _PLACES:
        if place in bundle:
            return place
    if any(place in bundle for place in _AS_PAGES):
        message, hint = "the export is made of HTML pages", "Download it again, in the format JSON."
    else:
        message, hint = f"there is no {_FILE} in it", "Download the export again, with the data of Threads."
    raise bundle.error(message, hint=hint)


def _decoded(bundle: Bundle, data: bytes | msgspec.Raw, shape: type[_T], where: str) -> _T:
    try:
        decoder = msgspec.json.Decoder(shape, strict=False)
        return quick(bytes(data), bundle.source, decoder.decode)
    except COMPLAINTS as error:
        raise bundle.error(f"not as Threads writes it: {error}", where=where, hint=_AGAIN) from error


def _items(bundle: Bundle, name: str, data: bytes, rejects: Rejects) -> list[_Item]:
    """The items of a file in the order in which they were written: the newest stands first there."""
    raws = _decoded(bundle, data, _Export, name).text_post_app_text_posts
    items = []
    for number, raw in enumerate(raws, 1):
        try:
            items.append(_decoded(bundle, raw, _Item, f"{name}: item {number}"))
        except PublishError as error:
            rejects.add(error)
    return items[::-1]


def _stray(items: list[_Item]) -> set[int]:
    """Items (by `id`) that answer somebody who is not named, in an export that does name people, its owner too."""
    if not any(item.reply.in_reply_to_username for item in items):
        return set()
    return {id(item) for item in items if item.reply.is_reply and not item.reply.in_reply_to_username}


def _post(bundle: Bundle, item: _Item) -> Post:
    first = item.media[0] if item.media else _Medium()
    text = clean(_repaired(item.title or first.title)).strip()
    whom = item.reply.in_reply_to_username
    return Post(
        text=text,
        spans=tuple(span for span in find_entities(text) if span.kind == "link"),
        media=tuple(_media(bundle, clean(_repaired(medium.uri))) for medium in item.media if medium.uri),
        date=_date(item.creation_timestamp or first.creation_timestamp),
        reply_to=_UNNAMED if item.reply.is_reply and not whom else "",
        reply_to_author=clean(_repaired(whom)),
    )


def _media(bundle: Bundle, uri: str) -> Media:
    if asset := bundle.asset(uri):
        return saved(asset)
    kind: MediaKind = "video" if uri.lower().endswith((".mp4", ".mov", ".webm")) else "photo"
    return Media(kind=kind, missing=Message.of("not-in-export", file=uri))


def _date(timestamp: int) -> Date | None:
    try:
        return Date.at(datetime.fromtimestamp(timestamp, tz=UTC)) if timestamp > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _moment(post: Post) -> float:
    return post.date.instant.timestamp() if post.date and post.date.instant else 0.0


def _repaired(text: str) -> str:
    """The text before the export wrote each byte of its UTF-8 as a character."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _owner(bundle: Bundle) -> Author:
    """The owner of the export, by the account's data or, without them, by the name of the export's file."""
    handle = name = ""
    for place in _OWNERS:
        if place in bundle and not handle:
            with suppress(PublishError):  # of no use, and none is needed
                owner = _decoded(bundle, bundle.read(place, MAX_PROFILE_BYTES), _Owner, place)
                for profile in (*owner.profile_user, *owner.text_post_app_text_post_app_profile):
                    fields = {key: _repaired(field.value) for key, field in profile.string_map_data.items()}
                    handle, name = fields.get("Username", handle), fields.get("Name", name)
    if not handle and (match := _NAMED.fullmatch(bundle.source.path.name)):
        handle = match["handle"]
    handle = clean(handle).strip()
    url = f"https://www.threads.com/@{handle}" if re.fullmatch(r"[A-Za-z0-9._]+", handle) else ""
    return Author(name=clean(name).strip(), handle=handle, url=url)


def _notices(item: Input, author: Author, stray: int) -> Iterator[Notice]:
    yield Notice(
        message="the export does not say which posts make a thread: each stands alone",
        path=item.label,
        hint="With --group-by-time MINUTES, posts that follow each other so closely make a thread.",
    )
    if stray:
        posts = "1 post is" if stray == 1 else f"{stray} posts are"
        yield Notice(message=f"{posts} left out: answers to somebody whom the export does not name", path=item.label)
    if not author.handle:
        yield Notice(
            message="the export does not say whose it is, nor which answers are to its owner",
            path=item.label,
            hint="Name the whole export, with its personal_information folder.",
        )
