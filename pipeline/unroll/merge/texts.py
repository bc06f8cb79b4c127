"""Merging by words: pages without ids, such as those saved as text, are stitched to the draft of the same words.

Such a page is known by its words alone, and its post boundaries may be guessed. So the words of a whole page are
looked up among those of whole threads, in stretches of three; `stitch` then aligns the two.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from datetime import date as day
from itertools import islice

from pipeline.model import Date
from pipeline.text.x_addresses import status_number_in
from pipeline.unroll.merge.draft import Draft, woven
from pipeline.unroll.merge.identity import may_be, owner
from pipeline.unroll.merge.standing import rank
from pipeline.unroll.merge.stitch import stitched
from pipeline.unroll.merge.words import folded_words, grams, opening

SHARE = 0.8
"""Least share of the shorter text's stretches that two captures of one thread have in common."""
LEAST = 6
"""Least number of stretches in common that proves anything."""
CERTAIN = 60
"""Number of stretches in common that proves a thread even where its author is not known or its date differs."""
_TRIED = 5
"""Number of the likeliest threads that are compared."""
_VOTES = 500
"""Number of threads, counted for each opening, after which no more openings of a page are looked up: the rarest go
first, and those that many threads have prove little."""
_DAYS_APART = 2
"""Most days between the dates of one thread: time zones, and threads written overnight."""
_LEAP = 2000
_LINE = 200
"""Characters at the beginning of a post that are indexed."""
_SURE = {"exact": 0, "likely": 1, "guessed": 2}


