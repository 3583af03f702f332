"""Periods out of column headers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.filing.periods import (
    Calendar,
    Period,
    column_periods,
    full_dates,
    is_week_based,
    main_end,
    months_before,
    report_calendar,
    spoken_ends,
)

Days = tuple[str | None, str]


def read(
    *columns: str, context: str = "", titles: tuple[str, ...] = (), known: Calendar | None = None, instant: bool = False
) -> list[Days | None]:
    found = column_periods(columns, context, titles, known or Calendar(), instant)
    return [(str(p.start) if p.start else None, str(p.end)) if p else None for p in found]


def test_years_under_a_heading() -> None:
    assert read("2018", "2017", context="Years ended December 31") == [
        ("2018-01-01", "2018-12-31"),
        ("2017-01-01", "2017-12-31"),
    ]
    assert read("Fiscal Years Ended January 31, 2018") == [("2017-02-01", "2018-01-31")]


def test_spans_of_a_quarterly_report() -> None:
    assert read(
        "Three Months Ended June 30, 2023", "Six Months Ended June 30, 2023", "Nine months ended September 30, 2022"
    ) == [
        ("2023-04-01", "2023-06-30"),
        ("2023-01-01", "2023-06-30"),
        ("2022-01-01", "2022-09-30"),
    ]
    assert read("12 Weeks Ended November 20, 2022", "Thirty-nine weeks ended October 29, 2022") == [
        ("2022-08-29", "2022-11-20"),
        ("2022-01-30", "2022-10-29"),
    ]


def test_balance_dates_are_instants() -> None:
    assert read("December 31, 2022", "June 30, 2022", instant=True) == [(None, "2022-12-31"), (None, "2022-06-30")]
    assert read("2019", "2018", titles=("At December 29, 2019 and December 30, 2018",), instant=True) == [
        (None, "2019-12-29"),
        (None, "2018-12-30"),
    ]


def test_years_alone_take_the_days_of_the_filing() -> None:
    known = Calendar(date(2022, 1, 29), 12, (date(2022, 1, 29), date(2021, 1, 30)))
    assert read("2021", "2020", "2019", known=known) == [
        ("2021-01-31", "2022-01-29"),
        ("2020-02-02", "2021-01-30"),
        ("2019-02-03", "2020-02-01"),
    ]
    assert read("Second-Quarter 2023", known=Calendar(date(2023, 7, 2), 3)) == [("2023-04-03", "2023-07-02")]


def test_changes_and_shares_of_sales_have_no_period() -> None:
    columns = ("2023", "2022", "% Change", "Change", "Increase (Decrease)", "% of Net Sales")
    assert [period is None for period in read(*columns, context="Years ended December 31,")] == [
        False,
        False,
        True,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("cover", "end", "months"),
    [
        ("ANNUAL REPORT For the fiscal year ended December 31, 2018 Commission file", date(2018, 12, 31), 12),
        ("For the quarterly period ended March 31, 2021 or", date(2021, 3, 31), 3),
        ("For the fifty-two weeks ended January 28, 2023", date(2023, 1, 28), 12),
        (
            "For the quarterly period ended July 2, 2023. 2022 Form 10-K: for the fiscal year ended December 31, 2022",
            date(2023, 7, 2),
            3,
        ),
        (
            "Thirteen weeks ended April 29, 2023; our report on the fiscal year ended January 28, 2023 tells of risks",
            date(2023, 4, 29),
            3,
        ),
        ("Results of the quarter ended June 30, 2023 and the year ended June 30, 2023", date(2023, 6, 30), 12),
        ("An 8-K about a vote", None, None),
    ],
)
def test_the_cover_says_what_is_reported(cover: str, end: date | None, months: int | None) -> None:
    found = report_calendar([cover])
    assert (found.end, found.months) == (end, months)


def test_what_the_text_speaks_of() -> None:
    said = spoken_ends(["the quarter ended July 2, 2023, and July 3, 2022", "for the six months ended July 2, 2023"])
    assert main_end(said) == date(2023, 7, 2)
    assert date(2022, 7, 3) in said
    assert main_end(spoken_ends(["no dates here"])) is None


def test_weekday_years_are_told_from_calendar_years() -> None:
    assert is_week_based([date(2019, 5, 26), date(2018, 5, 27)])
    assert not is_week_based([date(2019, 12, 31), date(2018, 12, 31), date(2019, 9, 30)])
    assert not is_week_based([date(2020, 2, 29), date(2019, 2, 28)])


days = st.dates(min_value=date(1995, 1, 1), max_value=date(2045, 12, 31))


@given(days, st.sampled_from([1, 3, 6, 9, 12]))
def test_months_before_begins_a_period_of_that_length(end: date, months: int) -> None:
    start = months_before(end, months)
    assert abs((end - start).days + 1 - months * 30.44) <= 4
    assert (start - timedelta(days=1)) < end


@given(days)
def test_a_printed_date_is_read_back(day: date) -> None:
    for text in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%b}. {day.day}, {day.year}",
        f"{day.month}/{day.day}/{day.year}",
    ):
        assert full_dates(f"As of {text} and later") == [day]


@given(st.lists(st.text(max_size=25), max_size=4), st.text(max_size=25), st.booleans())
def test_no_header_breaks_the_reader(columns: list[str], context: str, instant: bool) -> None:
    known = Calendar(date(2023, 1, 28), 12, (date(2023, 1, 28), date(2022, 1, 29)))
    found = column_periods(columns, context, (context,), known, instant)
    assert len(found) == len(columns)
    assert all(period is None or isinstance(period, Period) for period in found)
