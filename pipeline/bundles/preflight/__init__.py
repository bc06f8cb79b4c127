"""Preflight: finished files held to a target's rules, in plain words, before the place refuses them.

    verdict.py      a rule that a file breaks
    preflight.py    all rules over all files, and `preflight.txt`

Each rule is a row in `preflight.CHECKS`.
"""
