"""What stands above and below the tables: boxes, notes, signatures, small print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from section16.model.statement import Statement

from .manner import Edition, Manner, long_day
from .tables import wrapped


def beside(blocks: Sequence[Sequence[str]], widths: Sequence[int], bar: str = " ") -> list[str]:
    """Set blocks of text beside one another."""
    height = max(map(len, blocks))
    return [
        bar.join(
            (block[n] if n < len(block) else "").ljust(width)
            for block, width in zip(blocks, widths, strict=True)
        ).rstrip()
        for n in range(height)
    ]


@dataclass(frozen=True)
class Items:
    """The texts of the boxes above the tables."""

    name: str
    streets: list[str]
    city: str
    state: str
    zip_code: str
    issuer: str
    symbol: str
    period: str
    original: str
    title: str
    other: str


def items_of(statement: Statement, edition: Edition, manner: Manner) -> Items:
    """Return what stands in the boxes."""
    owner = statement.owners[0]
    address = owner.address
    monthly = edition == "1996" and statement.form != "3"

    def when(day: date | None) -> str:
        return "" if day is None else manner.month(day) if monthly else long_day(day)

    return Items(
        name=" ".join((owner.name or "").split()),
        streets=[line for line in (address.street_1, address.street_2) if line],
        city=address.city or "",
        state=address.state or "",
        zip_code=address.zip_code or "",
        issuer=" ".join((statement.issuer.name or "").split()),
        symbol=statement.issuer.trading_symbol or "",
        period=when(statement.period_of_report),
        original=when(statement.date_of_original),
        title=" ".join((owner.relationship.officer_title or "").split()),
        other=" ".join((owner.relationship.other_text or "").split()),
    )


def captions_of(form: str, edition: Edition) -> dict[str, str]:
    """Return the captions of the boxes, with their numbers."""
    irs = (
        "IRS or Social Security Number of Reporting Person (Voluntary)"
        if edition == "1996"
        else "I.R.S. Identification Number of Reporting Person, if an entity (Voluntary)"
    )
    if form == "3":
        return {
            "owner": "1. Name and Address of Reporting Person*",
            "period": "2. Date of Event Requiring Statement (Month/Day/Year)",
            "irs": f"3. {irs}",
            "issuer": "4. Issuer Name and Ticker or Trading Symbol",
            "relationship": "5. Relationship of Reporting Person(s) to Issuer (Check all applicable)",
            "original": "6. If Amendment, Date of Original (Month/Day/Year)",
            "filing": "7. Individual or Joint/Group Filing (Check Applicable Line)",
        }
    when = "Month/Year" if edition == "1996" else "Month/Day/Year"
    return {
        "owner": "1. Name and Address of Reporting Person*",
        "issuer": "2. Issuer Name and Ticker or Trading Symbol",
        "irs": f"3. {irs}",
        "period": f"4. Statement for {when}",
        "original": f"5. If Amendment, Date of Original ({when})",
        "relationship": "6. Relationship of Reporting Person(s) to Issuer (Check all applicable)",
        "filing": "7. Individual or Joint/Group Filing (Check Applicable Line)",
    }


_TITLES = {
    "3": "INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES",
    "4": "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
    "5": "ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
}
ACT = (
    "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934,",
    "Section 17(a) of the Public Utility Holding Company Act of 1935 or",
    "Section 30(f) of the Investment Company Act of 1940",
)
EXIT = "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See Instruction 1(b)."


def mark(manner: Manner, ticked: bool | None) -> str:
    """Return a check box."""
    return manner.tick if ticked else manner.blank


def top_boxes(statement: Statement, manner: Manner) -> list[str]:
    """Return the lines of the boxes top left."""
    if statement.form == "3":
        return []
    lines = [
        f"{mark(manner, statement.no_longer_subject)} {line}" if n == 0 else f"    {line}"
        for n, line in enumerate(wrapped(EXIT, 34))
    ]
    if statement.form == "5":
        lines.append(f"{mark(manner, statement.form_3_holdings_reported)} Form 3 Holdings Reported")
        lines.append(f"{mark(manner, statement.form_4_transactions_reported)} Form 4 Transactions Reported")
    return lines


def notes_of(statement: Statement, manner: Manner, width: int) -> list[str]:
    """Return the explanation: notes, remarks, what is not owned."""
    lines = ["Explanation of Responses:", ""]
    if statement.form == "3" and statement.no_securities_owned:
        lines += ["No securities are beneficially owned.", ""]
    for note in sorted(statement.footnotes, key=lambda note: int(note.id[1:])):
        lines += [*wrapped(f"{manner.note(int(note.id[1:]))}{note.text or ''}", width), ""]
    if statement.remarks:
        lines += [*wrapped(f"Remarks: {statement.remarks}", width), ""]
    return lines


def signature_lines(statement: Statement, manner: Manner, *, below: bool = False) -> list[str]:
    """Return the signatures, name beside date, over their captions."""
    lines: list[str] = []
    for signature in statement.signatures:
        day = manner.signed(signature.date) if signature.date else ""
        name = " ".join((signature.name or "").split())
        width = max(44, len(name) + 4)
        if below:
            lines += [
                f"    {name}",
                f"    {'-' * 34}",
                "    **Signature of Reporting Person",
                "",
                f"    Date: {day}",
                "",
            ]
        else:
            lines += [
                f"{name:{width}}{day}",
                f"{'-' * 36:{width}}{'-' * 18}",
                f"{'**Signature of Reporting Person':{width}}{'Date'}",
                "",
            ]
    return lines


SMALL_PRINT = [
    "*  If the form is filed by more than one reporting person, see Instruction 4(b)(v).",
    "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations.",
    "   See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).",
    "Note: File three copies of this Form, one of which must be manually signed.",
    "      If space is insufficient, see Instruction 6 for procedure.",
]


def joint_lines(statement: Statement) -> list[str]:
    """Return the page that names further owners."""
    if len(statement.owners) < 2:
        return []
    lines = ["<PAGE>", "                     JOINT FILER INFORMATION", ""]
    for owner in statement.owners[1:]:
        lines += [f"Name:     {owner.name}", f"Address:  {owner.address.street_1 or ''}"]
        lines += [
            f"          {owner.address.city or ''}, {owner.address.state or ''} {owner.address.zip_code or ''}",
            "",
        ]
    return lines


def titled(statement: Statement, width: int) -> list[str]:
    amended = "/A" if statement.is_amendment else ""
    return [
        "UNITED STATES SECURITIES AND EXCHANGE COMMISSION".center(width).rstrip(),
        "Washington, D.C. 20549".center(width).rstrip(),
        "",
        f"FORM {statement.form}{amended}",
        "",
        _TITLES[statement.form].center(width).rstrip(),
        "",
        *(line.center(width).rstrip() for line in ACT),
        "",
    ]
