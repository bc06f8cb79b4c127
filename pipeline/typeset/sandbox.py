"""The sandbox of templates: Jinja2, as all themes have it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.typeset.bytecode import Bytecode

Load = Callable[[str], tuple[str, str, Callable[[], bool]] | None]
"""A loader, as Jinja2 has it: a template's source, its path, and whether it is still the same."""


def sandbox(load: Load, finalize: Callable[..., Any] | None = None) -> jinja2.Environment:
    """An environment for templates. finalize: what everything passes that they print."""
    return _Sandbox(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=Bytecode(),
    )


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox of templates: a theme comes from anywhere, and must not reach Python through an attribute."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._known: dict[tuple[type, str], bool] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, as Jinja2 has it; fields of structs at once, for they are data, and asked for most often."""
        kind: type = type(obj)
        return getattr(obj, attribute) if attribute in _fields(kind) else super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja2's answer, cached by type and name, on which alone it depends."""
        question = (type(obj), attr)
        if question not in self._known:
            self._known[question] = super().is_safe_attribute(obj, attr, value)
        return self._known[question]


@cache
def _fields(kind: type) -> frozenset[str]:
    """Names of a struct's fields; none for another class."""
    return frozenset(getattr(kind, "__struct_fields__", ()))
