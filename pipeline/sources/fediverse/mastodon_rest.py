"""Answers of Mastodon's REST API, saved as JSON: a status, a list of them, or the context of one.

A context has everything around a status but not the status itself. So the two are read together: from one file that
has both, or from two that lie beside each other under names that belong together ("11.json" and "11.context.json").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.errors import Notice, PublishError
from pipeline.model import Author, Capture, Gap, Message, Post, Profile
from pipeline.sources.fediverse.activity_streams import Record, record, records, text
from pipeline.sources.fediverse.content_html import profile
from pipeline.sources.fediverse.status import Statuses, author, number, uri
from pipeline.sources.fediverse.status_files import Saved, context_beside, status_beside
from pipeline.sources.reading.files import Input, digest
from pipeline.sources.reading.json_file import JsonFile, begins
from pipeline.sources.reading.rejects import Rejects

NAME = "mastodon-rest"

UNREAD: dict[str, str] = {}
_CONTEXT = re.compile(rb'\{\s*"(?:ancestors|descendants)"\s*:')
_KEYS = (b'"spoiler_text"', b'"in_reply_to_id"')


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    head = item.head.lstrip()
    return bool(_CONTEXT.match(head)) or (begins(head) and all(key in head for key in _KEYS))


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    file, saved = JsonFile(item), Saved()
    for place, value in file.values():
        saved.take(value, place)
    sha256 = file.sha256
    if saved.lacks_status and status_beside(item, saved.contexts[0]):
        return []  # it is read together with that
    if saved.lacks_context and (beside := context_beside(item, saved.statuses[0][1])):
        sha256 = digest([(item.path.name, item.read_bytes()), (beside.name, beside.data)])
        saved.take(beside.value, beside.name)
    posts, rejects = _posts(item, saved)
    notices = [*file.notices, *rejects.notices(posts)]
    if not posts:
        raise item.error("no posts in it", hint="Save the status and its context again; boosts alone are no thread.")
    if saved.lacks_status:
        message = "the post that this is the context of is not in it"
        hint = "Save that status as well, and put it beside the context: status.json, context.json."
        notices.append(Notice(message=message, path=item.label, hint=hint))
    whose = _whose(saved, posts)
    return [
        Capture(
            source=item.source(NAME, sha256),
            author=whose,
            posts=tuple(replace(post, author=None) if post.author == whose else post for post in posts.values()),
            ordered=False,
            profiles=tuple(_profiles(item, saved)),
            gaps=tuple(_gaps(saved, list(posts))),
            notices=tuple(notices),
        )
    ]


def _posts(item: Input, saved: Saved) -> tuple[dict[str, Post], Rejects]:
    """The posts by their ids, boosts left out; and the posts that cannot be read."""
    posts: dict[str, Post] = {}
    rejects = Rejects()
    maker = Statuses(item, (status for _, status in saved.statuses))
    root = _root(saved)
    for place, status in saved.statuses:
        if status.get("reblog"):
            continue
        try:
            post = maker.post(status)
        except PublishError as error:
            rejects.add(item.error(error.message, where=place, hint="Save it again, as the server gives it."))
            continue
        posts[post.id] = replace(post, conversation=root)
    return posts, rejects


def _root(saved: Saved) -> str:
    """The URI of the post that a conversation began with, where it is here."""
    first = _first(saved)
    return "" if first.get("in_reply_to_id") else uri(first)


def _first(saved: Saved) -> Record:
    """The earliest post of the one conversation that is saved; empty where that can't be told."""
    if len(saved.contexts) != 1:
        return {}
    ancestors = records(saved.contexts[0].get("ancestors"))
    return ancestors[0] if ancestors else {} if saved.lacks_status else saved.statuses[0][1]


def _whose(saved: Saved, posts: dict[str, Post]) -> Author:
    """The author who began the conversation; of other posts, the one who wrote all of them."""
    if first := _first(saved):
        return author(first)
    authors = {post.author for post in posts.values() if post.author}
    return authors.pop() if len(authors) == 1 else Author()


def _profiles(item: Input, saved: Saved) -> Iterator[Profile]:
    """The profiles of all who wrote the posts, each once."""
    told = ((author(status), text(record(status.get("account")).get("note"))) for _, status in saved.statuses)
    for whose, bio in {whose: bio for whose, bio in told if bio}.items():
        yield from profile(item, whose, bio)


def _gaps(saved: Saved, posts: Sequence[str]) -> Iterator[Gap]:
    """The place of the status that a context lacks, where the same author goes on before and after it."""
    ancestors = records(saved.contexts[0].get("ancestors")) if saved.lacks_status else []
    if not ancestors:
        return
    last, here = ancestors[-1], {number(status.get("id")) for _, status in saved.statuses}
    writer = number(record(last.get("account")).get("id"))
    answers = (each for each in records(saved.contexts[0].get("descendants")))
    lacking = (each for each in answers if number(each.get("in_reply_to_id")) not in here)
    if uri(last) in posts and any(number(each.get("in_reply_to_account_id")) == writer for each in lacking):
        yield Gap(kind="posts", message=Message("context-without-post"), after=posts.index(uri(last)))
