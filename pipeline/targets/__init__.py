"""Targets: where books go, as data. A device, a shop or a printer at home, each a file in `targets/`.

A target gives options of the theme other values, and has rules: limits that finished files are held to. It knows no
theme and has no code; `target.RULES` is the vocabulary that its rules are taken from. The door: `chosen`, `load`.
"""

from __future__ import annotations

from pipeline.targets.target import Cover, Rule, Screen, Target
from pipeline.targets.target_toml import built_in, chosen, group, load

__all__ = ["Cover", "Rule", "Screen", "Target", "built_in", "chosen", "group", "load"]