def joined(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, each without ids stitched to the one of the same words, where there is one."""
    known: list[Draft] = []
    nameless: list[Draft] = []
    for draft in drafts:
        (nameless if _is_nameless(draft) else known).append(draft)
    if not nameless or len(nameless) + len(known) < 2:
        return known + nameless
    pages = [(draft, set(_openings(draft))) for draft in sorted(nameless, key=_surest)]
    index = _Index(pages)
    for draft in known:
        index.add(draft, _openings(draft))
    for draft, openings in pages:
        index.join(draft, openings)
    return index.drafts


def _is_nameless(draft: Draft) -> bool:
    """Whether a draft is a page without ids of its network."""
    return draft.captures[0].ordered and not draft.ids


def _surest(draft: Draft) -> tuple[object, ...]:
    """Sort key of pages, those first that others are stitched to: sure boundaries, a good source, the longest text."""
    standing, *name = rank(draft.captures[0])
    text = "\n".join(post.text for post in draft.posts)
    return _SURE[draft.confidence], standing, -len(text), *name, text


class _Index:
    """An index of drafts by the first words of their posts."""

    def __init__(self, pages: Iterable[tuple[Draft, Set[str]]]) -> None:
        """pages: those that will be looked up, with their openings; no others are indexed."""
        self._kept: list[Draft | None] = []
        self._by_opening: dict[str, list[int]] = defaultdict(list)
        self._by_id: dict[str, int] = {}
        self._stretches: dict[int, array[int]] = {}
        """Stretches of the drafts, by their places, as far as these were compared: 8 bytes each."""
        self._wanted = {words for _, openings in pages for words in openings}
        self._wanted_ids = {post_id for draft, _ in pages if (post_id := _stated_id(draft))}

    @property
    def drafts(self) -> list[Draft]:
        """The drafts, one for each thread."""
        return [draft for draft in self._kept if draft]

    def add(self, draft: Draft, openings: Iterable[str]) -> None:
        """Add the draft of a thread that is not here yet."""
        self._kept.append(draft)
        self._note(len(self._kept) - 1, draft, openings)

    def join(self, page: Draft, openings: Set[str]) -> None:
        """Stitch a page to its thread's draft, or add it as a new one."""
        certain = self._by_id.get(_stated_id(page))
        likely = self._likely(page, openings, certain)
        text = _grams(page) if likely else set()
        found = self._found(page, text, likely, certain)
        if not found:
            self.add(page, openings)
            if text:
                self._stretches[len(self._kept) - 1] = array("q", text)
            return
        (place, thread), *parts = found
        for other, part in parts:
            thread = woven(thread, part, {}, {})
            self._kept[other] = None
        thread = stitched(thread, page)
        self._kept[place] = thread
        self._stretches.pop(place, None)
        self._note(place, thread, _openings(thread))

    def _found(
        self, page: Draft, text: Set[int], likely: Iterable[tuple[int, Draft]], certain: int | None
    ) -> list[tuple[int, Draft]]:
        """Places and drafts of the thread that a page shows, among the likely ones; several, where the page shows them
        to be parts of one. text: the page's stretches. certain: the place that its address says."""
        found = []
        for place, draft in likely:
            theirs = self._of(place, draft)
            if _is_same(page, draft, text, theirs, place == certain):
                found.append((place != certain, not _near(page, draft), -_common(text, theirs), place, draft, theirs))
        chosen: list[tuple[int, Draft]] = []
        seen: set[int] = set()
        for *_, place, draft, theirs in sorted(found, key=lambda item: item[:4]):
            new = _common(seen, theirs) < len(theirs) / 2
            if not chosen or (new and _common(text, theirs) >= SHARE * len(theirs)):
                chosen.append((place, draft))
                seen.update(theirs)
        return chosen

    def _of(self, place: int, draft: Draft) -> array[int]:
        """The stretches of the draft at a place, each once, cached."""
        if place not in self._stretches:
            self._stretches[place] = array("q", _grams(draft))
        return self._stretches[place]

    def _likely(self, page: Draft, openings: Set[str], certain: int | None) -> list[tuple[int, Draft]]:
        """Places and drafts that may be of the page's thread, the likeliest first. certain: what its address says."""
        found = [(len(places), words, places) for words in openings if (places := self._by_opening.get(words))]
        counted: list[int] = []
        for _, _, places in sorted(found):
            counted += places
            if len(counted) > _VOTES:
                break
        votes = Counter(counted)
        if certain is not None:
            votes[certain] += len(self._wanted)
        ranked = sorted(sorted(votes), key=votes.__getitem__, reverse=True)  # of as many votes, the first first
        drafts = ((place, draft) for place in ranked if (draft := self._kept[place]))
        mine = ((place, draft) for place, draft in drafts if place == certain or may_be(page.author, draft.author))
        return list(islice(mine, _TRIED))

    def _note(self, place: int, draft: Draft, openings: Iterable[str]) -> None:
        for words in openings:
            if words in self._wanted and place not in self._by_opening[words][-1:]:
                self._by_opening[words].append(place)
        for post_id in self._wanted_ids & draft.ids.keys():
            self._by_id[post_id] = place


def _openings(draft: Draft) -> Iterator[str]:
    """The first words of a draft's posts, or of all lines of one without ids, whose boundaries may be wrong."""
    for post in draft.posts:
        lines = post.text.split("\n") if _is_nameless(draft) else post.text.lstrip()[:_LINE].split("\n", 1)[:1]
        yield from filter(None, map(opening, lines))


def _grams(draft: Draft) -> set[int]:
    texts = (text for post in draft.posts for text in (post.text, *(media.alt for media in post.media)))
    return grams(folded_words("\n".join(texts)))


def _stated_id(page: Draft) -> str:
    """Id of the thread's first post in the page's address, or ""."""
    return status_number_in(page.captures[0].url)


def _common(one: Set[int], two: array[int]) -> int:
    """The number of stretches that both have."""
    return sum(map(one.__contains__, two))


def _is_same(page: Draft, draft: Draft, one: Set[int], two: array[int], certain: bool) -> bool:
    """Whether a page is a capture of the same thread, by who may be the same author; certain: its address says so."""
    files = {(capture.source.name, capture.source.sha256) for capture in page.captures}
    if any((capture.source.name, capture.source.sha256) in files for capture in draft.captures):
        return False  # of two threads in one file neither is a capture of the other
    common = _common(one, two)
    if common < max(LEAST, SHARE * min(len(one), len(two))):
        return False
    if certain:
        return True
    known = owner(page.author) and owner(draft.author)
    return common >= CERTAIN or bool(known and _near(page, draft))


def _near(page: Draft, draft: Draft) -> bool:
    """Whether the dates of two drafts, as far as they are known, may be those of one thread."""
    one, two = (each.captures[0].date or each.posts[0].date or Date() for each in (page, draft))
    if not (one.month and one.day and two.month and two.day):
        return one.year is None or two.year is None or one.year == two.year
    if one.year and two.year:
        return abs(day(one.year, one.month, one.day) - day(two.year, two.month, two.day)).days <= _DAYS_APART
    apart = abs(day(_LEAP, one.month, one.day) - day(_LEAP, two.month, two.day)).days
    return min(apart, 366 - apart) <= _DAYS_APART
