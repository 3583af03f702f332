"""Shares outstanding printed in a balance sheet's label, in the columns' order or each with its date."""

from datetime import date
from decimal import Decimal

import pytest

from ingest.document import Row
from ingest.filing.numbers import Units
from ingest.filing.periods import Period
from ingest.filing.share_counts import shares_in_label

THIS, LAST = date(2023, 12, 31), date(2022, 12, 31)
MILLIONS = Units(6, 6, stated=True)


@pytest.mark.parametrize(
    ("label", "units", "expected"),
    [
        (
            "Common stock ($0.01 par value; 100,000 shares authorized; 10,898 and 11,108 shares issued; 10,383 and "
            "10,593 shares outstanding)",
            MILLIONS,
            {THIS: 10383 * 10**6, LAST: 10593 * 10**6},
        ),
        (
            "Common shares, 1,400,000,000 authorized; 604,241,260 and 609,703,814 outstanding, respectively",
            MILLIONS,
            {THIS: 604_241_260, LAST: 609_703_814},
        ),
        (
            "Common stock, $0.001 par value; 24 shares issued and outstanding as of December 31, 2023; 25 shares "
            "issued and outstanding as of December 31, 2022",
            MILLIONS,
            {THIS: 24 * 10**6, LAST: 25 * 10**6},
        ),
        ("Class A common stock, 5 and 6 shares issued and outstanding", MILLIONS, {}),
        ("Preferred stock, 5 and 6 shares issued and outstanding", MILLIONS, {}),
        ("Common stock, 5 shares issued and outstanding", MILLIONS, {}),
        ("Common stock, 1,577 and 1,600 shares authorized", MILLIONS, {}),
    ],
)
def test_shares_outstanding_in_a_label(label: str, units: Units, expected: dict[date, int]) -> None:
    found = list(shares_in_label([Row(label, (), page=7)], [Period(THIS), Period(LAST)], units))
    assert {fact.period_end: fact.value for fact in found} == {day: Decimal(count) for day, count in expected.items()}
    assert {(fact.unit, fact.standard, fact.page) for fact in found} <= {("shares", "shares_outstanding", 7)}


def test_two_kinds_of_common_stock_are_no_single_count() -> None:
    row = Row("Common stock, 5 and 6 shares outstanding", ())
    assert list(shares_in_label([row, row], [Period(THIS), Period(LAST)], MILLIONS)) == []
