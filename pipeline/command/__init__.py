"""The command `publish`: its verbs, its options, and what it says."""
