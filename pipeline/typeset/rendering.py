"""Rendering: text of a theme's templates, whose mistakes are told with the template's file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateSyntaxError

from pipeline.errors import PublishError, ThemeError
from pipeline.typeset import environments


def rendered(
    environment: Environment, template: str, context: Mapping[str, Any], *, path: Callable[[str], Path], is_ours: bool
) -> str:
    """The text that a template makes of what it is given: see `Theme.render`.

    path: gives that of a theme's file. is_ours: whether a mistake is none of the theme's. Raises ThemeError.
    """
    try:
        return environment.get_template(template).render(**context)
    except TemplateSyntaxError as error:
        raise _mistake(path(error.name or template), error.lineno, error.message or "") from error
    except (PublishError, MemoryError):  # the latter is the thread's doing
        raise
    except Exception as error:  # a template can raise anything: 1/0, a missing attribute, a bad filter argument
        if is_ours:
            raise
        raise _mistake(path(template), environments.line_of(error, template), str(error)) from error


def _mistake(path: Path, line: int | None, message: str) -> ThemeError:
    return ThemeError(
        f"template error: {message}",
        path=str(path),
        where=f"line {line}" if line else "",
        hint="Correct the template, or remove it to use the one of the base theme.",
    )
