"""The readers of snscrape and twscrape, which write posts in much the same shape."""

from __future__ import annotations

import re

from msgspec.structs import replace

from pipeline.model import Author, Capture, LinkCard, Post, Quote
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.quotes import as_quote
from pipeline.sources.reading.rich_text import with_entities
from pipeline.sources.x.bag import Bag
from pipeline.sources.x.cards import link_card
from pipeline.sources.x.json_shapes import Reading, keys
from pipeline.sources.x.media_files import Beside, media_of
from pipeline.sources.x.scraped_record import Scraped
from pipeline.sources.x.tweet_text import after_own_name, short_links, web
from pipeline.sources.x.x_post import author_of, date_of, id_of, language, post_url, unseen, why_missing

_MEDIA_OBJECT = re.compile(rb'"media"\s*:\s*\{\s*"photos"')
_OLD_MARK = b"snscrape.modules.twitter."


def is_scraped(head: bytes) -> bool:
    """Whether a file begins as both programs write."""
    found = keys(head)
    return b"rawContent" in found or (b"content" in found and _OLD_MARK in head)


def is_by_twscrape(head: bytes) -> bool:
    """Whether scraped posts are in the form that twscrape gave them."""
    return b"id_str" in keys(head) or bool(_MEDIA_OBJECT.search(head))


def read_posts(item: Input, name: str) -> list[Capture]:
    """The posts of a file, retweets left out."""
    reading, bag, pictures = Reading(item), Bag(item), Beside(item)
    for place, value in reading.objects():
        with bag.skipping_errors():
            tweet = reading.typed(value, Scraped, place)
            if not tweet.retweeted_tweet:
                post = _post(tweet, pictures)
                bag.add(post, place=place)
                bag.know(tweet.user.id_str or tweet.user.id, post.author or Author())
                bag.describe(post.author or Author(), tweet.user.raw_description or "")
    bag.restore_rounded_ids()
    return [bag.capture(item.source(name, reading.file.sha256), reading.file.notices)]


def _post(tweet: Scraped, pictures: Beside) -> Post:
    author, post_id, body = author_of(tweet.user.displayname, tweet.user.username), tweet.post_id, tweet.body
    media = tuple(media_of(each, post_id, pictures.find) for each in tweet.attachments)
    reply_to = id_of(tweet.in_reply_to_tweet_id_str or tweet.in_reply_to_tweet_id)
    known = {link.url for link in body.links}
    pointers = short_links(body.raw) - known if media or tweet.quoted_tweet else set()
    end, linked = body.tail(pointers, post_id)
    begin = min(after_own_name(body.raw, author.handle if reply_to else ""), end)
    text, spans = body.laid_out(begin, end)
    quote = _quote(tweet.quoted_tweet, pictures) if tweet.quoted_tweet else linked
    return Post(
        id=post_id,
        text=text,
        spans=with_entities(text, spans),
        media=media,
        quotes=(quote,) if quote else (),
        poll=tweet.card.poll,
        link_cards=_link_cards(tweet, pictures),
        sensitive=bool(tweet.possibly_sensitive and media),
        author=author,
        date=date_of(tweet.date, post_id),
        url=post_url(author, post_id),
        reply_to=reply_to,
        reply_to_author=tweet.in_reply_to_user.username,
        conversation=id_of(tweet.conversation_id_str or tweet.conversation_id),
        language=language(tweet.lang),
        truncated=body.is_cut(begin, end),
    )


def _quote(tweet: Scraped, pictures: Beside) -> Quote:
    """The quoted post; for a tombstone the reason why it is missing, for a mere reference its id."""
    if tweet.raw_content or tweet.content or tweet.media:
        return as_quote(_post(tweet, pictures))
    known = unseen(tweet.post_id) or Quote()
    return replace(known, missing=why_missing(tweet.text)) if tweet.text else known


def _link_cards(tweet: Scraped, pictures: Beside) -> tuple[LinkCard, ...]:
    card = tweet.card
    targets = {link.tcourl: link.url for link in tweet.links}
    url = web(targets.get(card.url, card.url))
    if not (url and card.title):
        return ()
    picture = card.thumbnail_url or card.photo.url
    return (link_card(url, card.title, card.description, picture, tweet.post_id, pictures.find),)
