"""Threads (Instagram): its export."""
