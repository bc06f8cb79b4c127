"""Threadbound: saved social threads, bound as books."""

__version__ = "0.1.0"
