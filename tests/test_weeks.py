"""Year ends by the rules that filings state for them."""

from datetime import date
from itertools import pairwise

import pytest

from ingest.filing.weeks import ruled_ends


@pytest.mark.parametrize(
    ("text", "end", "earlier"),
    [
        ("Our fiscal year ends on the Saturday nearest January 31.", date(2022, 1, 29), date(2019, 2, 2)),
        ("a 52 or 53-week fiscal year ending on the Sunday closest to August 31", date(2019, 9, 1), date(2016, 8, 28)),
        ("Our fiscal year ends on the last Sunday in May.", date(2017, 5, 28), date(2015, 5, 31)),
        ("The year ends on the Saturday closest to the end of December.", date(2022, 12, 31), date(2021, 1, 2)),
    ],
)
def test_a_stated_rule_gives_the_ends_of_earlier_years(text: str, end: date, earlier: date) -> None:
    ends = ruled_ends(["Nothing here.", text], end)
    assert ends[0] == end
    assert earlier in ends
    assert {day.weekday() for day in ends} == {end.weekday()}
    assert {(later - before).days for later, before in pairwise(ends)} <= {364, 371}


@pytest.mark.parametrize(
    "text", ["The fiscal year ends on December 31.", "Results are released on the last Tuesday in January."]
)
def test_a_rule_that_does_not_give_the_known_end_is_none(text: str) -> None:
    assert ruled_ends([text], date(2022, 1, 29)) == ()
