"""The state of a ZIP code: its first three digits name the sorting office (a public table of the post)."""

from __future__ import annotations

_OFFICES = (
    "005NY 006-007PR 008VI 009PR 010-027MA 028-029RI 030-038NH 039-049ME 050-054VT 055MA 056-059VT "
    "060-069CT 070-089NJ 100-149NY 150-196PA 197-199DE 200DC 201VA 202-205DC 206-219MD 220-246VA "
    "247-268WV 270-289NC 290-299SC 300-319GA 320-339FL 341-349FL 350-369AL 370-385TN 386-397MS 398-399GA "
    "400-427KY 430-459OH 460-479IN 480-499MI 500-528IA 530-549WI 550-567MN 569DC 570-577SD 580-588ND "
    "590-599MT 600-629IL 630-658MO 660-679KS 680-693NE 700-714LA 716-729AR 730-732OK 733TX 734-749OK "
    "750-799TX 800-816CO 820-831WY 832-838ID 840-847UT 850-865AZ 870-884NM 885TX 889-898NV 900-961CA "
    "967-968HI 970-979OR 980-994WA 995-999AK"
)


def _table() -> dict[str, str]:
    states: dict[str, str] = {}
    for office in _OFFICES.split():
        first, _, last = office[:-2].partition("-")
        for number in range(int(first), int(last or first) + 1):
            states[f"{number:03}"] = office[-2:]
    return states


_STATES = _table()


def state_of_zip(zip_code: str) -> str | None:
    """Return the state's code of a ZIP code; None for one of no state, such as the armed forces'."""
    return _STATES.get(zip_code[:3])
