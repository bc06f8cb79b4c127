"""Bluesky: what its servers answer, and the repo of an account."""
