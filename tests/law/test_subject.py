"""Who is still, or already, subject to section 16: Rule 16a-2."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from section16.errors import UsageError
from section16.law.subject import (
    Dealing,
    subject_after_leaving,
    subject_as_fiduciary,
    subject_as_ten_percent_owner,
    subject_before_becoming,
)
from section16.model.values import Direction

LEFT = date(2024, 4, 1)


def bought(on: date, *, exempt: bool | None = False) -> Dealing:
    return Dealing(on=on, direction=Direction.ACQUIRED, exempt=exempt)


def sold(on: date, *, exempt: bool | None = False) -> Dealing:
    return Dealing(on=on, direction=Direction.DISPOSED, exempt=exempt)


SALE = sold(date(2024, 3, 1))


# Rule 16a-2(b): sold on 2024-03-01, resigned on 2024-04-01; the window ends on 2024-08-30.
@pytest.mark.parametrize(
    ("dealing", "in_office", "subject", "says"),
    [
        (bought(date(2024, 8, 15)), [SALE], True, "reaches to Fri 2024-08-30"),
        (bought(date(2024, 8, 30)), [SALE], True, "of Fri 2024-03-01"),
        (bought(date(2024, 8, 31)), [SALE], False, "reaches only to Fri 2024-08-30"),
        (bought(date(2024, 9, 3)), [SALE], False, "reaches only to Fri 2024-08-30"),
        (sold(date(2024, 8, 15)), [SALE], False, "no opposite transaction"),
        (bought(date(2024, 8, 15)), [], False, "no opposite transaction"),
        (bought(date(2024, 8, 15)), [sold(date(2024, 3, 1), exempt=True)], False, "no opposite transaction"),
        (bought(date(2024, 8, 15), exempt=True), [SALE], False, "it is exempt"),
        (bought(date(2024, 8, 15)), [sold(date(2024, 3, 1), exempt=None)], None, "if neither is exempt"),
        (bought(date(2024, 8, 15), exempt=None), [SALE], None, "if neither is exempt"),
        (bought(date(2024, 8, 15)), [sold(date(2024, 3, 4), exempt=None), SALE], True, "of Fri 2024-03-01"),
        (bought(date(2024, 4, 1)), [], True, "the last day in office"),
    ],
)
def test_after_office_only_opposites_within_less_than_six_months_are_subject(
    dealing: Dealing, in_office: list[Dealing], subject: bool | None, says: str
) -> None:
    answer = subject_after_leaving(dealing, last_day_in_office=LEFT, in_office=in_office)
    assert answer.value is subject
    assert says in answer.why
    assert answer.certain == (subject is not None)


def test_the_transaction_whose_exemption_is_unknown_is_named() -> None:
    unknown = sold(date(2024, 3, 1), exempt=None)
    answer = subject_after_leaving(bought(date(2024, 8, 15)), last_day_in_office=LEFT, in_office=[unknown])
    assert answer.uncertain == (
        "Whether the transaction of Fri 2024-03-01 is exempt from section 16(b) is not known: find out.",
    )


def test_a_window_from_a_month_end_passes_its_doubt_on() -> None:
    sale = sold(date(2024, 8, 31))
    for on in (date(2025, 2, 26), date(2025, 2, 27)):
        answer = subject_after_leaving(bought(on), last_day_in_office=date(2024, 9, 30), in_office=[sale])
        assert answer.value is (on == date(2025, 2, 26))
        assert not answer.certain


def test_a_transaction_after_office_cannot_be_one_in_office() -> None:
    with pytest.raises(UsageError, match="a transaction of Tue 2024-04-02 is given as made in office"):
        subject_after_leaving(
            bought(date(2024, 8, 15)), last_day_in_office=LEFT, in_office=[sold(date(2024, 4, 2))]
        )


# Rule 16a-2(a): six months from the transaction to the one that first requires a Form 4.
@pytest.mark.parametrize(
    ("first_on_form_4", "solely", "subject"),
    [
        (date(2024, 7, 8), True, True),
        (date(2024, 7, 9), True, None),
        (date(2024, 7, 10), True, None),
        (date(2024, 7, 11), True, False),
        (date(2024, 7, 8), False, False),
    ],
)
def test_before_office_only_what_precedes_a_first_registration_is_subject(
    first_on_form_4: date, solely: bool, subject: bool | None
) -> None:
    answer = subject_before_becoming(
        date(2024, 1, 10),
        became_subject=date(2024, 5, 16),
        solely_by_registration=solely,
        first_form_4_transaction=first_on_form_4,
    )
    assert answer.value is subject
    assert answer.certain == (subject is not None)


def test_dates_before_office_must_be_in_order() -> None:
    with pytest.raises(UsageError, match="out of order"):
        subject_before_becoming(
            date(2024, 5, 17),
            became_subject=date(2024, 5, 16),
            solely_by_registration=True,
            first_form_4_transaction=date(2024, 7, 8),
        )


# Rule 16a-2(c); Foremost-McKesson (the purchase that makes an owner); Reliance Electric (the sale after).
@pytest.mark.parametrize(
    ("percent", "otherwise", "subject"),
    [
        (Decimal("9.9"), False, False),
        (Decimal("10"), False, False),
        (Decimal("10.01"), False, True),
        (Decimal("13.2"), False, True),
        (Decimal("9.96"), False, False),
        (Decimal("0"), True, True),
        (None, True, True),
        (None, False, None),
    ],
)
def test_a_ten_percent_owner_is_subject_only_while_over_ten_percent(
    percent: Decimal | None, otherwise: bool, subject: bool | None
) -> None:
    answer = subject_as_ten_percent_owner(
        date(2024, 5, 14), percent_before=percent, otherwise_subject=otherwise
    )
    assert answer.value is subject
    assert answer.certain == (subject is not None)


@pytest.mark.parametrize("percent", [Decimal("-1"), Decimal("100.1"), Decimal("NaN")])
def test_a_percentage_outside_zero_to_a_hundred_is_refused(percent: Decimal) -> None:
    with pytest.raises(UsageError, match="no percentage of a class"):
        subject_as_ten_percent_owner(date(2024, 5, 14), percent_before=percent)


# Rule 16a-2(d)
@pytest.mark.parametrize(
    ("on", "over", "subject", "certain"),
    [
        (date(2024, 1, 15), True, False, True),
        (date(2025, 1, 14), True, False, True),
        (date(2025, 1, 15), True, False, False),
        (date(2025, 1, 16), True, True, True),
        (date(2025, 1, 16), False, False, True),
        (date(2025, 1, 16), None, None, False),
    ],
)
def test_an_executor_is_exempt_for_twelve_months(
    on: date, over: bool | None, subject: bool | None, certain: bool
) -> None:
    answer = subject_as_fiduciary(on, appointed=date(2024, 1, 15), estate_over_ten_percent=over)
    assert answer.value is subject
    assert answer.certain is certain


def test_nobody_is_a_fiduciary_before_the_appointment() -> None:
    with pytest.raises(UsageError, match="not the fiduciary's"):
        subject_as_fiduciary(date(2024, 1, 14), appointed=date(2024, 1, 15), estate_over_ten_percent=None)
