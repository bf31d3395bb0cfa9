"""What an interview leaves behind: the facts, and the profiles of whom it met for the first time."""

from __future__ import annotations

import shlex
from pathlib import Path

from msgspec.structs import replace

from section16.cli.ask.event import Event
from section16.cli.ask.toml_text import text_of
from section16.cli.putting import folder, put
from section16.drafting.consistency import dangling
from section16.drafting.profile_files import read_profiles
from section16.drafting.profiles import Profiles


def known_profiles(place: Path) -> Profiles:
    """Return the profiles of a folder; none when there is no folder yet, or no file of profiles in it."""
    return read_profiles(place) if any(place.glob("*.toml")) else Profiles()


def keep(event: Event, output: Path, place: Path) -> str:
    """Write the facts and the new profiles, and return the command that drafts them again.

    A profile that was there before is never written over: what was learned about it stands with the facts.
    So does everything new where the profiles of the folder would no longer agree with one another.
    """
    before = event.known.profiles
    issuers, owners = {event.issuer_key: event.issuer}, {event.owner_key: event.owner}
    new = Profiles(
        issuers={key: each for key, each in issuers.items() if key not in before.issuers},
        owners={key: each for key, each in owners.items() if key not in before.owners},
    )
    together = replace(
        before, issuers={**before.issuers, **new.issuers}, owners={**before.owners, **new.owners}
    )
    if any(dangling(together)):
        new, together = Profiles(), before
    for key, issuer in new.issuers.items():
        put(_free(folder(place), key), text_of(Profiles(issuers={key: issuer})).encode())
    for key, owner in new.owners.items():
        put(_free(folder(place), key), text_of(Profiles(owners={key: owner})).encode())
    sheet = replace(
        event.sheet(),
        issuers={key: each for key, each in issuers.items() if together.issuers.get(key) != each},
        owners={key: each for key, each in owners.items() if together.owners.get(key) != each},
    )
    facts = _free(folder(output), "facts")
    put(facts, text_of(sheet).encode())
    command = ["section16", "draft", str(facts)]
    if together.issuers or together.owners:
        command += ["--profiles", str(place)]
    return shlex.join([*command, "--output", str(output)])


def _free(place: Path, stem: str) -> Path:
    """Return a TOML file of that name, with a number where there is one already."""
    number = 1
    file = place / f"{stem}.toml"
    while file.exists():
        number += 1
        file = place / f"{stem}-{number}.toml"
    return file
