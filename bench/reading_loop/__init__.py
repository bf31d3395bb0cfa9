"""The closed loop that measures reading: true statements, printed, damaged, read and compared.

A statement that is known (`truths`) is printed in a style (`styles`), travels through a channel that does to
it what the world does (`channels`), is read through the public door, and every item is compared with the
truth (`score`). The hold-out - issuers and styles that nobody tunes on - gives the published figures.
"""
