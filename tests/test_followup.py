"""Follow-ups that name a part, a share of what was asked before, or a quarter beside it."""

import pytest

from assistant.understand.followup import figure_of, share_of_that, with_part_swapped
from assistant.understand.periods import Period, read_periods

NAMES = ("Acme Rocket Corporation", "acme", "acme rocket")


@pytest.mark.parametrize(
    ("text", "before", "alone"),
    [
        (
            "And Valves & Hydrants?",
            "What were the net sales of Acme's Flow Measurement segment in FY2022?",
            "What were the net sales of Acme's Valves & Hydrants segment in FY2022?",
        ),
        (
            "What about the Americas?",
            "What revenue did Acme earn from Europe in FY2022?",
            "What revenue did Acme earn from Americas in FY2022?",
        ),
        ("And in the year before?", "What revenue did Acme earn from Europe in FY2022?", ""),
        ("And Europe?", "What was the revenue of Acme Rocket in FY2022?", ""),
        ("And Europe?", "What was Acme's revenue in FY2022?", ""),
        ("And FY2021?", "What revenue did Acme earn from Europe in FY2022?", ""),
    ],
)
def test_a_part_alone_takes_the_place_of_the_one_spoken_of(text: str, before: str, alone: str) -> None:
    assert with_part_swapped(text, before, NAMES) == alone


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("What share of net sales was that?", "What share of net sales was the tax paid by Acme in FY2022?"),
        (
            "And what percentage of sales did that represent?",
            "What percentage of sales was the tax paid by Acme in FY2022?",
        ),
        ("What share of net sales was research?", ""),
    ],
)
def test_a_share_of_that(text: str, alone: str) -> None:
    assert share_of_that(text, figure_of("What was the tax paid by Acme in FY2022?")) == alone


def test_what_asks_for_more_than_a_figure_is_none_to_put_beside_another() -> None:
    assert figure_of("Why did Acme's tax fall in FY2022?") == ""
    assert share_of_that("What share of net sales was that?", "") == ""


@pytest.mark.parametrize(
    ("text", "period", "then"),
    [
        ("And one quarter later?", Period(2025), Period(2026, quarter=1)),
        ("And the quarter before?", Period(2025, quarter=1), Period(2024, quarter=4)),
        ("What about the following quarter?", Period(2025, quarter=2), Period(2025, quarter=3)),
        ("下个季度呢?", Period(2025, half=1), Period(2025, quarter=3)),
    ],
)
def test_a_quarter_beside_the_one_spoken_of(text: str, period: Period, then: Period) -> None:
    assert period.quarters_on(read_periods(text).quarters) == then


def test_a_quarter_of_a_named_year_is_no_quarter_beside() -> None:
    assert read_periods("How did it compare with the prior quarter of 2021?").quarters == 0
