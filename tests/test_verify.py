"""Every number in an answer is quoted or calculated; what is not a claim is left alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Calculation, Operand
from assistant.check.verify import claims, verify

ROW = "Purchases of property, plant and equipment (PP&E) (1,577) (1,373) (1,420)"
GROWTH = Calculation(
    name="growth in revenue",
    expression="(revenue_FY2017 - revenue_FY2016) / revenue_FY2016",
    operands=(
        Operand("revenue_FY2017", "Total net sales", Decimal(177866000000), "USD", "FY2017", 1, "177,866"),
        Operand("revenue_FY2016", "Total net sales", Decimal(135987000000), "USD", "FY2016", 2, "135,987"),
    ),
    result=Decimal("0.307963"),
    rounded="30.8%",
)


@pytest.mark.parametrize(
    "text",
    [
        "Capital expenditures were $1,577 million in FY2018 [1].",
        "Capital expenditures were $1.6 billion [1], up from $1,373 million.",
        "Capex was 1,577.",
        "Capex was $1.58bn in fiscal 2018.",
    ],
)
def test_quoted_numbers_pass(text: str) -> None:
    assert verify(text, [ROW]).passed


@pytest.mark.parametrize(
    "text",
    [
        "Capital expenditures were $1,578 million.",
        "Capex was $1.5 billion.",
        "Capex was 15.77%.",
        "Capex was $157.7 million.",
    ],
)
def test_wrong_numbers_fail(text: str) -> None:
    checked = verify(text, [ROW])
    assert not checked.passed
    assert len(checked.unsupported) == 1


def test_calculated_numbers_pass_and_say_so() -> None:
    text = "Revenue grew 30.8% from $135,987 million to $177.9 billion."
    checked = verify(text, [], [GROWTH])
    assert checked.passed
    assert {how for _, how in checked.supported} == {"calculated"}
    assert not verify("Revenue grew 38.0%.", [], [GROWTH]).passed
    assert not verify("Revenue was $18 billion.", [], [GROWTH]).passed


@pytest.mark.parametrize(
    "text",
    [
        "In fiscal 2018 (FY18, Q2 2018, the year ended December 31, 2018), see Note 4, page 57 and "
        "Item 7 of the 10-K [1][2].",
        "On 1st July 2022 and between 2016 and 2018 the 2nd quarter was described in Section 3.2.",
        "2022年第二季度见第57页",
        "It was the first of several.",
        "1. One reason\n2. Another reason",
    ],
)
def test_what_is_not_a_claim(text: str) -> None:
    assert claims(text) == ()


def test_digits_of_names_do_not_count() -> None:
    assert claims("3M grew 5.1%.", names=["3M"])[0].text == "5.1%"
    assert len(claims("3M grew 5.1%.", names=["3M"])) == 1


def test_percentages_and_basis_points() -> None:
    quote = "The effective tax rate was 24.6 percent, 120 basis points higher"
    assert verify("The rate was 24.6%, up 1.2 percentage points.", [quote]).passed
    assert verify("The rate rose 120 bps to 24.6%.", [quote]).passed
    assert not verify("The rate was $24.6 million.", [quote]).passed


def test_a_scale_printed_beside_a_number_is_kept() -> None:
    assert verify("It paid $700 million.", ["costs of $700 million"]).passed
    assert not verify("It paid $700 billion.", ["costs of $700 million"]).passed


def test_chinese_scales() -> None:
    assert verify("资本支出为15.77亿美元。", [ROW]).passed
    assert not verify("资本支出为16.77亿美元。", [ROW]).passed


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**7), places=2), st.integers(0, 2))
def test_a_printed_number_supports_itself_and_its_roundings(value: Decimal, digits: int) -> None:
    printed = f"Total {value:,} other"
    shown = f"{value.quantize(Decimal(1).scaleb(-digits), rounding='ROUND_HALF_UP'):,}"
    assert verify(f"It was ${shown} million.", [printed]).passed


def test_a_number_of_any_length_may_stand_in_a_source() -> None:
    assert verify("Revenue was $1,577 million [1].", [f"{ROW} {'9' * 80}"]).passed
    assert not verify("Revenue was $1,578 million [1].", [f"{ROW} {'9' * 80}"]).passed
