"""Bluesky: reads what its servers answer, and what they export of an account.

bluesky_thread  the answer to `getPostThread`, of either version
bluesky_feed    lists of posts: feeds, searches
bluesky_car     an account's repo, as a CAR file

The shapes of posts are in `lexicon`; `bluesky_post` makes posts of ours.
"""
