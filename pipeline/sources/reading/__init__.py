"""Reading: turns the files that people name into text, trees and records, for the readers of all networks.

files         an input: its path, its beginning, the files beside it
bundle/       an archive: a folder, a zip or a tar.gz
encoding      bytes into text
html_tree     HTML into trees
web_archive   pages as they were before a web archive kept them
json_file     JSON into values; `json_stream` for long files
front_matter  the YAML above Markdown
rich_text     text and spans out of markup; `block_text` with paragraphs, lists and tables, `html_text` out of HTML
entities      links, mentions and hashtags in plain text
quotes        posts as other posts quote them
attachment    pictures beside an input
iso_dates     dates in ISO 8601
rejects       posts that cannot be read
reader        the contract of a reader
"""
