"""Thread Reader: reads its pages, which show a thread of X as one text.

thread_reader_html  a page saved by a browser as HTML
thread_reader_text  a page saved or copied as plain text
thread_reader_clip  a page that a web clipper saved as Markdown

Text has lost where posts begin: `boundaries` finds them again. What the site puts around a thread is `page_furniture`.
"""
