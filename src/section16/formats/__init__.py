"""A statement is written to, and read from, the machine forms in which it travels; and drawn as the official form."""
