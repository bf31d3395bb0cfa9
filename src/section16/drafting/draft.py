"""The draft: facts, opening holdings and profiles become statements, with everything that was decided.

>>> from section16.drafting.fact_sheet import FactSheet
>>> from section16.drafting.samples import SHEET
>>> made = draft(SHEET)
>>> [row.code for row in made.drafts[0].statement.table_1]
['S']
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator

from section16.drafting.desk import Desk
from section16.drafting.drafted import Drafts, NotReported
from section16.drafting.earlier import questions_on, statement_of
from section16.drafting.fact_files import read_facts
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.facts import AnyFact
from section16.drafting.group import Group, Numbered, Options
from section16.drafting.legs import Question
from section16.drafting.orders import joined
from section16.drafting.profile_files import read_profiles
from section16.drafting.profiles import Profiles
from section16.drafting.typed_file import Source
from section16.law.filing_day import eastern
from section16.model.reading import Reading
from section16.model.statement import Statement


def draft(
    facts: FactSheet | Source,
    *,
    profiles: Profiles | str | os.PathLike[str] | None = None,
    after: Iterable[Statement | Reading] = (),
    as_of: datetime.date | None = None,
    merge_prices: bool = True,
    report_deferred: bool = False,
) -> Drafts:
    """Draft the statements that facts call for: Forms 3, 4 and 5, one for each issuer and group of owners.

    `facts` is a `FactSheet`, or a TOML or JSON file (path, bytes or text); `profiles` are `Profiles` or a
    folder of TOML files. `after` are the owners' earlier statements, oldest first: they give what was owned
    before; a total that was repaired or inferred in reading is asked about. `as_of` is the day of drafting
    and signing (today in New York when left out). With `merge_prices` market trades of one day within a
    dollar share a line at their weighted average price. With `report_deferred` what could wait for Form 5 is
    reported on Form 4 now (code V).

    What the facts do not say is asked in `Drafts.questions`; a statement that a question blocks is not made.
    Raises `UsageError` for facts that contradict themselves, `ReadError` for files that cannot be read and
    `UnsureReading` for an earlier statement whose lines could not all be read.
    """
    sheet = facts if isinstance(facts, FactSheet) else read_facts(facts)
    if profiles is not None and not isinstance(profiles, Profiles):
        profiles = read_profiles(profiles)
    known = [(each, statement_of(each)) for each in after]
    desk = Desk.of(sheet, profiles or Profiles())
    day = as_of or datetime.datetime.now(eastern()).date()
    options = Options(as_of=day, merge_prices=merge_prices, report_deferred=report_deferred)
    drafts, questions, not_reported = [], list[Question](), list[NotReported]()
    for numbered in _by_statement(desk, merge_prices=merge_prices):
        group = Group(desk, numbered, [each for _, each in known if each is not None], options)
        drafts += group.drafts()
        questions += group.questions
        for each, statement in known:
            if isinstance(each, Reading) and statement in group.earlier:
                questions += questions_on(each)
        not_reported += group.not_reported
    return Drafts(
        drafts=tuple(drafts),
        questions=tuple(dict.fromkeys(questions)),
        not_reported=tuple(dict.fromkeys(not_reported)),
    )


def _by_statement(desk: Desk, *, merge_prices: bool) -> Iterator[Numbered]:
    """Group the facts by issuer and owners; in a group they stand by day, or in the order of the sheet."""
    numbered = joined(desk.sheet.facts) if merge_prices else tuple(enumerate(desk.sheet.facts))
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[int, AnyFact]]] = {}
    for number, fact in numbered:
        groups.setdefault((desk.issuer_key(fact), desk.owner_keys(fact)), []).append((number, fact))
    for facts in groups.values():
        in_order = desk.sheet.keep_order
        yield tuple(facts if in_order else sorted(facts, key=lambda each: each[1].on))
