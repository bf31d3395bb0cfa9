"""The `ownershipDocument` XML in which EDGAR receives and disseminates Forms 3, 4 and 5."""

from section16.formats.ownership_xml.read import read

__all__ = ["read"]
