"""Reading targets: `targets/NAME.toml`, and files of the user's own, each over the one that it is based on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from pipeline.errors import PublishError, UsageError
from pipeline.model import Message
from pipeline.model.limits import MAX_BOOK_TOML_BYTES
from pipeline.opening import read_file, real, reason, toml_text
from pipeline.targets.target import RULES, Target
from pipeline.typeset.lengths import millimetres, page_size
from pipeline.wording import is_known

GROUPS: Mapping[str, str] = {"all-readers": "reader"}
"""Names of several targets at once: those of a kind that have an EPUB."""
_BUILT_IN = Path(__file__).parent / "built_in"
_CHECKOUT = Path(__file__).parents[2] / "targets"
"""Folder of the targets in a source tree, before a wheel has put them inside the package."""
_GUIDE = "docs/targets.md describes the file."
_TABLES = {"options", "pdf", "rules", "cover", "screen"}
"""Keys whose tables come over a base's, key by key."""


def built_in() -> list[str]:
    """The names of the targets that come with Threadbound, sorted."""
    return sorted(path.stem for path in _home().glob("*.toml"))


def group(name: str) -> list[str]:
    """The names of the targets that a name stands for: a group, or that one alone."""
    if kind := GROUPS.get(name):
        return [each for each in built_in() if (target := load(each)).kind == kind and "epub" in target.formats]
    return [name]


def chosen(
    names: Sequence[str], *, formats: Collection[str] = ("pdf", "epub"), paper: str = "", in_colour: bool = False
) -> Iterator[Target]:
    """The targets that are asked for, each once.

    names: of targets, groups and files. formats: those that are made. paper: that all print on; "": as each has it.
    in_colour: they print in colour. Raises UsageError for formats, a paper or colours that none of them has, for two
    whose bundles would be one, and as `load`.
    """
    targets = [load(each) for name in names for each in group(name)]
    if targets and not any(each in formats for target in targets for each in target.formats):
        taken = " and ".join(sorted({f"{each.upper()}s" for target in targets for each in target.formats}))
        raise UsageError(f"nothing would be made: {taken} alone are taken there", hint=f"Ask for {taken}, too.")
    if in_colour:
        if not any(target.kind == "shop" for target in targets):
            raise UsageError(
                "no shop is named that prints in colour", hint="Name one with --for: see `publish targets`."
            )
        targets = [load(target.in_colour) if target.in_colour else target for target in targets]
    papers = dict.fromkeys(each for target in targets if target.cover for each in target.cover.spine)
    if paper and paper not in papers:
        hint = f"Papers: {', '.join(papers)}." if papers else "Only shops have papers: see `publish targets`."
        raise UsageError(f"no paper called {paper!r} is printed on there", hint=hint)
    for target in _distinct(targets):
        has_it = paper and target.cover and paper in target.cover.spine
        yield replace(target, paper=paper) if has_it else target


def _distinct(targets: Sequence[Target]) -> Iterator[Target]:
    """The targets, each once. Raises UsageError where two that differ have one name, and so one folder."""
    held: dict[str, Target] = {}
    for target in targets:
        other = held.setdefault(target.name, target)
        if replace(other, path="") != replace(target, path=""):
            hint = "Give one of the files another name: bundles are called by it."
            message = f"two targets are called {target.name!r}: {_place(other)} and {_place(target)}"
            raise UsageError(message, hint=hint)
    yield from held.values()


def _place(target: Target) -> str:
    return target.path or "the one that came along"


@cache
def load(name_or_path: str) -> Target:
    """The target of that name, known by that alias, or in that file.

    Raises UsageError where there is none, PublishError with file and key where its file is wrong.
    """
    path = _found(name_or_path)
    own = {"name": path.stem, "path": ""} if path.parent == _home() else {"name": _called(path), "path": str(path)}
    return _typed(_facts(path) | own, path)


def _called(path: Path) -> str:
    """The name that a file gives its target: that of a folder, legal on every system."""
    from pipeline.unroll import file_names  # here: targets that came along have such names

    if name := file_names.joined(file_names.part(path.stem)):
        return name
    hint = "Its bundle is called by it: give the file a name with letters or digits."
    raise PublishError("its name has no letters and no digits", path=str(path), hint=hint)


def _facts(path: Path, above: tuple[Path, ...] = ()) -> dict[str, Any]:
    """The facts in a file, over those of its bases, of which the last comes first. above: the files that it is a base
    of."""
    if (own := real(path)) in above:
        raise PublishError("its bases form a circle", path=str(path), hint="Let one of them have no base.")
    said = _said(path)
    facts: dict[str, Any] = {}
    for base in _bases(said.pop("base", []), path):
        facts = _laid_over(facts, _facts(base, (*above, own)))
    for name in ("aliases", "in_colour"):  # a base's are its own
        facts.pop(name, None)
    if isinstance(other := said.get("in_colour"), str) and other.endswith(".toml"):
        said["in_colour"] = str(path.parent / other)
    return _laid_over(facts, said)


def _home() -> Path:
    return _BUILT_IN if _BUILT_IN.is_dir() else _CHECKOUT


def _found(name: str) -> Path:
    if name in (own := built_in()):
        return _home() / f"{name}.toml"
    if name.endswith(".toml"):
        return Path(name)
    for each in own:
        if name in _said(_home() / f"{each}.toml").get("aliases", ()):
            return _home() / f"{each}.toml"
    from difflib import get_close_matches

    near = get_close_matches(name, [*own, *GROUPS], n=1)
    hint = f"Did you mean {near[0]}?" if near else "`publish targets` lists them; the path of a TOML file is one, too."
    raise UsageError(f"no target called {name!r}", hint=hint)


