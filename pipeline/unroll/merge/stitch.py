"""Stitching of a page without ids to a draft of its thread, word by word: same posts, other words, extra posts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Post
from pipeline.unroll.gaps import moved
from pipeline.unroll.merge.draft import Draft, woven
from pipeline.unroll.merge.fields import Version, merged
from pipeline.unroll.merge.standing import rank
from pipeline.unroll.merge.words import Word, aligned, words

_SAME = 0.8
"""Least share of words, each way, that two posts have in common where they are one post."""
_EXTRA = 6
"""Least words of a stretch that only the page has, and that is a post which the thread lacks; a shorter one makes a
notice."""
_CLOSING = re.compile(r"[^\s\w]*")
"""Punctuation at the end of a sentence."""


class _Place(Struct, frozen=True):
    """A word in a stream, and its post; is_alt: of the description of a picture."""

    word: Word
    post: int
    is_alt: bool = False


def stream(draft: Draft) -> list[_Place]:
    """All words of a draft's posts in order, each post's followed by those of its pictures' descriptions.

    A page saved as text has the descriptions among its words.
    """
    found: list[_Place] = []
    for number, post in enumerate(draft.posts):
        found += (_Place(word, number) for word in words(post.text))
        for media in post.media:
            found += (_Place(word, number, True) for word in words(media.alt))
    return found


def stitched(thread: Draft, page: Draft) -> Draft:
    """The thread with what the page adds to it. No word of the page is lost: it is in the thread, or in a notice.

    A post of the page that has the words of one post of the thread is a version of that. Of the others, stretches that
    the thread has nothing like become posts of their own in their place.
    """
    return _Seam(thread, page).draft()


def _joined(places: Sequence[_Place]) -> str:
    """The words of places, each with a blank on both sides."""
    return f" {' '.join(place.word.text for place in places)} "


class _Seam:
    """The seam of a page and a thread: their words, aligned."""

    def __init__(self, thread: Draft, page: Draft) -> None:
        self._thread, self._page = thread, page
        self._name = page.captures[0].source.name
        self._ours = [place for place in stream(page) if not place.is_alt]
        self._theirs = stream(thread)
        self._match = aligned(*([place.word.text for place in text] for text in (self._ours, self._theirs)))
        self._before = list(accumulate(self._match, max, initial=-1))
        following = (to if to >= 0 else len(self._theirs) for to in reversed(self._match))
        self._after = list(accumulate(following, min, initial=len(self._theirs)))[::-1]
        starts = [bisect_left(self._ours, number, key=lambda place: place.post) for number in range(len(page.posts))]
        self._stretches = [range(*pair) for pair in pairwise([*starts, len(self._ours)])]
        self._pairs = dict(self._paired())
        self._notices: list[Notice] = []

    def draft(self) -> Draft:
        """The thread and the page as one draft."""
        posts: list[Post] = []
        same: dict[int, int] = {}
        places: list[int | None] = []
        for number, post in enumerate(self._page.posts):
            items = list(self._items(number, post))
            for item in items:
                if isinstance(item, int):
                    same[len(posts)] = item
                posts.append(post if isinstance(item, int) else item)
            places.append(len(posts) - 1 if items else None)
        merged = {place: self._touched(self._thread.posts[place]) for place in same.values()}
        for number, place in self._pairs.items():
            merged[place] = self._version(number, place)
        other = replace(self._page, posts=tuple(posts), gaps=tuple(moved(self._page.gaps, places)))
        return woven(self._thread, replace(other, notices=tuple(self._notices)), same, merged)

    def _paired(self) -> Iterator[tuple[int, int]]:
        """Pairs of posts, page to thread, that are versions of one: by their words; without any, by their place."""
        sizes = Counter(place.post for place in self._theirs if not place.is_alt)
        last = -1
        for number, stretch in enumerate(self._stretches):
            found = [self._theirs[self._match[at]] for at in stretch if self._match[at] >= 0]
            hits = Counter(place.post for place in found if not place.is_alt)
            size = len(stretch) - sum(place.is_alt for place in found)
            place, common = max(hits.items(), key=lambda item: item[1], default=(last + 1, 0))
            if common and common >= _SAME * max(size, sizes[place]) and place > last:
                last = place
                yield number, place
            elif not stretch and place < len(self._thread.posts) and not sizes[place]:
                if self._page.posts[number].text == self._thread.posts[place].text:
                    last = place
                    yield number, place
            elif common:
                last = max(last, *hits)

    def _items(self, number: int, post: Post) -> Iterator[int | Post]:
        """The posts that a post of the page covers: numbers of the thread's, and new ones that the thread lacks."""
        stretch = self._stretches[number]
        if number in self._pairs:
            yield self._pairs[number]
        elif not stretch:
            if post.text or any(media.file for media in post.media):
                yield replace(post, origins=(self._name,))
        else:
            runs = [list(run) for _, run in groupby(stretch, key=lambda at: self._match[at] >= 0)]
            homes = self._homes(runs)
            for index, at in enumerate(runs):
                if self._match[at[0]] >= 0:
                    yield from (place for place, home in homes.items() if home == index)
                elif self._is_elsewhere(at):
                    continue
                elif self._is_extra(at, whole=len(at) == len(stretch)):
                    yield self._piece(post, at, stretch)
                else:
                    self._tell(number, post, at)

    def _homes(self, runs: Sequence[Sequence[int]]) -> dict[int, int]:
        """The run in which each post of the thread has most of its words, by number: a "the" alone tells no place."""
        hits: dict[int, Counter[int]] = {}
        for index, run in enumerate(runs):
            for at in run:
                if self._match[at] >= 0:
                    hits.setdefault(self._theirs[self._match[at]].post, Counter())[index] += 1
        return {post: counts.most_common(1)[0][0] for post, counts in sorted(hits.items())}

    def _is_elsewhere(self, run: Sequence[int]) -> bool:
        """Whether the thread has these words in another place, as often as the page: in pages whose posts are divided
        by a guess, the same posts may follow each other in another order."""
        if len(run) < _EXTRA:
            return False
        these = _joined([self._ours[at] for at in run])
        return self._our_words.count(these) <= self._their_words.count(these)

    @cached_property
    def _our_words(self) -> str:
        return _joined(self._ours)

    @cached_property
    def _their_words(self) -> str:
        return _joined(self._theirs)

    def _is_extra(self, run: Sequence[int], *, whole: bool) -> bool:
        """Whether words that the thread lacks are a post of their own, rather than another wording."""
        between = self._theirs[self._before[run[0]] + 1 : self._after[run[-1] + 1]]
        lacking = sum(not place.is_alt for place in between)
        if whole:
            return self._page.confidence == "exact" or len(run) >= _EXTRA or not lacking
        return len(run) >= _EXTRA and lacking < len(run) / 2

    def _piece(self, post: Post, run: Sequence[int], stretch: range) -> Post:
        """The part of a post that a run of its words covers, with the ends of its text where it reaches them."""
        start = 0 if run[0] == stretch.start else self._ours[run[0]].word.start
        end = len(post.text) if run[-1] + 1 == stretch.stop else self._ours[run[-1]].word.end
        if closing := _CLOSING.match(post.text, end):
            end = closing.end()
        spans = (
            replace(span, start=span.start - start, end=span.end - start)
            for span in post.spans
            if start <= span.start and span.end <= end
        )
        return replace(post, text=post.text[start:end], spans=tuple(spans), origins=(self._name,))

    def _tell(self, number: int, post: Post, run: Sequence[int]) -> None:
        shown = " ".join(post.text[self._ours[run[0]].word.start : self._ours[run[-1]].word.end].split())
        kept = self._thread.captures[0].source.name
        message = f"other words in post {number + 1}: “{shown}”; the text of {kept} is kept"
        self._notices.append(Notice(message=message, path=self._name))

    def _touched(self, post: Post) -> Post:
        """A post of the thread with the page added to its origins."""
        origins = post.origins or (self._thread.captures[0].source.name,)
        return replace(post, origins=tuple(dict.fromkeys((*origins, self._name))))

    def _version(self, number: int, place: int) -> Post:
        """A post of the thread merged with the page's version of it."""
        pair = (self._page, number), (self._thread, place)
        versions = [Version(post=draft.posts[at], capture=draft.captures[0]) for draft, at in pair]
        post, conflicts = merged(sorted(versions, key=lambda version: rank(version.capture)))
        if self._page.confidence == "exact":
            self._notices += conflicts
        else:  # what one post of the page lacks may stand in the next
            for has_match, run in groupby(self._stretches[number], key=lambda at: self._match[at] >= 0):
                if not has_match:
                    self._tell(number, self._page.posts[number], list(run))
        return post
