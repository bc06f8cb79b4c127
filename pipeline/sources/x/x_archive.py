"""The archive that X (Twitter) sends to its users: a zip or the folder unpacked from it.

All of the owner's posts, in communities too, become one unordered capture; which of them are threads is told by their
reply links. Retweets and deleted posts are left out, articles are only named, of an edited post the last version is
kept, and long posts get their full text. Where single posts are not wanted, only those become posts that can be part of
a thread (see `replies`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

import msgspec
from msgspec import Struct

from pipeline.errors import Notice, PublishError
from pipeline.model import Author, Capture, Date, Post
from pipeline.model.limits import MAX_POSTS
from pipeline.sources.reading.bundle import ZIP_STARTS, Bundle, open_bundle
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.quotes import with_own_quotes
from pipeline.sources.x.alt_texts import read_alt_texts
from pipeline.sources.x.archive_articles import unread_articles
from pipeline.sources.x.archive_data import config, items, typed
from pipeline.sources.x.archive_profile import profile_of
from pipeline.sources.x.archive_tweet import Item, Maker
from pipeline.sources.x.bag import last_versions
from pipeline.sources.x.note_tweets import Notes
from pipeline.sources.x.replies import linked, named_owner
from pipeline.sources.x.x_post import author_of, date_of

NAME = "x-archive"

UNREAD: dict[str, str] = {
    "tweet.full_text: RT @*": "a repost: another person's post",
}

_MARKERS = ("manifest.js", "account.js", "tweets.js", "tweet.js")
_POSTS = re.compile(r"(?:data/)?(?:tweets?|community-tweets?)(?:-part\d+)?\.js")
_LOOSE = ("tweets.js", "tweet.js")
_NOTES = re.compile(r"(?:data/)?note-tweet(?:-part\d+)?\.js")
_ARTICLES = re.compile(r"(?:data/)?article(?:-part\d+)?\.js")
_ASSIGNMENT = re.compile(rb"\s*window\.(?:YTD|__THAR_CONFIG)\b")
"""Beginning of a file of X's; that of a site may begin with `window.`, too."""
_POSTS_KEY = b'"full_text"'
_OWN = re.compile(
    r"(?:data/)?(?:[^/]+\.js"
    r"|(?:(?:deleted_|community_|moments_)?tweets?|direct_messages(?:_group)?|moments|profile|twitter_article)_media/)"
    r"|assets/(?:fonts|images|js)/|data/README\.txt|Your archive\.html|alt[_-]text\.json"
)
"""Names of an archive's files, and of folders that hold nothing else."""
_KINDS = ("tweets", "tweet", "communityTweet")
"""Types of data in the manifest that hold posts."""
_MEDIA_FOLDERS = tuple(
    f"{data}{kind}_media/" for data in ("data/", "") for kind in ("tweets", "tweet", "community_tweet")
)


class _File(msgspec.Struct, rename="camel"):
    file_name: str


class _DataType(msgspec.Struct, rename="camel"):
    files: list[_File] = []
    media_directory: str = ""


class _User(msgspec.Struct, rename="camel"):
    account_id: str = ""
    user_name: str = ""
    display_name: str = ""


class _ArchiveInfo(msgspec.Struct, rename="camel"):
    generation_date: str = ""


class _Manifest(msgspec.Struct, rename="camel"):
    user_info: _User = msgspec.field(default_factory=_User)
    archive_info: _ArchiveInfo = msgspec.field(default_factory=_ArchiveInfo)
    data_types: dict[str, _DataType] = {}


class _Account(msgspec.Struct, rename="camel"):
    account_id: str = ""
    username: str = ""
    account_display_name: str = ""


class _AccountItem(msgspec.Struct):
    account: _Account


class _Contents(Struct, frozen=True, kw_only=True):
    """The files of an archive that are read, by what they hold."""

    posts: list[str]
    notes: list[str]
    articles: list[str]
    media_folders: tuple[str, ...]
    user: _User
    captured: Date | None
    """Date on which X made the archive, where it says so."""
    absent: list[str]
    """Files that the manifest lists and the archive lacks."""
    strays: list[str]
    """Files of posts beside the folder that the archive's lie in."""


def sniff(source: Input) -> bool:
    """Whether the input is of this format."""
    is_folder = source.path.is_dir()
    if not is_folder and not source.head.startswith(ZIP_STARTS):
        return False
    if is_folder and source.path.name == "data" and source.path != source.root:
        return False  # the folder above it is the archive
    try:
        with open_bundle(source) as bundle:
            return any(_is_data(bundle, name) for marker in _MARKERS for name in (f"data/{marker}", marker))
    except PublishError:
        return True  # a broken zip is claimed, so that its owner hears what is wrong with it


def _is_data(bundle: Bundle, name: str) -> bool:
    if name not in bundle:
        return False
    beginning = next(bundle.pieces(name), b"")
    return bool(_ASSIGNMENT.match(beginning)) or _POSTS_KEY in beginning  # of a file that lost its beginning, too


def owns(_folder: Input, name: str) -> bool:
    """Whether a file below the folder of an archive is a part of it."""
    return bool(_OWN.fullmatch(name))


