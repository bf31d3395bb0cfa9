"""Profiles as files: a folder of TOML files, each with some of the issuers, owners and signers.

[owners.robin]
cik = "9000101"
name = "Sample Robin Q."

[[owners.robin.offices]]
officer = true
officer_title = "Chief Financial Officer"
since = 2024-03-01
"""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterator

from section16.drafting.consistency import contradictions, dangling
from section16.drafting.positions import Path
from section16.drafting.profiles import Profiles
from section16.drafting.typed_file import Document, opened, refuse, typed
from section16.drafting.typed_values import Complaint
from section16.errors import ReadError


def read_profiles(folder: str | os.PathLike[str]) -> Profiles:
    """Read every file of a folder whose name ends in .toml, and join their profiles.

    Values are written as in fact sheets (`section16.drafting.fact_files`). Raises `ReadError` that names the
    file, the line and the field of everything that is wrong, be it a key that stands in two files or a signer
    of whom there is no profile. Raises `OSError` for a bad path.
    """
    documents = _opened(pathlib.Path(folder))
    wrong = [_said(document, each) for document in documents for each in document.complaints(Profiles)]
    refuse([*wrong, *_twice(documents)], source=str(folder))
    profiles = _joined([typed(document, Profiles) for document in documents])
    homes: dict[Path, Document] = {place: document for document in documents for place in _profiles(document)}
    found = [*contradictions(profiles.issuers, profiles.owners), *dangling(profiles)]
    refuse((_said(homes[each.path[:2]], each) for each in found), source=str(folder))
    return profiles


def _opened(folder: pathlib.Path) -> list[Document]:
    """Return what each file of the folder says, in the order of their names."""
    files = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    if not files:
        raise ReadError("this folder has no file whose name ends in .toml", source=str(folder))
    documents, wrong = [], []
    for file in files:
        try:
            documents.append(opened(file))
        except ReadError as error:
            wrong.append(f"{file.name}: {error.args[0]}")
    refuse(wrong, source=str(folder))
    return documents


def _said(document: Document, complaint: Complaint) -> str:
    """Write a complaint with the name of the file in the folder."""
    return f"{_file(document)}, {document.said(complaint)}"


def _file(document: Document) -> str:
    return pathlib.Path(document.name or "").name


def _profiles(document: Document) -> Iterator[Path]:
    """Yield section and key of each profile in a document."""
    sections = document.content.items() if isinstance(document.content, dict) else ()
    for section, profiles in sections:
        if isinstance(profiles, dict):
            yield from ((section, key) for key in profiles)


def _twice(documents: list[Document]) -> Iterator[str]:
    """Say which profiles stand in two files."""
    homes: dict[Path, Document] = {}
    for document in documents:
        for place in _profiles(document):
            first = homes.setdefault(place, document)
            if first is not document:
                where = f"{_file(first)}, line {first.positions.line(place)}"
                yield _said(document, Complaint(place, f"this stands in {where}, too; keep one"))


def _joined(parts: list[Profiles]) -> Profiles:
    return Profiles(
        issuers={key: each for part in parts for key, each in part.issuers.items()},
        owners={key: each for part in parts for key, each in part.owners.items()},
        signers={key: each for part in parts for key, each in part.signers.items()},
        footnotes={key: each for part in parts for key, each in part.footnotes.items()},
        closures=tuple(each for part in parts for each in part.closures),
        closures_confirmed_until=max(
            (part.closures_confirmed_until for part in parts if part.closures_confirmed_until), default=None
        ),
    )
