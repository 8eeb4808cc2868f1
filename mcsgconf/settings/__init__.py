"""The settings of a repository: `mcsgconf.toml`, or `[tool.mcsgconf]` in `pyproject.toml`, the nearest one upwards of a file.

They say once what would otherwise stand on every command line. `keys` is the table of all there is, from which the
loader, the published JSON Schema and the documentation are made; `model` holds what a file says, `nearest` finds the
file that counts, `load` reads it. What a key does is the business of the floor that does it: this one knows no rule.
"""
