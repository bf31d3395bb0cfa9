"""The version, alone in its file so that nothing else need be imported to print it."""

__version__ = "0.1.0"
