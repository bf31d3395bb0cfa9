"""The cache: whole or not there, and no larger than it may be."""

from __future__ import annotations

import os
from pathlib import Path

from section16.edgar.cache import Cache


def test_what_was_used_longest_ago_leaves_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=4000)
    for number in range(3):
        cache.put(f"https://x/{number}", bytes(1000), etag=None, last_modified=None)
    for age, file in enumerate(sorted(tmp_path.glob("??/*"))):
        os.utime(file, (1000 + age, 1000 + age))
    assert cache.get("https://x/0") is not None  # used now
    cache.put("https://x/3", bytes(1500), etag='"e"', last_modified=None)
    kept = [number for number in range(4) if cache.get(f"https://x/{number}")]
    assert len(kept) == 3
    assert {0, 3} <= set(kept)


def test_another_address_in_its_place_is_not_taken(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("https://x/a", b"a", etag=None, last_modified="Wed, 06 May 2026 14:31:00 GMT")
    cache.put("https://x/b", b"b", etag=None, last_modified=None)
    kept = cache.get("https://x/a")
    assert kept is not None
    assert kept.facts.conditions == {"If-Modified-Since": "Wed, 06 May 2026 14:31:00 GMT"}
    one, other = sorted(tmp_path.glob("??/*"))
    one.write_bytes(other.read_bytes())
    assert sum(cache.get(f"https://x/{name}") is not None for name in "ab") == 1
