"""Plain `key: value` lines of YAML, as a file's front matter has them."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from pipeline.errors import PublishError
from pipeline.sources.files import Input


class _Loader(yaml.SafeLoader):
    """YAML without anchors and aliases: front matter has no use for them, and they can blow up a file."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="anchors (&) and aliases (*) are not read", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)


def pairs(item: Input, text: str) -> Iterator[tuple[str, str, int]]:
    """Each key with its value, and the line it stands on; the first line of the text is line 2 of the file.

    Values are as YAML sees them before it takes "no" for false and 2024-05-01 for a date. Raises PublishError.
    """
    for key, value in _nodes(item, text):
        line = key.start_mark.line + 2
        if not (isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)):
            raise item.error("more than a line of text", where=f"line {line}", hint="Write each key as key: value.")
        yield key.value, "" if value.tag == "tag:yaml.org,2002:null" else value.value, line


def _nodes(item: Input, text: str) -> list[tuple[yaml.Node, yaml.Node]]:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _not_yaml(item, error) from None
    except RecursionError:
        raise item.error("the front matter is nested too deeply", where="line 2") from None
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise item.error("the front matter is no list of keys", where="line 2", hint="Write each as key: value.")
    nodes: list[tuple[yaml.Node, yaml.Node]] = node.value
    return nodes


def _not_yaml(item: Input, error: yaml.YAMLError) -> PublishError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "a character that YAML does not allow"
    where = f"line {mark.line + 2}" if mark else "line 2"
    hint = 'Put a value that holds a colon, # or quotes between quotes: title: "Tides: a primer"'
    return item.error(f"the front matter is not YAML: {problem}", where=where, hint=hint)
