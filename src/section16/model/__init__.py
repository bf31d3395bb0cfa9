"""A statement says who owns what, and what changed."""
