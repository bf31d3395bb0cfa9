"""The verbs of the package for people at a terminal."""
