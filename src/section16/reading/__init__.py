"""A statement is recovered from whatever it travels in."""
