"""A statement is recovered from whatever it travels in."""

from section16.reading.read import read, read_all

__all__ = ["read", "read_all"]
