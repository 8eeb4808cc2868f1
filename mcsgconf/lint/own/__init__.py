"""Rules that are not mcsgconf's: pages in a folder of the user's.

A page declares its check, and nothing of a repository is ever run: what is asked of a value is one of a few conditions,
none of which takes more than one pass over it. `folder` reads pages by the keys of `keys`, `declared` finds what they
speak of, `book` says which rules hold where. No run without own rules loads any of it.
"""
