"""Nitter: reads pages of its servers, which stand in for X's site.

nitter_html  a page of a thread saved by a browser as HTML
"""
