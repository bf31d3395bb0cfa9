"""Does a rule keep a reported line out of section 16(b)? By its code, by a ruling, or by who the owner is."""

from __future__ import annotations

from typing import NamedTuple

from section16.history.short_swing_lines import ReportedLine
from section16.history.short_swing_particulars import Ruling
from section16.law.approvals import holds
from section16.law.exemptions import EXEMPTIONS, Approval, Exemption, exemption_of
from section16.model.codes import CODES


class Standing(NamedTuple):
    """Whether a line is exempt; None where that cannot be told. `assumed` is what the answer rests on."""

    exempt: bool | None
    why: str
    rule: str | None = None
    certain: bool = True
    assumed: str | None = None


def standing(line: ReportedLine, ruling: Ruling | None) -> Standing:
    """Say whether a line is exempt from section 16(b).

    A ruling comes first, then the code: it claims a rule, which is assumed to have been met unless the
    ruling's circumstances say otherwise, or the rule is for officers and directors and the owner was none.
    """
    row = line.row
    if ruling and ruling.exempt is not None:
        return Standing(ruling.exempt, ruling.reason, "ruling" if ruling.exempt else None)
    if row.code is None or row.code not in CODES:
        return Standing(None, "Its code is not known, and the code says whether a rule exempts it.")
    # "The closing of a derivative security position as a result of its exercise or conversion shall be
    # exempt"; only the shares acquired out of the money are not - Rule 16b-6(b)
    if row.code == "O" and line.path.startswith("table_2"):
        return Standing(
            True, "The derivative was closed by its exercise: only the shares count.", "Rule 16b-6(b)"
        )
    # "the disposition or closing of a long derivative security position, as a result of cancellation or
    # expiration, shall be exempt where no value is received" - Rule 16b-6(d)
    if row.code == "H" and row.price == 0:
        return Standing(True, "The derivative ended without value received.", "Rule 16b-6(d)")
    exemption = exemption_of(row.code)
    if exemption is None:
        return _without(row.code, ruling)
    if ruling and ruling.circumstances:
        answer = holds(exemption, ruling.circumstances)
        if answer.value is None:
            asks = " ".join(answer.uncertain)
            return Standing(True, f"{answer.why} {asks}", exemption.rule, False, _claim(exemption))
        return Standing(answer.value, answer.why, exemption.rule)
    if exemption.officers_and_directors_only:
        return _for_officers_and_directors(line, row.code, exemption)
    return _claimed(row.code, exemption)


def _without(code: str, ruling: Ruling | None) -> Standing:
    if code == "J" and not (ruling and ruling.side):
        return Standing(
            None, "Code J says only that no other code fits: read its footnote and rule on the line."
        )
    if code == "U":
        assumed = (
            "Dispositions in a tender (code U) are counted, although Rule 16b-3(e) or 16b-7 may exempt them: "
            "rule on the line where one does."
        )
        return Standing(False, "No rule exempts a tender by itself.", assumed=assumed)
    return Standing(False, "No rule exempts it by its code.")


def _claimed(code: str, exemption: Exemption) -> Standing:
    return Standing(
        True,
        f"Code {code} claims {exemption.rule}, which frees {exemption.frees}.",
        exemption.rule,
        assumed=_claim(exemption),
    )


def _claim(exemption: Exemption) -> str:
    asks = [*exemption.conditions]
    if exemption.approval is not Approval.NONE:
        asks.append(exemption.approval.value)
    return f"Lines whose code claims {exemption.rule} are taken as exempt; it asks that: {'; '.join(asks)}."


def is_officer_or_director(line: ReportedLine) -> bool | None:
    """Say whether one of the owners was an officer or director, as the statement's boxes have it."""
    boxes = [(each.relationship.director, each.relationship.officer) for each in line.owners]
    if any(True in each for each in boxes):
        return True
    return False if boxes and all(each == (False, False) for each in boxes) else None


def is_ten_percent_owner_alone(line: ReportedLine) -> bool:
    """Say whether the statement's boxes make the owner subject as a ten-percent owner and nothing else."""
    owner_boxes = [each.relationship for each in line.owners]
    ten = any(each.ten_percent_owner for each in owner_boxes)
    return ten and not any(each.director or each.officer for each in owner_boxes)


def _for_officers_and_directors(line: ReportedLine, code: str, exemption: Exemption) -> Standing:
    # "between the issuer ... and an officer or director of the issuer" - Rule 16b-3(a)
    if is_officer_or_director(line) is not False and not is_ten_percent_owner_alone(line):
        return _claimed(code, exemption)
    if code == "M":
        # The exercise of a derivative is free for everybody under the other rule that the code names.
        return _claimed(code, EXEMPTIONS["Rule 16b-6(b)"])
    return Standing(
        False,
        f"{exemption.rule} is for officers and directors, and the statement makes the owner neither.",
        assumed="Lines of an owner who is neither officer nor director are counted although their code "
        f"claims {exemption.rule}; a director by deputization would be free of them (Feder v. Martin "
        "Marietta and the cases after it): ask counsel.",
    )
