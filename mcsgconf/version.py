"""The version, in the one place that the package, its wheel and `mcsgconf --version` read it from."""

__version__ = "0.1.0"
