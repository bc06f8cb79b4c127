"""Environments of templates, for HTML and for Markdown: each has its escape, the book's own words, and filters."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import escape

from pipeline.typeset import markdown as markup
from pipeline.typeset import phrases, plain_posts
from pipeline.typeset.initials import initial
from pipeline.typeset.sandbox import Load, sandbox
from pipeline.typeset.say import Say


def html(load: Load, language: str) -> Environment:
    """The environment of templates that make HTML. language: BCP 47 tag of the book's own words."""
    environment = sandbox(load, _in_plain_letters)
    environment.globals["say"] = Say(language, lambda value: escape(_in_plain_letters(value)))
    environment.filters.update(initial=initial, phrased=phrases.phrased)
    return environment


def markdown(load: Load, language: str) -> Environment:
    """The environment of templates that make Markdown. language: BCP 47 tag of the book's own words."""
    environment = sandbox(load, markup.finalize)
    environment.globals["say"] = Say(language, markup.finalize)
    environment.filters.update(markup.FILTERS, initial=initial, phrased=partial(phrases.phrased, escape=markup.escape))
    return environment


def _in_plain_letters(value: Any) -> Any:
    """Jinja2's hook for every `{{ … }}` in HTML: names and titles in plain letters; autoescape does the rest."""
    return plain_posts.line(value) if type(value) is str else value


def line_of(error: Exception, template: str) -> int | None:
    """Number of the template's line that an error came from: Jinja2 rewrites tracebacks to template files."""
    line = None
    trace = error.__traceback__
    while trace:
        if Path(trace.tb_frame.f_code.co_filename).name == template:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
