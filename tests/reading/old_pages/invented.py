"""Layouts put together by chance: widths, rulings, pages, heads repeated, notes at the ends of pages.

Nothing here is any agent's; a seed decides everything, so that a layout that failed can be drawn again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from section16.model.statement import Statement
from section16.model.tables import Row

from .columns import Group, groups_of
from .items import (
    SMALL_PRINT,
    beside,
    captions_of,
    items_of,
    joint_lines,
    mark,
    notes_of,
    signature_lines,
    titled,
)
from .manner import Edition, Manner, long_day, short_day
from .tables import barred, body, fill, header, rule_of, table_titles, wrapped

_DAYS = (
    short_day,
    long_day,
    lambda day: f"{day.month}/{day.day}/{day.year}",
    lambda day: f"{day:%m-%d}-{day.year}",
    lambda day: f"{day:%m/%d}/{day.year % 100:02}",
)
_BOXES = (("[X]", "[ ]"), ("(X)", "( )"), ("_X_", "___"), ("/X/", "/ /"), ("[x]", "[ ]"), (" X ", "[ ]"))


def invented(statement: Statement, seed: int, edition: Edition = "1996") -> str:
    """Draw a statement as an old form in the layout of a seed."""
    return "\n".join(_Layout(statement, seed, edition).lines()) + "\n"


class _Layout:
    def __init__(self, statement: Statement, seed: int, edition: Edition) -> None:
        self.statement, self.edition = statement, edition
        self.chance = chance = Random(f"old layout {seed}")
        tick, blank = chance.choice(_BOXES)
        self.manner = Manner(
            day=chance.choice(_DAYS),
            tick=tick,
            blank=blank,
            captions=chance.choice(("full", "short")),
            letter=chance.choice(
                (lambda letter: letter, lambda letter: letter, lambda letter: f"({letter})")
            ),
            note=chance.choice((lambda n: f"({n}) ", lambda n: f"{n}. ", lambda n: f"({n})   ")),
        )
        self.gap = chance.choice((1, 2, 2, 3, 5))
        self.rule = chance.choice("-=_")
        self.under = chance.random() < 0.5
        self.centred = chance.random() < 0.4
        self.own_line = chance.random() < 0.3
        self.between = chance.choice(([], [], [""], ["", ""], None))
        self.left = chance.random() < 0.3
        self.indent = chance.choice((0, 0, 0, 1, 4))
        self.narrow = chance.choice((1.0, 1.0, 0.6, 1.4))
        self.page = chance.choice((0, 0, 8, 15))
        self.heads_again = chance.random() < 0.6
        self.upper = chance.random() < 0.25
        self.tags = chance.random() < 0.5
        self.caption_gap = chance.choice((0, 1))
        self.barred = chance.random() < 0.2
        self.low = chance.random() < 0.2
        self.names_again = chance.random() < 0.4
        self.notes_early = chance.random() < 0.15
        self.joint = chance.choice((joint_lines, _designated, _boxes_again, _listed, _on_one_line))
        marks = chance.choice((_round, _round, _square, _letter))
        if marks is not _round:
            self.manner = replace(self.manner, mark=marks, note=lambda n: f"{marks(n)} ")
        self.captioned = chance.random() < 0.6
        self.place = chance.choice(("{}, {} {}", "{}, {}  {}", "{}   {}   {}"))
        self.symbol = chance.choice(("{} ({})", "{} [{}]", "{}  ({})", '{} ("{}")', "{}; ({})"))

    def lines(self) -> list[str]:
        says, caption = (
            items_of(self.statement, self.edition, self.manner),
            captions_of(self.statement.form, self.edition),
        )
        manner, statement, chance = self.manner, self.statement, self.chance
        relationship = statement.owners[0].relationship
        symbol = self.symbol.format(says.issuer, says.symbol) if says.symbol else says.issuer
        apart = " " * chance.choice((3, 8, 14))
        texts = {
            "owner": [says.name, "(Last)   (First)   (Middle)", *says.streets, "(Street)",
                      self.place.format(says.city, says.state, says.zip_code), "(City)    (State)    (Zip)"],
            "issuer": [symbol],
            "irs": [],
            "period": [says.period],
            "original": [says.original],
            "relationship": [
                f"{mark(manner, relationship.director)} Director{apart}{mark(manner, relationship.ten_percent_owner)} 10% Owner",
                f"{mark(manner, relationship.officer)} Officer (give title below){apart}{mark(manner, relationship.other)} Other (specify below)",
                *wrapped(says.title or says.other, 44),
            ],
            "filing": [
                f"{mark(manner, len(statement.owners) == 1)} Form filed by One Reporting Person",
                f"{mark(manner, len(statement.owners) > 1)} Form filed by More than One Reporting Person",
            ],
        }  # fmt: skip
        if not self.captioned:
            texts["owner"] = [text for text in texts["owner"] if not text.startswith("(")]
        lines = [*titled(statement, 120)]
        if statement.form != "3":
            lines += [f"{mark(manner, statement.no_longer_subject)} Check this box if no longer subject to Section 16.",
                      "Form 4 or Form 5 obligations may continue.  See Instruction 1(b)."]  # fmt: skip
        if statement.form == "5":
            lines += [f"{mark(manner, statement.form_3_holdings_reported)} Form 3 Holdings Reported",
                      f"{mark(manner, statement.form_4_transactions_reported)} Form 4 Transactions Reported"]  # fmt: skip
        across = chance.choice((1, 2))
        names = list(caption)
        lines.append(self.rule * 120)
        for at in range(0, len(names), across):
            blocks = [
                [*wrapped(self.said(caption[name]), 100 // across - 4), *[""] * self.caption_gap,
                 *(f"  {text}" for text in texts[name] if text)]
                for name in names[at : at + across]
            ]  # fmt: skip
            lines += [*beside(blocks, [112 // across] * len(blocks), "   "), self.rule * 120]
        titles = table_titles(statement.form)
        tables = groups_of(statement.form, self.edition, manner)
        for n, (groups, rows) in enumerate(zip(tables, (statement.table_1, statement.table_2), strict=True)):
            title = f"Table {'I' * (n + 1)} - {titles[n]}"
            if self.barred:
                fill(groups, rows, manner)
                lines += ["", title, *barred(groups)]
            else:
                lines += ["", *self.table(title.upper() if self.upper else title, groups, rows)]
        lines += ["", *notes_of(statement, manner, chance.choice((70, 90, 115))), "",
                  *signature_lines(statement, manner), *SMALL_PRINT]  # fmt: skip
        if len(statement.owners) > 1:
            lines += ["<PAGE>", *self.joint(statement)]
        return [f"{' ' * self.indent}{line}".rstrip() for line in lines]

    def said(self, text: str) -> str:
        return text.upper() if self.upper else text

    def table(self, title: str, groups: list[Group], rows: Sequence[Row]) -> list[str]:
        for group in groups:
            group.caption = self.said(group.caption)
            for leaf in group.leaves:
                leaf.caption = self.said(leaf.caption)
                if leaf.width > 8:
                    leaf.width = max(6, int(leaf.width * self.narrow))
                leaf.right = leaf.right and not self.left
        fill(groups, rows, self.manner)
        if self.low and self.between != []:
            leaves = [leaf for group in groups for leaf in group.leaves]
            for n in range(len(rows)):
                height = max(len(leaf.values[n]) for leaf in leaves)
                for leaf in leaves:
                    leaf.values[n] = [""] * (height - len(leaf.values[n])) + leaf.values[n]
        wide = sum(leaf.width + self.gap for group in groups for leaf in group.leaves)
        rule = self.rule * wide
        head = [rule, *header(groups, self.gap, centred=self.centred, own_line=self.own_line)]
        head.append(rule_of(groups, self.gap, self.rule) if self.under else rule)
        if self.tags:
            head.append("<S>" + " <C>" * (sum(len(group.leaves) for group in groups) - 1))
        between = [rule] if self.between is None else self.between
        count = len(groups[0].leaves[0].values)
        step = self.page or max(count, 1)
        lines: list[str] = []
        for begin in range(0, max(count, 1), step):
            lines += ["<PAGE>", "", f"FORM {self.statement.form} (continued)", ""] if begin else []
            if begin and self.names_again:
                lines += [f"Reporting Person: {self.statement.owners[0].name}",
                          f"Issuer: {self.statement.issuer.name}", ""]  # fmt: skip
            if not begin or self.heads_again:
                lines += [f"{title}{' (continued)' if begin else ''}", *head]
            kept = [leaf.values for group in groups for leaf in group.leaves]
            for group in groups:
                for leaf in group.leaves:
                    leaf.values = leaf.values[begin : begin + step]
            lines += [*body(groups, self.gap, between=between), *([] if self.between is None else [rule])]
            for leaf, values in zip((leaf for group in groups for leaf in group.leaves), kept, strict=True):
                leaf.values = values
        return lines


def _round(number: int) -> str:
    return f"({number})"


def _square(number: int) -> str:
    return f"[{number}]"


def _letter(number: int) -> str:
    return f"({'abcdefghijklmnopqrstuvwxyz'[number - 1]})"


def _designated(statement: Statement) -> list[str]:
    lines = ["Joint Filer Information", ""]
    issuer = statement.issuer
    for owner in statement.owners[1:]:
        address = owner.address
        lines += [
            f"Name:                        {owner.name}", "",
            f"Address:                     {address.street_1}",
            f"                             {address.city}, {address.state} {address.zip_code}", "",
            f"Designated Filer:            {statement.owners[0].name}", "",
            f"Issuer & Ticker Symbol:      {issuer.name} ({issuer.trading_symbol})", "",
            f"Date of Event Requiring      {statement.period_of_report:%m/%d/%Y}",
            "Statement:", "",
            f"Signature:                   By: /s/ Alex Proxy for {owner.name}", "", "",
        ]  # fmt: skip
    return lines


def _boxes_again(statement: Statement) -> list[str]:
    lines = []
    for owner in statement.owners[1:]:
        address = owner.address
        lines += [
            f"FORM {statement.form} (continued)", "",
            "1. Name and Address of Reporting Person*",
            f"   {owner.name}",
            "   (Last)    (First)     (Middle)",
            f"   {address.street_1}",
            "             (Street)",
            f"   {address.city}    {address.state}    {address.zip_code}",
            "   (City)    (State)     (Zip)", "",
        ]  # fmt: skip
    return lines


def _listed(statement: Statement) -> list[str]:
    lines = ["Names and Addresses of Additional Reporting Persons:", ""]
    for n, owner in enumerate(statement.owners[1:], 1):
        address = owner.address
        lines += [f"{n}.  {owner.name}", f"    {address.street_1}",
                  f"    {address.city}, {address.state} {address.zip_code}", ""]  # fmt: skip
    return lines


def _on_one_line(statement: Statement) -> list[str]:
    lines = ["ADDITIONAL REPORTING PERSONS", ""]
    for owner in statement.owners[1:]:
        address = owner.address
        lines += [f"Name of Reporting Person:  {owner.name}",
                  f"Business Address:  {address.street_1}, {address.city}, {address.state} {address.zip_code}", ""]  # fmt: skip
    return lines
