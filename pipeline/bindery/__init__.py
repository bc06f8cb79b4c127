"""The bindery: each thread is made once, kept, and bound into every book from what is kept.

The door is `bindery.Bindery.make`. `threads.py` has parts and threads' own files made, `books.py` binds volumes,
`store.py` is what is kept between runs, `tasks.py` what workers do; `writers.py` has the table of outputs, `WRITERS`.
"""
