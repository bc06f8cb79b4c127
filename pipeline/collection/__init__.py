"""The collection: the threads of a run, found, ordered, chosen, and divided into books."""
