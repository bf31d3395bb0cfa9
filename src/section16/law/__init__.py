"""The law says when a statement is due, and what it must say."""
