"""From the official form as plain data to the statement it prints: `sheet`, read back.

Whatever front end recovers a `Sheet` from a page ends here. A text that is no value of its type becomes a
`Deviation`; what the form implies without printing it is inferred, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from section16.formats import captions
from section16.formats.captions import WORDINGS
from section16.formats.sheet import CheckBox, OwnerBoxes, Sheet, Signed
from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.statement import Footnote, Signature, Statement
from section16.model.states import STATES
from section16.reading.printed_values import footnote_id
from section16.reading.transcribe_rows import rows_of
from section16.reading.transcript import Transcript


def statement_of(sheet: Sheet, transcript: Transcript) -> Statement:
    """Return the statement that `sheet` prints; what was odd or inferred is noted in `transcript`.

    Raises `MangledDocument` when a cell spans columns whose values it cannot hold together.
    """
    form = sheet.form
    table_1, table_2 = (
        rows_of(transcript, form, name, table)
        for name, table in zip(("table_1", "table_2"), sheet.tables, strict=True)
    )
    ticked = _ticked(sheet.check_boxes, WORDINGS[form].check_boxes)
    return Statement(
        form=form,
        is_amendment=sheet.form_type.endswith("/A"),
        date_of_original=transcript.value("date_of_original", "date_of_original", sheet.original.text),
        period_of_report=transcript.value("period_of_report", "period_of_report", sheet.period.text),
        no_longer_subject=ticked.get("no_longer_subject"),
        under_10b5_1_plan=ticked.get("under_10b5_1_plan"),
        form_3_holdings_reported=ticked.get("form_3_holdings_reported"),
        form_4_transactions_reported=ticked.get("form_4_transactions_reported"),
        no_securities_owned=_none_owned(sheet, transcript, holds=bool(table_1 or table_2)),
        issuer=Issuer(
            cik=sheet.issuer.cik or None,
            name=sheet.issuer.name or None,
            trading_symbol=sheet.issuer.symbol or None,
            foreign_trading_symbol=sheet.issuer.foreign_symbol or None,
        ),
        owners=tuple(map(_owner, sheet.owners)),
        table_1=table_1,
        table_2=table_2,
        footnotes=tuple(
            Footnote(id=footnote_id(note.number), text=note.text or None) for note in sheet.footnotes
        ),
        remarks=sheet.remarks or None,
        signatures=tuple(
            _signature(signed, f"signatures[{position}]", transcript)
            for position, signed in enumerate(
                signed for signed in sheet.signatures if signed.name or signed.date
            )
        ),
    )


def _ticked(boxes: Iterable[CheckBox], known: tuple[tuple[str, str], ...]) -> dict[str, bool | None]:
    """Return by attribute what the boxes say; `known` pairs attribute and caption, None is not there."""
    said = {box.caption: box.ticked for box in boxes}
    return {attribute: said.get(caption) for attribute, caption in known}


def _none_owned(sheet: Sheet, transcript: Transcript, *, holds: bool) -> bool | None:
    """Return whether a Form 3 says "No securities are beneficially owned."."""
    if sheet.none_owned:
        return True
    if sheet.form == "3" and holds:
        return transcript.infer("no_securities_owned", False, "the form lists what is owned")
    return None


def _owner(boxes: OwnerBoxes) -> ReportingOwner:
    ticked = _ticked(boxes.relationship, captions.RELATIONSHIPS)
    return ReportingOwner(
        cik=boxes.cik or None,
        name=boxes.name or None,
        address=_address(boxes),
        relationship=Relationship(
            director=ticked["director"],
            officer=ticked["officer"],
            ten_percent_owner=ticked["ten_percent_owner"],
            other=ticked["other"],
            officer_title=boxes.officer_title or None,
            other_text=boxes.other_text or None,
        ),
    )


_STATE = re.compile(r"(?P<code>[A-Z0-9]{2}) \((?P<description>.*)\)")


def _address(boxes: OwnerBoxes) -> Address:
    """Return the address of box 1: the state by EDGAR's code, by its description, or by both."""
    places = {place.caption: place.text or None for place in boxes.places}
    state, described = places.get(captions.STATE), None
    both = _STATE.fullmatch(state or "")
    if both and both["code"] in STATES:
        state, described = both["code"], both["description"]
    elif state not in STATES:
        state, described = None, state
    street_1, street_2 = (*boxes.streets, None, None)[:2]
    return Address(
        street_1=street_1,
        street_2=street_2,
        city=places.get(captions.CITY),
        state=state,
        state_description=described,
        zip_code=places.get(captions.ZIP),
        non_us_state=places.get(captions.NON_US_STATE),
        country=places.get(captions.COUNTRY),
    )


def _signature(signed: Signed, path: str, transcript: Transcript) -> Signature:
    return Signature(
        name=signed.name or None,
        date=transcript.value("signature.date", f"{path}.date", signed.date),
    )
