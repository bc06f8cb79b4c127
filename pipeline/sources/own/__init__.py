"""Our own formats: thread.json, and Markdown with front matter."""
