"""A post as X's GraphQL has it: the old tweet object in `legacy`, and what came later around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from pipeline.model import Author, LinkCard, Message, Post, Quote
from pipeline.sources.reading.quotes import as_quote
from pipeline.sources.x.cards import Card
from pipeline.sources.x.full_tweet import Context, FullTweet, post_of
from pipeline.sources.x.media_files import Beside
from pipeline.sources.x.tweet import Entities
from pipeline.sources.x.tweet_text import Body, Mark, styles, verbatim
from pipeline.sources.x.x_post import author_of, why_missing
from pipeline.text.x_addresses import article_url


class _Names(msgspec.Struct):
    name: str = ""
    screen_name: str = ""


class _User(msgspec.Struct):
    rest_id: str = ""
    core: _Names = msgspec.field(default_factory=_Names)
    legacy: _Names = msgspec.field(default_factory=_Names)


class _UserResults(msgspec.Struct):
    result: _User = msgspec.field(default_factory=_User)


class _Core(msgspec.Struct):
    user_results: _UserResults = msgspec.field(default_factory=_UserResults)


class _RichTag(msgspec.Struct):
    from_index: int = -1
    to_index: int = -1
    richtext_types: list[str] = []

    @property
    def marks(self) -> Iterator[Mark]:
        return styles(self.richtext_types, self.from_index, self.to_index)


class _RichText(msgspec.Struct):
    richtext_tags: list[_RichTag] = []


class _Note(msgspec.Struct):
    text: str = ""
    entity_set: Entities = msgspec.field(default_factory=Entities)
    richtext: _RichText = msgspec.field(default_factory=_RichText)

    @property
    def body(self) -> Body:
        """The full text, which is not escaped."""
        links = tuple(url.link for url in self.entity_set.urls)
        rich = (mark for tag in self.richtext.richtext_tags for mark in tag.marks)
        return Body(raw=self.text, links=links, marks=(*self.entity_set.marks(self.text), *rich), decode=verbatim)


class _NoteResults(msgspec.Struct):
    result: _Note = msgspec.field(default_factory=_Note)


class _NoteTweet(msgspec.Struct):
    note_tweet_results: _NoteResults = msgspec.field(default_factory=_NoteResults)


class _Versions(msgspec.Struct):
    edit_tweet_ids: list[str] = []


class _EditControl(_Versions):
    edit_control_initial: _Versions = msgspec.field(default_factory=_Versions)


class _Legacy(FullTweet, kw_only=True):
    retweeted_status_result: Any = None


class _Text(msgspec.Struct):
    text: str = ""


class _Tombstone(msgspec.Struct):
    text: _Text = msgspec.field(default_factory=_Text)


class _Article(msgspec.Struct):
    rest_id: str = ""
    title: str = ""
    preview_text: str = ""

    @property
    def card(self) -> tuple[LinkCard, ...]:
        """The link card that shows what there is of the article, if there is any."""
        if not (self.title and self.rest_id.isdecimal()):
            return ()
        return (
            LinkCard(url=article_url(self.rest_id), title=self.title.strip(), description=self.preview_text.strip()),
        )


class _ArticleResults(msgspec.Struct):
    result: _Article = msgspec.field(default_factory=_Article)


class _ArticleHolder(msgspec.Struct):
    article_results: _ArticleResults = msgspec.field(default_factory=_ArticleResults)


class _Quoted(msgspec.Struct):
    result: Result | None = None


class Result(msgspec.Struct, kw_only=True):
    """A post with its author and all else that X's site needs to show it; or the tombstone in its place."""

    legacy: _Legacy | None = None
    tweet: Result | None = None
    """The post itself, where few may answer it."""
    tombstone: _Tombstone | None = None
    reason: str = ""
    """Reason why it is unavailable."""
    rest_id: str = ""
    core: _Core = msgspec.field(default_factory=_Core)
    note_tweet: _NoteTweet = msgspec.field(default_factory=_NoteTweet)
    card: Card | None = None
    article: _ArticleHolder = msgspec.field(default_factory=_ArticleHolder)
    """The article that the post is there for: the site loads its title and beginning with it, and no more."""
    edit_control: _EditControl = msgspec.field(default_factory=_EditControl)
    quoted_status_result: _Quoted = msgspec.field(default_factory=_Quoted)

    @property
    def is_retweet(self) -> bool:
        return bool(self.legacy and self.legacy.retweeted_status_result)

    @property
    def versions(self) -> list[str]:
        """The ids of all versions of an edited post, the first one first."""
        control = self.edit_control
        return control.edit_control_initial.edit_tweet_ids or control.edit_tweet_ids

    @property
    def author(self) -> Author:
        user = self.core.user_results.result
        name, handle = user.core.name or user.legacy.name, user.core.screen_name or user.legacy.screen_name
        return author_of(name, handle, self.account_id)

    @property
    def account_id(self) -> str:
        """The id of its author's account, or ""."""
        return self.core.user_results.result.rest_id or self._tweet.user_id_str

    @property
    def why_missing(self) -> Message | str:
        """The reason why there is no post, for a tombstone; else ""."""
        told = self.tombstone.text.text if self.tombstone else self.reason
        return why_missing(told) if told else ""

    def post(self, pictures: Beside) -> Post:
        """The post, with the one that it quotes. There must be one."""
        quoted = self.quoted_status_result.result or Result()
        quoted = quoted.tweet or quoted
        context = self._context(pictures)
        if quoted.legacy:
            quote = post_of(quoted._tweet, quoted._context(pictures))
            return self._with_card(post_of(self._tweet, replace(context, quote=as_quote(quote))))
        post = self._with_card(post_of(self._tweet, context))
        if not quoted.why_missing:
            return post
        linked = post.quotes[0] if post.quotes else Quote()  # the text has its address, the tombstone the reason
        return replace(post, quotes=(replace(linked, missing=quoted.why_missing),))

    def _with_card(self, post: Post) -> Post:
        return replace(post, link_cards=(*post.link_cards, *self.article_card)) if self.article_card else post

    @property
    def article_card(self) -> tuple[LinkCard, ...]:
        """The card of the article that the post is there for, if it is."""
        return self.article.article_results.result.card

    @property
    def _tweet(self) -> FullTweet:
        legacy = self.legacy or _Legacy()
        return msgspec.structs.replace(legacy, id_str=self.rest_id) if self.rest_id else legacy

    def _context(self, pictures: Beside) -> Context:
        note = self.note_tweet.note_tweet_results.result
        body = note.body if note.text else None
        return Context(author=self.author, find=pictures.find, note=body, card=self.card)
