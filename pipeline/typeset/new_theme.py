"""A new theme: a folder that works at once, and says in its own files what can be changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import PublishError
from pipeline.opening import reason
from pipeline.typeset.theme import Theme
from pipeline.typeset.theme_options import Option, flat

_TOML = """\
# A theme, based on "{base}". Take away a "#" to change what stands behind it; docs/themes.md tells the rest.
#
# What is not in this folder comes from the base. To change more than is here, copy a file of the base beside this one:
# {files}

name = "{name}"
title = "{title}"
base = "{base}"
# description = "A line for `publish themes`."

[settings]
"""
_PRINT = """\
/* What differs from {base} in print: this follows its style sheet. env(…) stands for values of the theme: env(measure),
   env(size), env(ink), env(accent) and each option. Take away the comment around a line to try it. */

/* .opening h1 {{ font-weight: bold; text-align: center }} */
/* .post {{ margin-bottom: 1.2em }} */
/* .quote {{ border-left: 1pt solid env(accent); padding-left: 3mm }} */
"""
_EBOOK = """\
/* What differs from {base} in EPUBs: this follows its style sheet. Many e-readers know no grid, flex or var(). */

/* h1 {{ text-align: center }} */
/* .quote {{ border-left: 2px solid; padding-left: .7em }} */
"""


def begin(folder: Path, base: Theme) -> list[str]:
    """Write a theme that changes nothing yet; returns the paths of its files as text.

    Raises PublishError where there is something of that name, or it cannot be written.
    """
    name = folder.name
    files = ", ".join(sorted({path.name for each in base.folders for path in each.iterdir() if path.is_file()}))
    facts = {"name": _inner(name), "title": _inner(name.replace("-", " ").title()), "base": _inner(base.name)}
    texts = {
        "theme.toml": _TOML.format(files=files, **facts) + "\n".join(_options(base)) + "\n",
        "print-changes.css": _PRINT.format(base=base.name),
        "ebook-changes.css": _EBOOK.format(base=base.name),
    }
    try:
        folder.mkdir()
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8")
    except FileExistsError as error:
        raise PublishError(
            "is there already, and is not overwritten", path=str(folder), hint="Give the theme another name."
        ) from error
    except OSError as error:
        raise PublishError(
            f"cannot be written: {reason(error)}", path=str(folder), hint="Name a folder that you may write to."
        ) from error
    return [str(folder / file) for file in texts]


def _options(base: Theme) -> Iterator[str]:
    """A line for each option of the base, with its value there."""
    values = dict(flat(base.settings))
    for name, option in base.options.items():
        yield f"# {name} = {_written(option, values[name])}  # {option.help}"


def _written(option: Option, value: Any) -> str:
    if isinstance(value, float):
        return f'"{value:g}mm"' if option.type == "length" else f"{value:g}"
    return json.dumps(value, ensure_ascii=False)


def _inner(text: str) -> str:
    """The text escaped for TOML, without quotation marks. JSON's escapes are valid in TOML."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
