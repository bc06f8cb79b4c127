"""Thread Reader: its pages, saved as text, as HTML, or clipped as Markdown."""
