"""The judgement on a file: what each rule that is about it finds there. No damage to a file gets in its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from pipeline.bindery.production import Output
from pipeline.bundles.preflight.checks import CHECKS, SOUND, Judge
from pipeline.bundles.preflight.scope import about, is_about
from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault, Finding, Known, UnreadableError
from pipeline.targets import Rule, Target

WHOLE = "whole"
"""The name of what files are held to everywhere, as of a rule."""


def judged(
    target: Target,
    file: Output,
    read: Callable[[Output], bytes],
    inside: int | None,
    rules: Sequence[tuple[str, Rule]],
    known: Known,
) -> Iterator[Finding]:
    """What is found of a file. inside: of a cover sheet, the pages of its book. rules: with their names.

    known: what was found of the same bytes in other bundles.

    Nothing is said to be refused by a rule that is only assumed.
    """
    subject = Subject(file, read, target, inside)
    kind = about(file.name)
    judges: list[tuple[str, Judge, Any]] = [(WHOLE, SOUND[kind], True)] if kind in SOUND else []
    judges += ((name, CHECKS[name], rule.limit) for name, rule in rules if is_about(name, file.name))
    assumed = {name for name, rule in rules if rule.sure == "assumed"}
    for rule, judge, limit in judges:
        try:
            faults = _faults(subject, rule, judge, limit, known)
        except UnreadableError as damage:
            yield _finding(target, rule, file, Fault(str(damage), "Delete it, and publish again."))
            return
        except Exception as error:  # a structure that no check has thought of
            message = f"it cannot be judged ({type(error).__name__})"
            yield _finding(target, rule, file, Fault(message, "Please report it, with the file if you can."))
            return
        for fault in faults:
            yield _finding(target, rule, file, replace(fault, refused=fault.refused and rule not in assumed))


def _faults(subject: Subject, rule: str, judge: Judge, limit: Any, known: Known) -> tuple[Fault, ...]:
    """What a rule finds. An EPUB that goes to several targets is judged by each rule once."""
    if not subject.output.name.endswith(".epub"):
        return (*judge(subject, limit),)
    asked = (subject.output.sha256, rule, repr(limit))
    if asked not in known:
        known[asked] = (*judge(subject, limit),)
    return known[asked]


def _finding(target: Target, rule: str, file: Output, fault: Fault) -> Finding:
    return Finding(
        target=target.name,
        rule=rule,
        file=file.name,
        message=fault.message,
        hint=fault.hint,
        refused=fault.refused,
    )
