"""Forms 3, 4 and 5 as typed before XML: fixed-width text or HTML, each agent's in its own layout."""

from __future__ import annotations

from section16.reading.old_forms.door import read, read_all, recognises

__all__ = ["read", "read_all", "recognises"]
