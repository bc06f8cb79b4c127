"""Posts of X's API v2: whole responses, one or one on each line, or posts flattened by twarc.

A response may lack the beginning of a thread and have it among what it includes: such a post is taken too, where the
author of the answer wrote it. Retweets are left out.
"""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Capture, Gap, Message, Post, Quote
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.quotes import as_quote
from pipeline.sources.reading.rich_text import with_entities
from pipeline.sources.x.api_v2_record import Referred, Tweet
from pipeline.sources.x.api_v2_response import posts_in
from pipeline.sources.x.bag import Bag
from pipeline.sources.x.json_shapes import Reading, keys
from pipeline.sources.x.media_files import Beside, media_of
from pipeline.sources.x.tweet_text import after_own_name
from pipeline.sources.x.x_post import author_of, date_of, id_of, language, post_url, unseen, why_missing

NAME = "x-api-v2"

UNREAD: dict[str, str] = {
    "errors.detail: *": "why a post did not come along: a gap says that it is missing",
}


_ANY_KEY = {b"author_id", b"edit_history_tweet_ids", b"referenced_tweets", b"conversation_id", b"public_metrics"}
_OTHERS = {b"rawContent", b"tweet_id", b"legacy"}
"""Keys of scraped posts, of gallery-dl's notes, and of GraphQL."""


def sniff(item: Input) -> bool:
    """Whether the input is of this format."""
    found = keys(item.head)
    is_v1 = {b"id_str", b"user"} <= found
    return {b"id", b"text"} <= found and not found.isdisjoint(_ANY_KEY) and found.isdisjoint(_OTHERS) and not is_v1


def read(item: Input) -> list[Capture]:
    """The captures in the input. Raises PublishError."""
    reading, bag, pictures = Reading(item), Bag(item), Beside(item)
    for place, value in reading.objects():
        for where, flattened in posts_in(place, value):
            with bag.skipping_errors():
                _add(bag, reading.typed(flattened, Tweet, where), where, pictures)
    return [bag.capture(item.source(NAME, reading.file.sha256), reading.file.notices)]


def _add(bag: Bag, tweet: Tweet, place: str, pictures: Beside) -> None:
    """Put the post into the bag, and the one that it answers if its author wrote that too."""
    for user in (tweet.author, tweet.in_reply_to_user):
        bag.know(user.id, author_of(user.name, user.username))
        bag.describe(author_of(user.name, user.username), user.description)
    for mentioned in tweet.entities.mentions:
        bag.know(mentioned.id, author_of("", mentioned.username))
    if tweet.referred("retweeted") or (not tweet.author_id and tweet.text.startswith("RT @")):
        return  # asked for without fields, a repost is told by its text alone
    _put(bag, tweet, place, pictures)
    bag.save_date(date_of(tweet.twarc.retrieved_at))
    parent = tweet.referred("replied_to")
    if parent and parent.text and parent.author_id and parent.author_id == tweet.author_id:
        _put(bag, parent, place, pictures, beside=True)


def _put(bag: Bag, tweet: Referred, place: str, pictures: Beside, *, beside: bool = False) -> None:
    post = _post(tweet, pictures)
    bag.add(post, tweet.edit_history_tweet_ids, place=place, beside=beside)
    if tweet.attachments.poll_ids and not post.poll:
        bag.add_gap(post.id, Gap(kind="text", message=Message("poll-lost")))


def _post(tweet: Referred, pictures: Beside) -> Post:
    author = author_of(tweet.author.name, tweet.author.username, str(tweet.author_id))
    post_id, body = str(tweet.id), tweet.body
    parent, quoted = tweet.referred("replied_to"), tweet.referred("quoted")
    end, linked = body.tail(tweet.media_links, post_id)
    begin = min(after_own_name(body.raw, author.handle if parent else ""), end)
    text, spans = body.laid_out(begin, end)
    quote = _quote(quoted, linked, pictures) if quoted else linked
    media = tuple(media_of(item.attachment, post_id, pictures.find) for item in tweet.attached)
    return Post(
        id=post_id,
        text=text,
        spans=with_entities(text, spans),
        media=media,
        quotes=(quote,) if quote else (),
        poll=tweet.attachments.poll.poll,
        link_cards=tweet.link_cards(pictures.find),
        sensitive=bool(tweet.possibly_sensitive and media),
        author=author,
        date=date_of(tweet.created_at, post_id),
        url=post_url(author, post_id),
        reply_to=id_of(parent.id) if parent else "",
        reply_to_author=tweet.in_reply_to_user.username or id_of(tweet.in_reply_to_user_id),
        conversation=id_of(tweet.conversation_id),
        language=language(tweet.lang),
        truncated=not tweet.note_tweet.text and body.is_cut(begin, end),
    )


def _quote(quoted: Referred, linked: Quote | None, pictures: Beside) -> Quote:
    """The quoted post; or, as far as text and errors tell, its id and the reason why it is missing.

    linked: the quote that the link at the end of the text stands for.
    """
    if quoted.text:
        return as_quote(_post(quoted, pictures))
    known = linked or unseen(quoted.id) or Quote()
    return replace(known, missing=why_missing(quoted.missing) if quoted.missing else "")
