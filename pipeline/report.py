"""The account of a run, for people (the summary) and for programs (`report.json`).

Nothing in the report depends on the day, the machine or the folder's path.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from msgspec import Struct, field

from pipeline import __version__
from pipeline.bindery.production import Output, Production
from pipeline.collection.search import Findings, ReadInput
from pipeline.errors import Notice, PublishError
from pipeline.model import ChangeKind, Gap, GapKind, Imprint, MediaKind, News, Sighting, Source, Thread
from pipeline.unroll.answers import LeftOut
from pipeline.wording import ENGLISH, wording

_MISSING: dict[GapKind, str] = {
    "posts": "gap in the posts",
    "text": "text cut short",
    "quote": "lost quote",
}

_MISSING_MEDIA: dict[MediaKind, str] = {
    "photo": "missing picture",
    "video": "missing video",
    "gif": "missing GIF",
    "audio": "missing audio recording",
}

_CHANGES: dict[ChangeKind, str] = {
    "added": "new",
    "edited": "edited",
    "completed": "completed",
    "gone": "kept that the source no longer has",
    "back": "captured again",
}


class Report(Struct, frozen=True, kw_only=True):
    """An account of a run: what was read, found, missed and made."""

    threads: list[Thread]
    left_out: LeftOut
    """Threads that begin as an answer to someone else, and were not asked for."""
    imprint: Imprint
    """The collection's news, and the number of threads withdrawn at their authors' wish."""
    inputs: list[ReadInput]
    passed_over: list[str]
    failures: list[PublishError]
    """Each once: a theme's mistake shows in every book."""
    notices: list[Notice]
    """Of the run; those of reading and unrolling are with the threads."""
    outputs: list[Output] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """On the installation: for the summary alone."""

    @classmethod
    def of(cls, findings: Findings, production: Production | None = None) -> Report:
        """The report of a search and of the books that were made of what it found, if any were."""
        made = production or Production()
        failures: dict[str, PublishError] = {}
        for error in (*findings.failures, *made.failures):
            failures.setdefault(str(error), error)
        return cls(
            threads=findings.threads,
            left_out=findings.left_out,
            imprint=findings.imprint,
            inputs=findings.inputs,
            passed_over=findings.passed_over,
            failures=[*failures.values()],
            notices=[*findings.notices, *made.notices],
            outputs=made.outputs,
            remarks=made.remarks,
        )

    @property
    def warnings(self) -> list[Notice]:
        """Everything that is missing or was repaired, each once."""
        known = [notice for thread in self.threads for notice in thread.notices]
        return list(dict.fromkeys([*known, *self.notices]))

    @property
    def posts(self) -> int:
        """How many posts the threads have together."""
        return sum(len(thread.posts) for thread in self.threads)

    @property
    def pages(self) -> int:
        """Pages of the collection where it was made, else of the threads together; of several bundles, of the first
        that has any."""
        bundles: dict[str, dict[str, int]] = {}
        for made in self.outputs:
            if made.pages:
                bundle = _bundle(made.name)
                bundles.setdefault(bundle, {})[made.name.removeprefix(bundle)] = made.pages
        first = next(iter(bundles.values()), {})
        return sum(pages for name, pages in first.items() if "/" not in name) or sum(first.values())

    @property
    def changes(self) -> list[str]:
        """The news, counted: "1 thread", "3 posts new", "1 post edited"."""
        if not (news := self.imprint.news):
            return []
        threads = sum(not each.posts for each in news.threads)
        counts: Counter[ChangeKind] = Counter()
        for each in news.threads:
            counts.update({kind: len(numbers) for kind, numbers in each.posts})
        told = [f"{threads} {'thread' if threads == 1 else 'threads'} new"] if threads else []
        posts = ((counts[kind], said) for kind, said in _CHANGES.items() if counts[kind])
        return told + [f"{count} {'post' if count == 1 else 'posts'} {said}" for count, said in posts]

    @property
    def missing(self) -> list[str]:
        """The gaps, counted by kind: "2 × missing picture"."""
        counts = Counter(
            name
            for thread in self.threads
            for gap in thread.gaps
            if gap.evidence != "option"
            for name in _missing_things(gap, thread)
        )
        names = (*_MISSING.values(), *_MISSING_MEDIA.values())
        return [f"{counts[name]} × {name}" for name in names if counts[name]]

    def as_json(self) -> bytes:
        """The report for programs."""
        facts = {
            "threadbound": __version__,
            "inputs": self.inputs,
            "failures": [
                {"path": error.path, "where": error.where, "message": error.message, "hint": error.hint}
                for error in self.failures
            ],
            "passed_over": self.passed_over,
            "warnings": [
                {"path": notice.path, "where": notice.where, "message": notice.message, "hint": notice.hint}
                for notice in self.warnings
            ],
            "totals": {
                "threads": len(self.threads),
                "posts": self.posts,
                "pages": self.pages,
                "withdrawn": self.imprint.withdrawn,
                "left_out": self.left_out,
            },
            "news": _news_facts(self.imprint.news) if self.imprint.news else None,
            "threads": [_thread_facts(thread) for thread in self.threads],
            "outputs": [
                {"name": made.name, "sha256": made.sha256, "bytes": made.size, "pages": made.pages}
                for made in self.outputs
            ],
        }
        return msgspec.json.format(msgspec.json.encode(facts), indent=2) + b"\n"


