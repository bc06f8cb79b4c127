"""Typesetting: a thread becomes a chapter, that is XHTML which every writer takes.

    Post ─ structure, inline ─▶ blocks ─ markdown, theme's template ─▶ Markdown ─ markdown-it-py ─▶ XHTML: Chapter

The door is `chapter.typeset`. `theme.py` has the themes, `pictures.py` makes pictures ready, `links.py` finds links to
other threads, `direction.py` marks scripts; `fonts.py` and `emoji.py` say what pages are set in.
"""
