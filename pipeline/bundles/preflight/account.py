"""The account of a preflight, `preflight.txt`: what was checked, what would be refused and what to do, for anyone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from pipeline.bindery.production import Output
from pipeline.bundles.preflight.scope import is_about
from pipeline.bundles.preflight.verdict import Finding, names
from pipeline.targets import Target
from pipeline.targets.target import RULES, said

_WIDTH = 96
_MANY = 4
"""Names in a limit that are all told."""
_CERTAINTY = {
    "stated": "",
    "reported": " (as others report)",
    "assumed": " (assumed: look it up before you rely on it)",
}


def told(target: Target, files: Sequence[Output], found: Sequence[Finding]) -> str:
    """The text of the file."""
    refused = [finding for finding in found if finding.refused]
    others = [finding for finding in found if not finding.refused]
    lines = [f"Preflight for {target.title}", "", *_wrapped(_verdict(files, refused, others), ""), ""]
    for heading, group in (("Would be refused", refused), ("Would come out less well", others)):
        if group:
            lines += [heading, *_listed(group), ""]
    lines += ["Checked", *_row(_result([each for each in found if each.rule not in RULES]), "opens, and is whole")]
    for name, rule in target.rules.items():
        if any(is_about(name, file.name) for file in files):
            result = _result([finding for finding in found if finding.rule == name])
            lines += _row(result, f"{said(name, _named(rule.limit))}{_CERTAINTY[rule.sure]}")
    if not target.path:  # who wrote one of their own knows, and where it lies is nobody else's business
        lines += ["", f"Who says so: publish targets show {target.name}"]
    return "\n".join(lines) + "\n"


def _named(limit: Any) -> Any:
    """A limit, with the first of many names."""
    return [names(limit)] if isinstance(limit, list) and len(limit) > _MANY and isinstance(limit[0], str) else limit


def _verdict(files: Sequence[Output], refused: Sequence[Finding], others: Sequence[Finding]) -> str:
    count = f"{len(files)} {'file' if len(files) == 1 else 'files'}"
    if not refused and not others:
        return f"{count}: nothing to mend."
    bad, soft = ({each.file for each in group} for group in (refused, others))
    said = [f"{len(bad)} would be refused"] if bad else []
    said += [f"{len(soft)} would come out less well"] if soft else []
    return f"Of {count}, {' and '.join(said)}."


def _listed(found: Sequence[Finding]) -> Iterator[str]:
    """Findings, those that say the same of several files in one."""
    files: dict[tuple[str, str], list[str]] = {}
    for finding in found:
        files.setdefault((finding.message, finding.hint), []).append(_short(finding.file))
    for (message, hint), which in files.items():
        yield from _wrapped(f"{names(which)}: {message}. {hint}", "- ")


def _short(name: str) -> str:
    """A file's name as it is in the bundle."""
    return name.split("/", 2)[-1] if name.startswith("for/") else name


def _result(found: Sequence[Finding]) -> str:
    return "NO" if any(each.refused for each in found) else "not quite" if found else "yes"


def _row(result: str, rule: str) -> list[str]:
    return _wrapped(rule, f"{result:11}")


def _wrapped(text: str, mark: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_long_words=False)