def _bundle(name: str) -> str:
    """The folder of the bundle that a file is in, with a slash; "": it is in none."""
    parts = name.split("/")
    return f"for/{parts[1]}/" if parts[0] == "for" else ""


def _missing_things(gap: Gap, thread: Thread) -> set[str]:
    """Names of what is missing by a gap: of media, of each kind that its post lacks."""
    if gap.kind != "media":
        return {_MISSING[gap.kind]}
    media = thread.posts[gap.after].media if gap.after is not None and gap.after >= 0 else ()
    return {_MISSING_MEDIA[each.kind] for each in media if not each.file} or {_MISSING_MEDIA["photo"]}


def _thread_facts(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "slug": thread.slug,
        "title": thread.title,
        "author": thread.author.name,
        "handle": thread.author.handle,
        "date": thread.date.iso if thread.date else None,
        "language": thread.language,
        "minutes": thread.minutes,
        "url": thread.url,
        "source": _source_facts(thread.source),
        "sources": [_source_facts(source) for source in thread.sources],
        "declared": thread.declared,
        "found": len(thread.posts),
        "confidence": thread.confidence,
        "gaps": [_gap_facts(gap) for gap in thread.gaps],
        "asides": [{"start": aside.start, "end": aside.end, "answers": aside.answers} for aside in thread.asides],
        "answered": {"url": above.url, "id": above.id} if (above := thread.answered) else None,
        "branches_off": {"thread": trunk.thread, "post": trunk.post} if (trunk := thread.branches_off) else None,
        "cards": [
            {
                "date": card.date.iso if card.date else None,
                "posts": card.count,
                "opening": card.posts[0] if card.posts else "",
                "url": card.url,
            }
            for card in thread.cards
        ],
        "posts": [
            {
                "number": number,
                "id": post.id,
                "date": post.date.iso if post.date else None,
                "text": post.text,
                "origins": list(post.origins),
                "last_seen": _sighting_facts(post.last_seen) if post.last_seen else None,
                "change": post.change.kind if post.change else None,
            }
            for number, post in enumerate(thread.posts, 1)
        ],
    }


def _news_facts(news: News) -> dict[str, Any]:
    """The news as a value of JSON; a thread without posts is new as a whole."""
    return {
        "since": news.since.iso if news.since else None,
        "threads": [
            {"id": each.thread, "posts": {kind: list(numbers) for kind, numbers in each.posts}} for each in news.threads
        ],
    }


def _sighting_facts(seen: Sighting) -> dict[str, Any]:
    return {"source": seen.source, "date": seen.date.iso if seen.date else None, "stated": seen.stated}


def _source_facts(source: Source) -> dict[str, Any]:
    return {"name": source.name, "format": source.format, "sha256": source.sha256}


def _gap_facts(gap: Gap) -> dict[str, Any]:
    """A gap; `after` counts posts from 0, as in `asides`."""
    return {
        "kind": gap.kind,
        "after": gap.after,
        "evidence": gap.evidence,
        "count": gap.count,
        "message": wording(ENGLISH).gap(gap),
    }
