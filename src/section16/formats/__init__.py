"""A statement is written to and read from machine forms, and drawn as the official form."""
