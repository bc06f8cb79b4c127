"""The Fediverse: reads archives and answers of Mastodon and its kin.

mastodon_archive  the archive that a server gives an account's owner
mastodon_rest     statuses and contexts from the REST API

`note` makes posts of an archive's activities, `status` of statuses; their shared `conventions` are handles, media,
emoji.
"""