def _bases(named: Any, path: Path) -> Iterator[Path]:
    for base in named if isinstance(named, list) else [named]:
        if not isinstance(base, str):
            raise PublishError("base must be a string, or several in brackets", path=str(path), hint=_GUIDE)
        try:
            yield path.parent / base if base.endswith(".toml") else _found(base)
        except UsageError as error:
            raise PublishError(error.message, path=str(path), where="base", hint=error.hint) from error


def _said(path: Path) -> dict[str, Any]:
    try:
        data = read_file(path, MAX_BOOK_TOML_BYTES + 1)
        if len(data) > MAX_BOOK_TOML_BYTES:
            message = f"larger than {MAX_BOOK_TOML_BYTES >> 20} MB, the most that is read of a target"
            raise PublishError(message, path=str(path), hint=_GUIDE)
        return toml_text.loads(data)
    except OSError as error:
        raise UsageError(f"cannot be read: {reason(error)}", path=str(path), hint=_GUIDE) from error
    except toml_text.TomlError as error:
        raise PublishError(error.message, path=str(path), where=error.where, hint=error.hint) from error


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**below, **above}
    for name in _TABLES & below.keys() & above.keys():
        if isinstance(below[name], dict) and isinstance(above[name], dict):
            merged[name] = {**below[name], **above[name]}
    return merged


def _typed(facts: dict[str, Any], path: Path) -> Target:
    if unknown := facts.keys() - set(Target.__struct_fields__):
        known = ", ".join(sorted({"base", *Target.__struct_fields__} - {"name", "path"}))
        raise PublishError(f"unknown key {min(unknown)!r}", path=str(path), hint=f"Known keys: {known}.")
    try:
        target = msgspec.convert(facts, Target)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$.")
        message = message[:1].lower() + message[1:]
        raise PublishError(message, path=str(path), where=where.rstrip("`"), hint=_GUIDE) from None
    if target.cover and not target.paper:
        target = replace(target, paper=next(iter(target.cover.spine), ""))
    _check(target, path)
    return target


def _check(target: Target, path: Path) -> None:
    """Raise PublishError for a rule or a step that there is not, and for lengths and sizes that are none."""
    for name, rule in target.rules.items():
        where = f"rules.{name}"
        if name not in RULES:
            raise PublishError("no such rule", path=str(path), where=where, hint=f"Rules: {', '.join(RULES)}.")
        try:
            _LIMITS.get(name, _number)(rule.limit)
        except (ValueError, TypeError):
            raise PublishError(
                f"its limit cannot be {rule.limit!r}",
                path=str(path),
                where=where,
                hint=f"It is: {RULES[name].format('…')}.",
            ) from None
    for step in target.readme:
        if not isinstance(step, str) and not is_known(Message.of(step.get("say", ""), place=target.title, **step)):
            hint = "Write { say = ID, … } with a message of docs/targets.md, and the values that it names."
            raise PublishError(f"no such step: {dict(step)}", path=str(path), where="readme", hint=hint)
    if target.cover:
        if (papers := target.cover.spine) and target.paper not in papers:
            message, hint = f"no paper called {target.paper!r}", f"Papers in cover.spine: {', '.join(papers)}."
            raise PublishError(message, path=str(path), where="paper", hint=hint)
        lengths = ("bleed", "board", "spine_free", "safe")
        stated = {name: getattr(target.cover, name) for name in lengths}
        stated |= {f"spine.{paper}": width for paper, width in target.cover.spine.items()}
        for name, length in stated.items():
            try:
                millimetres(length)
            except ValueError:
                hint = "Write 3mm or 0.125in."
                raise PublishError(f"no length: {length!r}", path=str(path), where=f"cover.{name}", hint=hint) from None


def _number(limit: Any) -> None:
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit <= 0:
        raise ValueError("no number")


def _switch(limit: Any) -> None:
    if limit is not True:
        raise ValueError("only true says something")


def _gutter(limit: Any) -> None:
    classes = [(int(most), millimetres(width)) for most, width in limit]
    if not classes or classes != sorted(classes):
        raise ValueError("not in order")


def _words(limit: Any) -> None:
    if not limit or not all(isinstance(each, str) for each in limit):
        raise ValueError("no words")


def _sizes(limit: Any) -> None:
    _words(limit)
    for each in limit:
        page_size(each)


def _standard(limit: Any) -> None:
    if limit not in ("x-4", "x-1a"):
        raise ValueError("no standard")


_LIMITS: Mapping[str, Callable[[Any], object]] = {
    "picture-types": _words,
    "picture-baseline": _switch,
    "picture-opaque": _switch,
    "plain-style": _switch,
    "sound-links": _switch,
    "ascii-names": _switch,
    "trim": _sizes,
    "gutter": _gutter,
    "margin": millimetres,
    "bleed": millimetres,
    "fonts-embedded": _switch,
    "no-annotations": _switch,
    "grey": _switch,
    "black-text": _switch,
    "standard": _standard,
    "no-spine-bleed": _switch,
    "cover-size": _switch,
    "cover-text": millimetres,
}
"""What holds limits to their forms, where these are no numbers above 0. Each raises ValueError or TypeError."""
