"""How long one document may take: dirt, or pages made to be costly, must not hold up the reader."""

from __future__ import annotations

from time import thread_time

from section16.errors import TooLarge

MOST_SECONDS = 120.0
"""The most seconds of computing that one document is read for; a page of the form takes about four."""


class Clock:
    """The time that reading one document has taken."""

    def __init__(self, most: float = MOST_SECONDS) -> None:
        self.most = most
        self.began = thread_time()

    def check(self, page: int) -> None:
        """Raise `TooLarge` when the time is up; `page` is the one being read."""
        if thread_time() - self.began > self.most:
            raise TooLarge(
                f"recognising this document took more than {self.most:.0f} seconds of computing, "
                f"which were over on page {page}; give fewer pages at a time, scanned at 300 dots per inch"
            )
