"""The Fediverse: the archives and the interface of Mastodon and its kin."""
