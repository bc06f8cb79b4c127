"""Nitter: its pages, saved as HTML."""
