"""The preflight: every rule of a target over every file that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from pipeline.bindery.production import Output
from pipeline.bindery.store import Store
from pipeline.bundles.preflight.verdict import Finding
from pipeline.targets import Target
from pipeline.targets.target import RULES
from pipeline.work.key import key


class Subject(Struct, frozen=True, dict=True):
    """A file that is judged."""

    output: Output
    read: Callable[[Output], bytes]

    @property
    def is_pdf(self) -> bool:
        return self.output.name.endswith(".pdf")

    @cached_property
    def data(self) -> bytes:
        """Its bytes."""
        return self.read(self.output)


class Fault(Struct, frozen=True):
    """What a check finds."""

    message: str
    hint: str
    refused: bool = True


Check = Callable[[Subject, Any], Iterator[Fault]]
"""Yields what of a file is not within the limit of a rule."""


def _file_size(subject: Subject, limit: float) -> Iterator[Fault]:
    size = subject.output.size / 1e6
    if size > limit:
        yield Fault(f"{size:.0f} MB; {limit:g} are taken", "Divide the book by --split-by, or leave pictures out.")


def _least_pages(subject: Subject, limit: float) -> Iterator[Fault]:
    if subject.output.pages is not None and subject.output.pages < limit:
        yield Fault(f"{subject.output.pages} pages; {limit:g} at least are taken", "Add threads.")


def _most_pages(subject: Subject, limit: float) -> Iterator[Fault]:
    if subject.output.pages is not None and subject.output.pages > limit:
        yield Fault(f"{subject.output.pages} pages; {limit:g} at most are taken", "Divide the book by --split-by.")


CHECKS: Mapping[str, Check] = {
    "file-size": _file_size,
    "least-pages": _least_pages,
    "most-pages": _most_pages,
}
"""What judges files by each rule."""


def findings(target: Target, files: Sequence[Output], read: Callable[[Output], bytes], store: Store) -> list[Finding]:
    """What the target would refuse of these files, or make less of. Kept, for what was judged need not be again."""
    found: list[Finding] = []
    rules = [(name, target.rules[name].limit) for name in RULES if name in target.rules]
    for file in files:
        name = key("preflight", target.name, str(rules), file.name, file.sha256, file.pages)
        kept = store.get(name, tuple[Finding, ...])
        if kept is None:
            subject = Subject(file, read)
            kept = tuple(_judged(target, subject, rules))
            store.put(name, kept)
        found += kept
    return found


def _judged(target: Target, subject: Subject, rules: Sequence[tuple[str, Any]]) -> Iterator[Finding]:
    for rule, limit in rules:
        if check := CHECKS.get(rule):
            for fault in check(subject, limit):
                yield Finding(
                    target=target.name,
                    rule=rule,
                    file=subject.output.name,
                    message=fault.message,
                    hint=fault.hint,
                    refused=fault.refused,
                )


def told(target: Target, files: Sequence[Output], found: Sequence[Finding]) -> str:
    """The text of `preflight.txt`: what was checked, and what is wrong."""
    lines = [f"Preflight for {target.title}", ""]
    refused = [finding for finding in found if finding.refused]
    others = [finding for finding in found if not finding.refused]
    for heading, group in (("Would be refused", refused), ("Would come out less well", others)):
        if group:
            lines += [f"{heading}:", *(f"  {finding.file}: {finding.message}. {finding.hint}" for finding in group), ""]
    if not found:
        lines += [f"{len(files)} {'file' if len(files) == 1 else 'files'}: nothing to mend.", ""]
    lines.append("Checked:")
    for name, rule in target.rules.items():
        lines.append(f"  {RULES[name]}: {_shown(rule.limit)}  ({rule.source}; {rule.sure})")
    return "\n".join(lines) + "\n"


def _shown(limit: Any) -> str:
    if limit is True:
        return "yes"
    return ", ".join(map(_shown, limit)) if isinstance(limit, list) else str(limit)
