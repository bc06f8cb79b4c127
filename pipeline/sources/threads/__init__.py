"""Threads (Instagram): reads the export of an account.

threads_export  the export as a zip, a folder, or its list of posts alone
"""
