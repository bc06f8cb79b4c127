"""The archive that Mastodon and its kin give an account's owner: outbox.json, actor.json and the media.

It comes as a tar.gz, a zip, the folder unpacked from one, or outbox.json alone. All posts become one unordered
capture; boosts are left out. Posts that were not public are read and marked, and it is not for a reader to drop them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.assets import tarball
from pipeline.assets.gunzip import MAGIC
from pipeline.errors import Notice, PublishError
from pipeline.model import Author, Capture, Post, Profile
from pipeline.model.limits import MAX_POSTS
from pipeline.sources.fediverse.activity_streams import Record, address, identity, line, record, text
from pipeline.sources.fediverse.content_html import profile
from pipeline.sources.fediverse.conventions import handle, handle_in
from pipeline.sources.reading.bundle import ZIP_STARTS, Bundle, FolderBundle, open_bundle
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.json_stream import JsonStream
from pipeline.sources.reading.quotes import with_own_quotes
from pipeline.sources.reading.rejects import Rejects

if TYPE_CHECKING:
    from pipeline.sources.fediverse.note import Notes

NAME = "mastodon-archive"

UNREAD: dict[str, str] = {}
OUTBOX, ACTOR = "outbox.json", "actor.json"

_DAMAGED = "Download the archive again: a file in it is damaged."
_LIST = re.compile(rb'"orderedItems"\s*:')
_SENT = re.compile(rb'"type"\s*:\s*"(?:Create|Announce|Note|Question|Article)"')
"""Type of an item in an outbox; other lists (likes, bookmarks) have none of these."""
_MEMBER = re.compile(r"(?:\./)?(?:[^/]+/)?(?:outbox\.json|actor\.json|media_attachments/files/.*)")
_OWN = re.compile(r"(?:outbox|actor|likes|bookmarks)\.json|(?:avatar|header)\.[a-z]+|media_attachments/")
"""Names of an archive's files, and of the folder that holds nothing else."""
_POSTS = ("Note", "Question", "Article", "Page", "Image", "Video", "Audio", "Event")


def sniff(source: Input) -> bool:
    """Whether the input is of this format."""
    if source.head.startswith(MAGIC):
        return any(_MEMBER.fullmatch(name) for name in tarball.beginning(source.path))
    if _is_outbox(source.head):
        return True
    folder = source.path.is_dir()
    if not folder and not source.head.startswith(ZIP_STARTS):
        return False
    try:
        with open_bundle(source) as bundle:
            here = OUTBOX in bundle and (ACTOR in bundle or not folder)  # a folder may hold other things too
            return here and bool(_LIST.search(next(bundle.pieces(OUTBOX), b"")))
    except PublishError:
        return False  # a broken zip may be anyone's


def owns(_folder: Input, name: str) -> bool:
    """Whether a file below the folder of an archive is a part of it."""
    return bool(_OWN.fullmatch(name))


def _is_outbox(head: bytes) -> bool:
    if not head.lstrip().startswith(b"{") or b"activitystreams" not in head:
        return False
    return bool(_LIST.search(head) and _SENT.search(head))


