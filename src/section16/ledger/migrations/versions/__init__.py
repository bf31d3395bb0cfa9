"""The steps, each in a module of its own, never changed once released."""
