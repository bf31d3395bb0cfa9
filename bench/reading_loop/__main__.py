"""`python -m bench.reading_loop`: measure how statements are read, channel by channel."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.reading_loop.channels.registry import BY_NAME, CHANNELS, Channel
from bench.reading_loop.figures import HEAD, Figures, figures, line
from bench.reading_loop.measure import Document, Source, made, measured
from bench.reading_loop.published import publish
from bench.reading_loop.splits import Split
from bench.reading_loop.truths import truths
from bench.reading_loop.worst import worst


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the loop as the command line asks; 1 when a reader crashed."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading_loop", description=__doc__)
    parser.add_argument("--channel", action="append", choices=sorted(BY_NAME), help="only this channel")
    parser.add_argument("--split", choices=("dev", "holdout"), default="dev", help="default: dev")
    parser.add_argument(
        "--n", type=int, help="statements a channel (default: 20; 100 to publish, fewer of scans)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of statements and noise (default: 1)")
    parser.add_argument("--only", choices=("real", "made-up"), help="only real or made-up statements")
    parser.add_argument("--document", help="only the document of this name")
    parser.add_argument(
        "--worst", action="store_true", help="list what was not read exactly, and how it was read"
    )
    parser.add_argument(
        "--publish", action="store_true", help="record the hold-out in docs/reading-accuracy.md"
    )
    parser.add_argument(
        "--first-contact", action="store_true", help="record this run as the first contact again"
    )
    parser.add_argument("--page", action="store_true", help="only write the page anew from the figures kept")
    parser.add_argument("--save", help="write the documents that were read into this folder")
    options = parser.parse_args(arguments)

    if options.publish and (options.split != "holdout" or options.only or options.document):
        parser.error("only the whole hold-out is published; add --split holdout")

    if options.page:
        publish([])
        return 0
    wanted = [BY_NAME[name] for name in options.channel] if options.channel else list(CHANNELS)
    measured_now: list[Figures] = []
    crashed = False
    print(HEAD)
    for channel in wanted:
        split: Split = options.split
        if channel.given and not channel.given(split):
            split = "dev"  # the few real documents are all of one split; the page says so
        n = options.n or ((_SLOW if channel.slow else _FAST) if options.publish else 20)
        documents = run(
            channel, split, n, options.seed, only=options.only, document=options.document, save=options.save
        )
        if not documents:
            continue
        found = figures(channel.name, split, documents, seed=options.seed, day=_today(), commit=_commit())
        measured_now.append(found)
        print(line(found), flush=True)
        if options.worst:
            print(*worst(documents), sep="\n")
        crashed = crashed or any(document.crashed for document in documents)
        if options.publish:
            publish(measured_now, first_contact=options.first_contact)
    return int(crashed)


_FAST, _SLOW = 100, 24
"""How many statements are published of a channel, and of a scan."""


def run(
    channel: Channel,
    split: Split,
    n: int,
    seed: int,
    *,
    only: str | None = None,
    document: str | None = None,
    save: str | None = None,
) -> list[Document]:
    """Measure one channel; an empty list, with a word to the terminal, where it cannot be run."""
    missing = channel.missing()
    if missing:
        print(f"{channel.name:<16} not run: {missing} is not installed", flush=True)
        return []
    real = None if only is None else only == "real"
    known = channel.given(split) if channel.given else truths(split, n, seed, real=real)
    known = [truth for truth in known if document is None or document in truth.name]
    sources = made(channel, split, known, seed)
    if save:
        _save(save, channel, sources)
    found = [measured(channel, source) for source in sources]
    if found and all(each.unready for each in found):
        print(f"{channel.name:<16} no reader: {found[0].refused[:120]}", flush=True)
        return []
    return found


def _save(folder: str, channel: Channel, sources: Sequence[Source]) -> None:
    """Write every document into `folder`, named by channel and statement."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for source in sources:
        name = re.sub("[^A-Za-z0-9.-]+", "_", f"{channel.name}-{source.truth.name}-{source.style.name}")
        ending = {b"%PDF": ".pdf", b"\x89PNG": ".png", b"\xff\xd8\xff\xe0": ".jpg"}.get(source.content[:4])
        ending = ending or (".html" if channel.web else ".txt")
        (Path(folder) / f"{name}{ending}").write_bytes(source.content)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _commit() -> str:
    """Return the commit that is measured, with a plus where files differ from it; nothing outside a checkout."""
    asked = subprocess.run(
        ["git", "describe", "--always", "--exclude=*", "--dirty=+"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
