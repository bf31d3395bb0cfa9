"""Text that converters lay out: fixed columns whose cells are wrapped, pasted pages, signatures without blanks."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from text_pages import HANDS, markdown

import section16
from section16.model.reading import SeenStatus
from section16.model.samples import FORM_4
from section16.reading import text
from section16.reading.text import even_gaps
from section16.reading.text.addresses import streets_of
from section16.reading.text.fixed_boxes import TextWord, box_columns
from section16.reading.text.fixed_closing import with_signatures_apart
from section16.reading.text.lines import Cell


def words(page: str) -> list[list[TextWord]]:
    """Return the words of some lines with their columns."""
    rows, place = [], 0
    for number, line in enumerate(page.split("\n")):
        rows.append([TextWord(m[0], m.start(), place + m.start(), number) for m in re.finditer(r"\S+", line)])
        place += len(line) + 1
    return rows


def said(rows: list[list[TextWord]]) -> list[str]:
    return [" ".join(word.text for word in row) for row in rows if row]


TABLE = """\
{head}
1. Title of Security (Instr. 4)        2. Amount of Securities          3. Ownership      4. Nature of Indirect
                                       Beneficially Owned (Instr. 4)    Form: Direct      Beneficial Ownership
                                                                        (D) or Indirect   (Instr. 5)
                                                                        (I) (Instr. 5)

{rows}

                  Table II - Derivative Securities Beneficially Owned
             (e.g., puts, calls, warrants, options, convertible securities)
1. Title of Derivative      2. Date Exercisable and   3. Title and Amount of       4.            5.            6. Nature of
Security (Instr. 4)         Expiration Date           Securities Underlying        Conversion    Ownership     Indirect
                            (Month/Day/Year)          Derivative Security          or Exercise   Form:         Beneficial
                                                      (Instr. 4)                   Price of      Direct (D)    Ownership
                                                                     Amount or     Derivative    or Indirect   (Instr. 5)
                            Date          Expiration                 Number of     Security      (I) (Instr.
                            Exercisable   Date        Title          Shares                      5)

"""

CENTRED = """\
Class A                                                                                   As custodian
                                              1,234                            I
Common Stock                                                                              for a child
Ordinary                                                                                  By
                                              5,678(1)                         I
Shares                                                                                    Spouse(1)(2)
                                                                                          See
Phantom Stock                                 9                                I
                                                                                          footnote"""

LEVEL = """\
Class A                                       1,234                            I          As custodian
Common Stock                                                                              for a child
Ordinary                                      5,678(1)                         I          By
Shares                                                                                    Spouse(1)(2)
Phantom Stock                                 9                                I          See
                                                                                          footnote"""


@pytest.mark.parametrize("rows", [CENTRED, LEVEL])
def test_wrapped_cells_of_fixed_columns_stay_in_their_rows(rows: str):
    head = """\
FORM 3                    UNITED STATES SECURITIES AND EXCHANGE COMMISSION
                          INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES

