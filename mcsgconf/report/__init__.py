"""Findings and merges as text and data: one module a format, no logic. Functions return strings; nothing prints here.

Whatever comes from a file's content passes through `escape` before it reaches a terminal or a log.
"""
