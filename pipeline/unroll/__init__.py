"""Unrolling: captures become threads, merged, chained, named, dated, with a ledger of what they lack.

The door is `unrolling.unroll`. Its steps: `merge.posts` (captures of one post made one), `privacy.py`, `assembly.py`
(captures into drafts: `chains.py` and `branches.py` for bags, `merge/` for pages), then `title.py`, `language.py`,
`naming.py` and `gaps.py`, which fill in what a thread says of itself. The rules: docs/unrolling.md.
"""
