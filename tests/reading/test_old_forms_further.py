"""Joint filers of old forms are owners, in whatever manner an agent lists them; what is not told is said."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from old_pages import old_ascii

from section16.model.parties import Address, ReportingOwner
from section16.model.reading import DeviationKind, Reading, SeenStatus
from section16.model.samples import FORM_4
from section16.model.statement import Footnote, Statement
from section16.reading import old_forms

FIRST = FORM_4.owners[0]
ALONE = replace(FORM_4, owners=(FIRST,))
JOINT = replace(FORM_4, owners=(FIRST, ReportingOwner(name="Second Owner LLC")))


def read(page: str, statement: Statement = ALONE) -> Reading:
    return old_forms.read((old_ascii(statement, 0) + page).encode())


def owners(reading: Reading) -> list[tuple[str | None, Address]]:
    assert reading.statement is not None
    return [(owner.name, owner.address) for owner in reading.statement.owners[1:]]


FUND = (
    "Larch Fund II, L.P.",
    Address(street_1="c/o Larch Management", street_2="4 Mill Road, Suite 9", city="Boston", state="MA", zip_code="02110"),
)  # fmt: skip
TRUST = (
    "Larch Family Trust",
    Address(street_1="7 Elm Street", city="New York", state="NY", zip_code="10022"),
)

DESIGNATED = """<PAGE>
                        Joint Filer Information

Name:                    Larch Fund II, L.P.

Address:                 c/o Larch Management
                         4 Mill Road, Suite 9
                         Boston, MA 02110

Designated Filer:        Pat Larch

Issuer & Ticker Symbol:  Some Devices, Inc. (SOME)

Signature:               /s/ Pat Larch, General Partner

Name:                    Larch Family Trust

Address:                 7 Elm Street
                         New York, NY 10022
"""
ONE_LINE = """<PAGE>
ADDITIONAL REPORTING PERSONS
1. Name: Larch Fund II, L.P.
   Address: c/o Larch Management, 4 Mill Road, Suite 9, Boston, MA 02110
2. Name: Larch Family Trust
   Address: 7 Elm Street, New York, New York 10022
"""
LISTED = """<PAGE>
Names and Addresses of Additional Reporting Persons

1.  Larch Fund II, L.P.
    c/o Larch Management
    4 Mill Road, Suite 9
    Boston, MA 02110

2.  Larch Family Trust
    7 Elm Street
    New York, NY 10022
"""
ABREAST = """<PAGE>
Other Reporting Persons

Larch Fund II, L.P.             Larch Family Trust
c/o Larch Management            7 Elm Street
4 Mill Road, Suite 9            New York, NY 10022
Boston, MA 02110
"""
BOXES = """<PAGE>
FORM 4 (continued)
1. Name and Address of Reporting Person*
   Larch Fund II, L.P.
   (Last)      (First)      (Middle)
   c/o Larch Management
   4 Mill Road, Suite 9
               (Street)
   Boston      MA           02110
   (City)      (State)      (Zip)

1. Name and Address of Reporting Person*
   Larch Family Trust
   (Last)      (First)      (Middle)
   7 Elm Street
               (Street)
   New York    NY           10022
   (City)      (State)      (Zip)
"""


@pytest.mark.parametrize("page", [DESIGNATED, LISTED, ABREAST, BOXES])
def test_further_owners_are_read(page: str) -> None:
    reading = read(page)
    assert owners(reading) == [FUND, TRUST]
    assert {"owners[1].relationship", "owners[2].relationship"} <= reading.not_shown
    assert reading.evidence["owners[1].name"].status is SeenStatus.EXACT


def test_an_address_on_one_line_is_parted_and_says_so() -> None:
    reading = read(ONE_LINE)
    (fund, address), trust = owners(reading)
    assert (fund, address.city, address.state, address.zip_code) == (
        "Larch Fund II, L.P.",
        "Boston",
        "MA",
        "02110",
    )
    assert address.street_1 == "c/o Larch Management"
    assert trust == TRUST
    assert reading.evidence["owners[1].address.city"].status is SeenStatus.REPAIRED


def test_an_owner_listed_again_is_one() -> None:
    page = f"<PAGE>\nJOINT FILER INFORMATION\n\nName:     {FIRST.name}\nAddress:  {FIRST.address.street_1}\n"
    assert owners(read(page)) == []


def test_names_that_cannot_be_told_apart_are_kept() -> None:
    reading = read("<PAGE>\nJOINT FILERS\n\nLarch Fund II, L.P., Larch Family Trust and others\n")
    assert owners(reading) == []
    strays = [met.raw for met in reading.deviations if met.kind is DeviationKind.STRAY_TEXT]
    assert "Larch Fund II, L.P., Larch Family Trust and others" in strays


def test_a_joint_form_without_its_other_owners_says_so() -> None:
    text = old_ascii(JOINT, 0).partition("JOINT FILER INFORMATION")[0]
    reading = old_forms.read(text.encode())
    assert any(met.path == "owners" and "more than one" in (met.detail or "") for met in reading.deviations)


@pytest.mark.parametrize(
    ("nature", "notes", "text", "marks", "status"),
    [
        ("By 401(k)(1)", 1, "By 401(k)", ("F1",), SeenStatus.REPAIRED),
        ("By 401(k)", 1, "By 401(k)", (), SeenStatus.EXACT),
        ("By Trust(1)(2)", 2, "By Trust", ("F1", "F2"), SeenStatus.EXACT),
        ("By Trust(7)", 1, "By Trust(7)", (), SeenStatus.REPAIRED),
    ],
)
def test_figures_in_brackets_are_marks_of_notes_that_there_are(
    nature: str, notes: int, text: str, marks: tuple[str, ...], status: SeenStatus
) -> None:
    first = replace(FORM_4.table_1[0], nature_of_ownership=nature, notes={})
    statement = replace(
        ALONE,
        table_1=(first,),
        table_2=(),
        footnotes=tuple(Footnote(id=f"F{n}", text=f"Note {n}.") for n in range(1, notes + 1)),
    )
    reading = old_forms.read(old_ascii(statement, 0).encode())
    assert reading.statement is not None
    row = reading.statement.table_1[0]
    assert row.nature_of_ownership == text
    assert tuple(row.notes.get("nature_of_ownership", ())) == marks
    assert reading.evidence["table_1[0].nature_of_ownership"].status is status