def read(source: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    with open_bundle(source) as bundle:
        contents = _contents(bundle)
        account_id, author = _owner(bundle, contents)
        maker = Maker(
            bundle=bundle,
            author=author,
            account_id=account_id,
            notes=Notes(bundle, contents.notes),
            media_folders=contents.media_folders,
            alt_texts=read_alt_texts(bundle),
        )
        wanted = None if source.singles else linked(bundle, contents.posts, account_id) | source.known
        posts = _posts(maker, contents.posts, wanted)
        return [
            Capture(
                source=source.source(NAME, bundle.sha256()),
                author=author,
                posts=tuple(posts),
                ordered=False,
                captured=contents.captured,
                accounts=((account_id, author),) if account_id and author.handle else (),
                profiles=profile_of(bundle, account_id, author),
                notices=(*_notices(source, contents, author), *unread_articles(bundle, contents.articles)),
            )
        ]


def _contents(bundle: Bundle) -> _Contents:
    """The contents as the manifest lists them; without a manifest, by the names of the files."""
    manifest = _manifest(bundle)
    types = [manifest.data_types.get(key, _DataType()) for key in _KINDS]
    listed = [file.file_name for kind in types for file in kind.files]
    notes = [file.file_name for file in manifest.data_types.get("noteTweet", _DataType()).files]
    posts = _present(bundle, listed)
    names = sorted(bundle.names(), key=lambda name: (len(name), name))
    if not posts:
        posts = [name for name in names if _POSTS.fullmatch(name)]
        posts = [name for name in posts if name.startswith("data/")] or posts
        notes = [name for name in names if _NOTES.fullmatch(name)]
        if not posts:
            raise bundle.error(
                "there is no tweets.js in the archive", hint="Ask X for the whole archive, your posts included."
            )
    folders = [f"{kind.media_directory.rstrip('/')}/" for kind in types if kind.media_directory]
    return _Contents(
        posts=posts,
        notes=_present(bundle, notes),
        articles=[name for name in names if _ARTICLES.fullmatch(name)],
        media_folders=tuple(dict.fromkeys((*folders, *_MEDIA_FOLDERS))),
        user=manifest.user_info,
        captured=date_of(manifest.archive_info.generation_date),
        absent=[name for name in (*listed, *notes) if not _present(bundle, [name])],
        strays=[name for name in _LOOSE if posts[0].startswith("data/") and name in bundle],
    )


def _present(bundle: Bundle, names: list[str]) -> list[str]:
    """The files that are there, named as in this bundle, which may be the data folder alone."""
    here = (name if name in bundle else name.removeprefix("data/") for name in names)
    return [name for name in here if name in bundle]


def _manifest(bundle: Bundle) -> _Manifest:
    for name in _present(bundle, ["data/manifest.js"]):
        return typed(bundle, config(bundle, name), _Manifest, name)
    return _Manifest()


def _owner(bundle: Bundle, contents: _Contents) -> tuple[str, Author]:
    """The account's id, and the author who owns it: by the account's data, else by their answers to themself."""
    user = contents.user
    for name in _present(bundle, ["data/account.js"]):
        for _, item in items(bundle, name, _AccountItem, "account"):
            account = item.account
            user = _User(account.account_id, account.username, account.account_display_name)
    if not user.user_name:
        user = _User(*named_owner(bundle, contents.posts, user.account_id), user.display_name)
    return user.account_id, author_of(user.display_name, user.user_name)


def _posts(maker: Maker, names: list[str], wanted: Container[str] | None) -> list[Post]:
    """The owner's posts, all of them or those with wanted ids. Raises PublishError where the archive has none."""
    posts: dict[str, Post] = {}
    edits: dict[str, list[str]] = {}
    found = 0
    for name in names:
        for place, item in items(maker.bundle, name, Item, "tweet"):
            tweet = item.tweet
            if tweet.is_retweet:
                continue
            found += 1
            if wanted is not None and tweet.post_id not in wanted:
                continue
            post = maker.post(tweet, place)
            posts[post.id] = post
            if len(tweet.versions) > 1:
                edits[post.id] = tweet.versions
            if len(posts) > MAX_POSTS:
                raise maker.bundle.error(f"more than {MAX_POSTS:,} posts", where=name)
    if not found:
        hint = "Download the archive again, with its posts."
        raise maker.bundle.error("the archive holds no posts of its owner", hint=hint)
    return list(with_own_quotes(last_versions(posts, edits), maker.author).values())


def _notices(source: Input, contents: _Contents, author: Author) -> Iterator[Notice]:
    for name in contents.absent:
        yield Notice(
            message="is listed in the archive and missing from it",
            path=source.label,
            where=name,
            hint="Download the archive again, whole.",
        )
    for name in contents.strays:
        yield Notice(
            message="lies beside the archive's folder data, and was not read",
            path=source.label,
            where=name,
            hint="Put it into a folder of its own.",
        )
    if not author.handle:
        yield Notice(
            message="the archive does not say whose it is",
            path=source.label,
            where="data/account.js",
            hint="Put account.js back into the archive's data folder.",
        )
