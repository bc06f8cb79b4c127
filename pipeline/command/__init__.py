"""The command `publish`: its verbs, its options, and its words.

The door is `cli.main`. `options.py` has the options that several verbs share, `console.py` prints, `listing.py` makes
the table of `publish list`.
"""
