"""The attack: whatever is done to inputs, to the folders of earlier runs or to a run itself, it ends well or is told.

readers       inputs mutated, through all that happens before pages are laid out, in this process
command       inputs mutated, many to a folder with a sound one, through the whole command
kills         runs ended at any moment, in a folder with earlier outputs
caches        caches poisoned
side_by_side  runs at once in one folder
ways          closed streams, no home, no room, names that are no text

Each module has a function `trial(number)`, which makes the trial of that number, always the same one, and gives the
fault that it brought to light, or "". The tests make a few of each; `python -m tests.attack PART --count N` makes many.
"""
