"""Text: what people write into plain text, and how it is read.

counters       "3/16", "(2/16)", "4/n": the place of a post in its thread
language_tags  "en", "pt-BR": BCP 47
months         "Feb", "February": English names
shortcodes     ":kiln:": custom emoji
small_signs    "10⁶", "CO₂": raised and lowered digits
web_addresses  "https://example.org/moss", "example.org/moss": in running text, and as what a link leads to
x_addresses    "https://x.com/moss/status/20": the addresses of posts and people on X, their ids and handles

What a network or a step alone needs to know stands there. Nothing here imports more than the model.
"""
