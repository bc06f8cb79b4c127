"""The collection: the threads of a run, found, edited, chosen, and divided into books.

The doors are `finding.find` (the threads in what the user named) and `volumes.volumes` (the books that they make).
`edition/` applies what an editor says in `book.toml`, `selection.py` what the user chose on the command line.
"""
