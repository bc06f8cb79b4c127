"""Our own formats: reads threads that somebody wrote down for this program.

thread_json    thread.json, with everything about a thread stated outright
markdown_file  Markdown with front matter
"""
