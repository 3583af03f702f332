"""Printed numbers and unit lines."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.filing.numbers import Units, is_blank_mark, parse_number, plain, unit_line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,577", "1577"),
        ("(1,577)", "-1577"),
        ("$ 1,577", "1577"),
        ("$(43)", "-43"),
        ("$ (43)", "-43"),
        ("( 1,577 )", "-1577"),
        ("-12", "-12"),
        ("−5.2", "-5.2"),
        ("—", "0"),
        ("–", "0"),
        ("-", "0"),
        ("$ —", "0"),
        ("—%", "0"),
        ("12.5%", "12.5"),
        ("(43)%", "-43"),
        ("(0.35)", "-0.35"),
        (".07", "0.07"),
        ("1,577(a)", "1577"),
        ("1,577 (1)", "1577"),
        ("(1)", "-1"),
        ("5½", "5.5"),
        ("5 1/2", "5.5"),
        ("€12.0", "12.0"),
        ("0", "0"),
    ],
)
def test_numbers_as_printed(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "NM", "N/A", "Total", "1,57", "12,34,567", "1.2.3", "5 0/0", "5 1/0", "43)", "2018 2017"]
)
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_marks_for_nothing_here() -> None:
    assert [text for text in ("NM", "n/a", "N.M.", "*", "0", "—", "Net") if is_blank_mark(text)] == [
        "NM",
        "n/a",
        "N.M.",
        "*",
    ]


amounts = st.decimals(min_value=0, max_value=10**13, places=2, allow_nan=False, allow_infinity=False)


@given(amounts, st.booleans(), st.sampled_from(["", "$", "$ ", "€"]), st.sampled_from(["", "%", "(a)", "*"]))
def test_any_amount_is_read_back(amount: Decimal, negative: bool, sign: str, tail: str) -> None:
    printed = f"{amount:,.2f}"
    text = f"{sign}({printed}){tail}" if negative else f"{sign}{printed}{tail}"
    assert parse_number(text) == (-amount if negative else amount)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    number = parse_number(text)
    assert number is None or number.is_finite()
    units = unit_line(text)
    assert units is None or 0 <= units.money <= 12


@pytest.mark.parametrize(
    ("text", "money", "shares"),
    [
        ("(In millions, except per share amounts)", 6, 6),
        ("(Millions)", 6, 6),
        ("(Dollars in thousands)", 3, 3),
        ("in $ millions", 6, 6),
        ("$ in billions", 9, 9),
        ("($000s)", 3, 3),
        ("(In millions, except share and per share data)", 6, 0),
        ("(amounts in millions, except par value and share data)", 6, 0),
        ("(In millions, except number of shares, which are reflected in thousands, and per share amounts)", 6, 3),
        ("(dollars in millions, shares in thousands)", 6, 3),
        ("(Except per share amounts, in millions)", 6, 6),
        ("(MILLIONS, EXCEPT PER COMMON SHARE DATA)", 6, 6),
    ],
)
def test_unit_lines(text: str, money: int, shares: int) -> None:
    assert unit_line(text) == Units(money, shares, 0, "USD", stated=True)


@pytest.mark.parametrize(
    "text", ["Net sales", "1,000 shares authorized", "a $5 billion note", "Authorized (9,000 million shares)"]
)
def test_what_is_no_unit_line(text: str) -> None:
    assert unit_line(text) is None


def test_the_currency_of_a_unit_line() -> None:
    found = [
        unit_line(text) for text in ("(£ in thousands)", "(in millions of euros)", "(RMB in millions)", "(C$ millions)")
    ]
    assert [units.currency for units in found if units] == ["GBP", "EUR", "CNY", "CAD"]


@pytest.mark.parametrize("digits", ["9" * 40, f"1{'0' * 60}", "12"])
def test_a_number_of_any_length_prints_as_digits(digits: str) -> None:
    number = parse_number(digits)
    assert number is not None
    assert str(plain(number)) == digits
