"""X (Twitter): its archive, what its interfaces answer, and what other programs make of that."""
