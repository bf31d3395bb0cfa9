"""The `ownershipDocument` XML in which EDGAR receives and disseminates Forms 3, 4 and 5."""

from section16.formats.ownership_xml.read import read
from section16.formats.ownership_xml.write import CURRENT_VERSION, VERSIONS, UnconfirmedWarning, write

__all__ = ["CURRENT_VERSION", "VERSIONS", "UnconfirmedWarning", "read", "write"]
