"""The checks, a module a subject. Each function is small, takes what it looks at and yields `Problem`s.

What a parameter is allowed to be stands in the catalogue; what a rule means stands on its page; neither may be
repeated here.
"""
