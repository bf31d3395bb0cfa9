"""The numbered columns of Tables I and II, as the old editions captioned them."""

from __future__ import annotations

from dataclasses import dataclass, field

from .manner import Edition, Manner


@dataclass
class Column:
    """A leaf column of a table: caption, least width, attributes of a row, alignment."""

    caption: str
    width: int
    attributes: tuple[str, ...]
    right: bool = False
    values: list[list[str]] = field(default_factory=list)


@dataclass
class Group:
    """A numbered column with its caption and its leaf columns; one leaf without caption stands for the group."""

    number: str
    caption: str
    leaves: list[Column]


_FULL = {
    "title": "Title of Security (Instr. 3)",
    "date": "Transaction Date (Month/Day/Year)",
    "deemed": "Deemed Execution Date, if any (Month/Day/Year)",
    "code": "Transaction Code (Instr. 8)",
    "securities": "Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",
    "owned": "Amount of Securities Beneficially Owned at End of Month (Instr. 3 and 4)",
    "form": "Ownership Form: Direct (D) or Indirect (I) (Instr. 4)",
    "nature": "Nature of Indirect Beneficial Ownership (Instr. 4)",
    "derivative": "Title of Derivative Security (Instr. 3)",
    "exercise": "Conversion or Exercise Price of Derivative Security",
    "number": "Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",
    "dates": "Date Exercisable and Expiration Date (Month/Day/Year)",
    "underlying": "Title and Amount of Underlying Securities (Instr. 3 and 4)",
    "price": "Price of Derivative Security (Instr. 5)",
    "owned_2": "Number of Derivative Securities Beneficially Owned at End of Month (Instr. 4)",
    "form_2": "Ownership Form of Derivative Security: Direct (D) or Indirect (I) (Instr. 4)",
}
_SHORT = _FULL | {
    "date": "Trans- action Date (Month/ Day/ Year)",
    "code": "Trans- action Code (Instr. 8)",
    "form": "Owner- ship Form: Direct (D) or Indirect (I) (Instr. 4)",
    "owned": "Amount of Securities Bene- ficially Owned at End of Month (Instr. 3 and 4)",
    "nature": "Nature of Indirect Bene- ficial Owner- ship (Instr. 4)",
    "exercise": "Conver- sion or Exercise Price of Deriv- ative Security",
    "price": "Price of Deriv- ative Secur- ity (Instr. 5)",
    "form_2": "Owner- ship Form of Deriv- ative Security: Direct (D) or Indirect (I)",
}


def groups_of(form: str, edition: Edition, manner: Manner) -> tuple[list[Group], list[Group]]:
    """Return the columns of Tables I and II."""
    say = _FULL if manner.captions == "full" else _SHORT
    if form == "5":
        say = {
            name: text.replace("End of Month", "End of Issuer's Fiscal Year") for name, text in say.items()
        }
    if edition == "2002" and form == "4":
        owned = "Owned Following Reported Transaction(s)"
        say = {name: text.replace("Owned at End of Month", owned) for name, text in say.items()}
    if form == "3":
        return _form_3(say)
    early = [] if form == "5" else [Column("V", 1, ("timeliness",))]
    code = [Column("Code" if early else "", 4, ("code",)), *early]
    return (
        [
            Group("1", say["title"], [Column("", 22, ("security",))]),
            Group("2", say["date"], [Column("", 10, ("transaction_date",))]),
            *(
                [Group("2A", say["deemed"], [Column("", 10, ("deemed_execution_date",))])]
                if edition == "2002"
                else []
            ),
            Group("3", say["code"], code),
            Group(
                "4",
                say["securities"],
                [
                    Column("Amount", 10, ("shares",), right=True),
                    Column("(A) or (D)", 4, ("direction",)),
                    Column("Price", 8, ("price",), right=True),
                ],
            ),
            Group(
                "5", say["owned"], [Column("", 12, ("owned_following", "value_owned_following"), right=True)]
            ),
            Group("6", say["form"], [Column("", 9, ("ownership",))]),
            Group("7", say["nature"], [Column("", 14, ("nature_of_ownership",))]),
        ],
        [
            Group("1", say["derivative"], [Column("", 18, ("security",))]),
            Group("2", say["exercise"], [Column("", 11, ("exercise_price",), right=True)]),
            Group("3", say["date"], [Column("", 10, ("transaction_date",))]),
            *(
                [Group("3A", say["deemed"], [Column("", 10, ("deemed_execution_date",))])]
                if edition == "2002"
                else []
            ),
            Group("4", say["code"], [Column(c.caption, c.width, c.attributes) for c in code]),
            Group(
                "5",
                say["number"],
                [Column("(A)", 9, ("acquired",), right=True), Column("(D)", 9, ("disposed",), right=True)],
            ),
            Group(
                "6",
                say["dates"],
                [
                    Column("Date Exer- cisable", 10, ("exercise_date",)),
                    Column("Expira- tion Date", 10, ("expiration_date",)),
                ],
            ),
            Group(
                "7",
                say["underlying"],
                [
                    Column("Title", 12, ("underlying_title",)),
                    Column(
                        "Amount or Number of Shares", 9, ("underlying_shares", "underlying_value"), right=True
                    ),
                ],
            ),
            Group("8", say["price"], [Column("", 9, ("price",), right=True)]),
            Group(
                "9",
                say["owned_2"],
                [Column("", 11, ("owned_following", "value_owned_following"), right=True)],
            ),
            Group("10", say["form_2"], [Column("", 9, ("ownership",))]),
            Group("11", say["nature"], [Column("", 12, ("nature_of_ownership",))]),
        ],
    )


def _form_3(say: dict[str, str]) -> tuple[list[Group], list[Group]]:
    return (
        [
            Group("1", "Title of Security (Instr. 4)", [Column("", 30, ("security",))]),
            Group(
                "2",
                "Amount of Securities Beneficially Owned (Instr. 4)",
                [Column("", 16, ("owned_following", "value_owned_following"), right=True)],
            ),
            Group("3", say["form"], [Column("", 12, ("ownership",))]),
            Group("4", say["nature"], [Column("", 24, ("nature_of_ownership",))]),
        ],
        [
            Group("1", "Title of Derivative Security (Instr. 4)", [Column("", 22, ("security",))]),
            Group(
                "2",
                say["dates"],
                [
                    Column("Date Exer- cisable", 10, ("exercise_date",)),
                    Column("Expira- tion Date", 10, ("expiration_date",)),
                ],
            ),
            Group(
                "3",
                "Title and Amount of Securities Underlying Derivative Security (Instr. 4)",
                [
                    Column("Title", 14, ("underlying_title",)),
                    Column(
                        "Amount or Number of Shares",
                        10,
                        ("underlying_shares", "underlying_value"),
                        right=True,
                    ),
                ],
            ),
            Group("4", say["exercise"], [Column("", 11, ("exercise_price",), right=True)]),
            Group("5", say["form_2"], [Column("", 10, ("ownership",))]),
            Group("6", say["nature"], [Column("", 16, ("nature_of_ownership",))]),
        ],
    )