def read(source: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    bundle, outbox = _opened(source)
    with bundle:
        if outbox not in bundle:
            raise bundle.error("there is no outbox.json in the archive", hint="Download the archive again, whole.")
        actor, author, profiles = _owner(bundle)
        reading = _Outbox(bundle, outbox, actor, author)
        posts = reading.posts()
        notices = tuple(reading.notices(posts))
        if not posts:
            raise bundle.error("the archive holds no posts of its owner", where=outbox, hint="Download it again.")
        return [
            Capture(
                source=source.source(NAME, bundle.sha256()),
                author=reading.author,
                posts=tuple(posts),
                ordered=False,
                profiles=profiles,
                notices=notices,
            )
        ]


def _opened(source: Input) -> tuple[Bundle, str]:
    """The bundle, and the name of the outbox in it."""
    if source.path.is_dir() or source.head.startswith((MAGIC, *ZIP_STARTS)):
        return open_bundle(source), OUTBOX
    return FolderBundle(replace(source, path=source.path.parent)), source.path.name


def _owner(bundle: Bundle) -> tuple[str, Author, tuple[Profile, ...]]:
    """The account's URI, the author who owns it, and their profile; as much as actor.json says."""
    if ACTOR not in bundle:
        return "", Author(), ()
    stream = JsonStream(bundle, ACTOR, _DAMAGED)
    actor = record(stream.value(ACTOR))
    uri, url = identity(actor), address(actor.get("url"))
    known = handle(text(actor.get("webfinger")) or text(actor.get("preferredUsername")), uri)
    author = Author(name=line(actor.get("name")), handle=known, url=url)
    portrait = bundle.asset(text(record(actor.get("icon")).get("url")))
    return uri, author, profile(bundle.source, author, text(actor.get("summary")), portrait)


class _Outbox:
    """The reading of one outbox."""

    def __init__(self, bundle: Bundle, name: str, actor: str, author: Author) -> None:
        self.author = author
        self._bundle, self._name, self._actor = bundle, name, actor
        self._rejects = Rejects()
        self._links = 0

    def posts(self) -> list[Post]:
        """All of the owner's posts that can be read. Raises PublishError where the file is broken."""
        posts: dict[str, Post] = {}
        for place, item in self._items():
            activity = record(item)
            note = self._note(activity)
            if not note:
                continue
            try:
                post = self._notes(activity, note).post(activity, note)
            except PublishError as error:
                self._rejects.add(self._bundle.error(error.message, where=place, hint=_DAMAGED))
                continue
            posts[post.id] = post
            if len(posts) > MAX_POSTS:
                raise self._bundle.error(f"more than {MAX_POSTS:,} posts", where=self._name)
        return _joined(posts, self.author)

    def notices(self, posts: list[Post]) -> Iterator[Notice]:
        """Notices of posts left out, and of what is not known. Raises PublishError where no post could be read."""
        label = self._bundle.source.label
        yield from self._rejects.notices(posts)
        if self._links:
            many = "1 post stands" if self._links == 1 else f"{self._links} posts stand"
            yield Notice(message=f"{many} there as a link only", path=label, where=self._name)
        if not self.author.handle:
            hint = f"Put {ACTOR} back into the archive."
            yield Notice(message="the archive does not say whose it is", path=label, where=ACTOR, hint=hint)

    def _items(self) -> Iterator[tuple[str, object]]:
        """Items in the lists of the file, of which there may be two."""
        stream, found = JsonStream(self._bundle, self._name, _DAMAGED), False
        for key in stream.members():
            if key in ("orderedItems", "items") and stream.next() == b"[":
                found = True
                yield from stream.items()
            else:
                stream.value(self._name)
        if not found:
            raise self._bundle.error("there is no list of posts in it", where=self._name, hint=_DAMAGED)

    def _note(self, activity: Record) -> Record:
        """The post that an activity made, if it made one; some servers list the posts themselves."""
        note = activity
        if activity.get("type") == "Create":
            self._links += isinstance(activity.get("object"), str)
            note = record(activity.get("object"))
        return note if note.get("type") in _POSTS else {}

    def _notes(self, activity: Record, note: Record) -> Notes:
        """The maker of posts; without actor.json, the first post says whose they are."""
        if not self._actor:
            self._actor = identity(activity.get("actor")) or identity(note.get("attributedTo"))
        if not self.author.handle:
            known = handle_in(self._actor) or handle_in(address(note.get("url")))
            self.author = replace(self.author, handle=known)
        from pipeline.sources.fediverse.note import Notes  # brings the parser of HTML, which sniffing does not need

        return Notes(bundle=self._bundle, author=self.author, actor=self._actor)


def _joined(posts: dict[str, Post], author: Author) -> list[Post]:
    """The posts, with answers and quotes that name a post by its address joined to it, and own quoted posts in full."""
    by_url = {post.url: post.id for post in posts.values() if post.url not in posts}

    def joined(post: Post) -> Post:
        if post.reply_to in by_url:
            post = replace(post, reply_to=by_url[post.reply_to])
        return replace(post, reply_to_author=author.handle) if post.reply_to in posts else post

    return [joined(post) for post in with_own_quotes(posts, author, names=by_url).values()]
