"""The bindery: what is made of each thread once, what is kept of that, and the books that are bound from it."""