1. Name and Address of Reporting Person*     2. Date of Event             3. Issuer Name and Ticker or Trading Symbol
 Doe Jane                                    Requiring Statement          SAMPLE CORP [ SMPL ]
                                             (Month/Day/Year)
 (Last)     (First)     (Middle)             01/02/2024                   4. Relationship of Reporting Person(s) to Issuer
 1 SPECIMEN WAY                                                           (Check all applicable)
 (Street)                                                                 X   Director            10% Owner
 AUSTIN     TX          78701                                                 Officer (give       Other (specify
 (City)     (State)     (Zip)                                                 title below)        below)

             Table I - Non-Derivative Securities Beneficially Owned"""
    page = TABLE.format(head=head, rows=rows) + (
        "\nExplanation of Responses:\n1. One.\n2. Two.\n"
        "                                        /s/ Jane Doe              01/03/2024\n"
        "                                        ** Signature of Reporting Person   Date\n"
    )
    statement = text.read(page.encode()).statement
    assert statement is not None
    found = [(row.security, row.nature_of_ownership) for row in statement.table_1]
    assert found == [
        ("Class A Common Stock", "As custodian for a child"),
        ("Ordinary Shares", "By Spouse"),
        ("Phantom Stock", "See footnote"),
    ]
    assert statement.table_1[1].notes["nature_of_ownership"] == ("F1", "F2")


def test_a_town_wrapped_in_its_cell_is_put_in_order():
    page = "(Street)\n TORONTO\n        A6       M5J2T3\n ONTARIO\n\n(City)  (State)  (Zip)"
    assert "TORONTO ONTARIO A6 M5J2T3" in said(list(box_columns(words(page), page)))


def test_each_signature_keeps_the_lines_around_its_date():
    page = (
        "Exhibit 24.1 - Power of Attorney\n"
        "                         /s/ Jo Roe, by power\n"
        "                                                  01/02/2024\n"
        "                         of attorney\n"
        "                         Sample Fund LP           01/03/2024\n"
        "                         ** Signature of Reporting Person   Date"
    )
    assert said(with_signatures_apart(words(page)))[:5] == [
        "Exhibit 24.1 - Power of Attorney",
        "/s/ Jo Roe, by power",
        "of attorney",
        "01/02/2024",
        "Sample Fund LP",
    ]


def pasted() -> str:
    """Return a page as a browser copies it, its cells parted by tabs."""
    lines = markdown(FORM_4, HANDS["tidy"] if "tidy" in HANDS else next(iter(HANDS.values()))).split("\n")
    rows = [line for line in lines if not re.fullmatch(r"[|\s:-]+", line) or not line.strip()]
    return "\n".join(
        "\t".join(cell.strip() for cell in line.strip().strip("|").split("|")) if "|" in line else line
        for line in rows
    )


def test_even_gaps_are_read_like_tabs():
    page = pasted()
    blanks = page.replace("\t", "    ")
    assert even_gaps.width_of(blanks) in (0, 4)
    made = even_gaps.made_of("a    b        c", 4)
    assert made.shown.split("\t")[0].strip() == "a"
    assert made.at[-1] == 14


def test_gaps_of_many_widths_are_no_tabs():
    page = "\n".join(f"a{' ' * (3 + n % 7)}b{' ' * (4 + n % 5)}c" for n in range(40))
    assert even_gaps.width_of(page) == 0


def test_a_number_wrapped_from_its_street_is_joined_and_said_so():
    pieces = [Cell("1 SPECIMEN STREET, SUITE", 0, 24), Cell("1200", 25, 29)]
    streets = streets_of(pieces, "")
    assert streets.lines == ("1 SPECIMEN STREET, SUITE 1200",)
    assert streets.why


def test_a_row_with_more_cells_than_its_head_crashes_nothing():
    hand = next(iter(HANDS.values()))
    page = markdown(FORM_4, hand)
    for line in page.split("\n"):
        if line.startswith("|") and re.search(r"\d\d/\d\d/\d{4}", line):
            page = page.replace(line, line + " more | and more | and D |")
    try:
        reading = text.read(page.encode())
    except section16.ReadError:
        return
    assert reading.statement is None or reading.evidence


@pytest.mark.parametrize("lines", [("Jo Roe, by power of", "attorney", "01/02/2024"), ("Jo Roe 01/02/2024",)])
def test_a_signature_below_footnotes_is_none_of_their_words(lines: tuple[str, ...]):
    statement = replace(FORM_4, remarks=None)
    page = markdown(statement, next(iter(HANDS.values())))
    assert "Signature of Reporting Person" in page
    head, _, tail = page.partition("Explanation of Responses")
    notes = re.findall(r"(?m)^.*\S.*$", tail.partition("Remarks")[0])
    signed = "\n".join(lines)
    page = f"{head}Explanation of Responses{notes[0]}\n" + "\n".join(notes[1:])
    page += f"\n{signed}\n** Signature of Reporting Person Date\n"
    reading = text.read(page.encode())
    assert reading.statement is not None
    assert not any("Jo Roe" in note.text for note in reading.statement.footnotes)
    (signature,) = reading.statement.signatures
    assert signature.name.startswith("Jo Roe")
    sighting = reading.evidence.get("signatures[0].name")
    assert len(lines) == 1 or (sighting is not None and sighting.status is SeenStatus.REPAIRED)
