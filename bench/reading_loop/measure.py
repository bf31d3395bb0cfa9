"""One channel measured: every true statement printed, damaged, read and compared."""

from __future__ import annotations

import time
import traceback
from pathlib import Path
from random import Random

from msgspec import Struct

import section16
from bench.reading_loop.channels.registry import Channel
from bench.reading_loop.score import Mark, compared, refused
from bench.reading_loop.shown import as_printed, unshown
from bench.reading_loop.splits import Split, styles_of
from bench.reading_loop.styles import Style
from bench.reading_loop.truths import Truth
from section16.errors import Section16Error


class Document(Struct, frozen=True, kw_only=True):
    """One document as it was read: its style, how long reading took, and how each item came out.

    `refused` names the error when it was refused; `unready` tells that no reader is there for its kind.
    """

    name: str
    style: str
    real: bool
    milliseconds: float
    marks: tuple[Mark, ...]
    refused: str = ""
    unready: bool = False
    crashed: bool = False


class Source(Struct, frozen=True):
    """A document that is ready to be read, with the truth that it shows."""

    truth: Truth
    style: Style
    content: bytes


def made(channel: Channel, split: Split, known: list[Truth], seed: int) -> list[Source]:
    """Return the documents of a channel; the styles take turns, and chance is seeded by name."""
    styles = [style for style in styles_of(split) if style.kind in channel.kinds]
    sources = []
    for number, truth in enumerate(known):
        style = styles[number % len(styles)]
        chance = Random(f"{seed} {channel.name} {truth.name}")
        sources.append(Source(truth, style, channel.make(truth, style, chance)))
    return sources


def measured(channel: Channel, source: Source) -> Document:
    """Read a document through the public door, and compare."""
    truth = source.truth.statement
    if not channel.as_written:
        truth = as_printed(truth, source.style.kind, web=channel.web)
    hidden = unshown(source.style, truth.form, links=channel.links)
    name = source.truth.name
    why, unready, crashed = "", False, False
    marks: list[Mark] = []
    began = time.process_time()
    try:
        reading = section16.read(source.content)
        _ = reading.evidence
        taken = time.process_time() - began
        marks = compared(name, truth, reading, hidden)
    except ImportError as error:
        taken, why, unready = 0.0, f"{type(error).__name__}: {error}", True
    except Section16Error as error:
        taken, why = time.process_time() - began, f"{type(error).__name__}: {error}"
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        why = f"CRASHED {type(error).__name__}: {error} ({Path(at.filename).name}, line {at.lineno})"
        taken, crashed = time.process_time() - began, True
    if why:
        marks = refused(name, truth, why.partition(":")[0], hidden)
    return Document(
        name=name,
        style=source.style.name,
        real=source.truth.real,
        milliseconds=taken * 1000,
        marks=tuple(marks),
        refused=why,
        unready=unready,
        crashed=crashed,
    )
