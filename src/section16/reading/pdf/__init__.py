"""A statement read from a PDF: by the places of its words, or as a picture where it is one."""

from section16.reading.pdf.document import pages_of, read, read_all

__all__ = ["pages_of", "read", "read_all"]
