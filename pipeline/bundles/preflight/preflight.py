"""The preflight: every rule of a target over every file that it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.bindery.production import Output
from pipeline.bindery.store import Store
from pipeline.bundles.preflight.scope import COVER
from pipeline.bundles.preflight.verdict import Finding, Known
from pipeline.targets import Target
from pipeline.targets.target import RULES
from pipeline.work.environment import of_judging
from pipeline.work.key import key


def findings(
    target: Target, files: Sequence[Output], read: Callable[[Output], bytes], store: Store, known: Known
) -> list[Finding]:
    """What the target would refuse of these files, or make less of. Kept, for what was judged need not be again.

    known: what was found of the same files in other bundles of the run.
    """
    found: list[Finding] = []
    rules = [(name, target.rules[name]) for name in RULES if name in target.rules]
    pages = {file.name: file.pages for file in files}
    judges = of_judging()
    for file in files:
        inside = pages.get(f"{file.name.removesuffix(COVER)}.pdf") if file.name.endswith(COVER) else None
        asked = (target.name, str(rules), str(target.cover), target.paper)
        name = key("preflight", judges, asked, file.name, file.sha256, inside)
        kept = store.get(name, tuple[Finding, ...])
        if kept is None:
            from pipeline.bundles.preflight.judgement import judged  # brings what reads PDFs, EPUBs and pictures

            kept = tuple(judged(target, file, read, inside, rules, known))
            store.put(name, kept)
        found += kept
    return found
